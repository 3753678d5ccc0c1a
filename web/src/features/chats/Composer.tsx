import { ActionIcon } from '@mantine/core';
import { useLayoutEffect, useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { CloseIcon, FlagIcon, SendIcon } from '@/components/icons';
import type { Participant } from '@/lib/api/list-conversations';
import { useI18n } from '@/lib/i18n/i18n';
import { useLive } from '@/lib/live/live-context';
import { useSession } from '@/lib/session/session-context';
import classes from './Composer.module.css';
import type { Line } from './timeline';
import { useDraft } from './use-draft';

interface Properties {
  id: string;
  title: string;
  replyTo: Line | null;
  others: readonly Participant[];
  onReplyDone: () => void;
}

/** The server's limit on one message (docs/protocol). */
const longestBytes = 64 * 1024;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export function Composer({ id, title, replyTo, others, onReplyDone }: Properties) {
  const { t } = useI18n();
  const live = useLive();
  const { me } = useSession();
  const [text, write] = useDraft(id, me.user.id);
  const [urgent, setUrgent] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const hint = useId();

  const excess = text.length > longestBytes / 4 ? Math.max(0, bytesOf(text) - longestBytes) : 0;
  const sendable = text.trim() !== '' && excess === 0;

  useEffect(() => {
    // A phone's keyboard would cover the conversation that was just opened.
    if (matchMedia('(hover: hover) and (pointer: fine)').matches) box.current?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    if (replyTo) box.current?.focus({ preventScroll: true });
  }, [replyTo]);

  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const send = () => {
    if (!sendable) return;
    void live.outbox.add({
      conversation_id: id,
      content: text.trim(),
      priority: urgent ? 'urgent' : 'routine',
      ...(replyTo?.message ? { reply_to: replyTo.message.id } : {}),
    });
    live.typing.stopped(id);
    write('');
    setUrgent(false);
    onReplyDone();
    box.current?.focus();
  };

  const keys = (event: KeyboardEvent) => {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && replyTo) {
      onReplyDone();
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  const replyName = replyTo
    ? replyTo.author_id === me.user.id
      ? t('chat.you')
      : (others.find((person) => person.id === replyTo.author_id)?.display_name ?? t('chat.someone'))
    : '';

  return (
    <form className={classes['composer']} onSubmit={submit} data-testid="composer-form">
      {replyTo && (
        <div className={classes['reply']}>
          <div className={classes['quoted']}>
            <strong>{t('chat.reply.to', { name: replyName })}</strong>
            <span>{replyTo.content}</span>
          </div>
          <ActionIcon variant="subtle" aria-label={t('chat.reply.cancel')} onClick={onReplyDone}>
            <CloseIcon size={18} />
          </ActionIcon>
        </div>
      )}
      {excess > 0 && (
        <p className={classes['excess']} role="alert">
          {t('chat.toolong', { bytes: excess })}
        </p>
      )}
      <div className={classes['row']}>
        <button
          type="button"
          className={classes['urgent']}
          aria-pressed={urgent}
          aria-label={t('chat.priority.urgent')}
          title={t('chat.priority.urgent')}
          onClick={() => {
            setUrgent(!urgent);
            box.current?.focus();
          }}
          data-testid="composer-urgent"
        >
          <FlagIcon size={20} />
          {urgent && <span>{t('chat.priority.urgent')}</span>}
        </button>
        <textarea
          ref={box}
          className={classes['box']}
          rows={1}
          aria-label={t('chat.write', { title })}
          aria-describedby={hint}
          placeholder={t('chat.write.short')}
          enterKeyHint="send"
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            if (event.currentTarget.value !== '') live.typing.typed(id);
            else live.typing.stopped(id);
          }}
          onKeyDown={keys}
          data-testid="composer"
        />
        <span id={hint} className="seen-by-readers-only">
          {t('chat.write.hint')}
        </span>
        <ActionIcon type="submit" size={40} radius="xl" aria-label={t('chat.send')} title={t('chat.send')} disabled={!sendable} data-testid="send">
          <SendIcon size={20} />
        </ActionIcon>
      </div>
    </form>
  );
}
