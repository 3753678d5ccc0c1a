import { ActionIcon } from '@mantine/core';
import { Avatar } from '@/components/Avatar';
import { ReplyIcon } from '@/components/icons';
import { PriorityMark } from '@/components/PriorityMark';
import { momentOf, timeOf } from '@/lib/format/dates';
import { explainCode } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';
import { useLive } from '@/lib/live/live-context';
import type { TickState } from '@/lib/realtime/ticks';
import classes from './Bubble.module.css';
import { Ticks } from './Ticks';
import type { Line } from './timeline';
import { useSwipe } from './use-swipe';

interface Properties {
  line: Line;
  own: boolean;
  state: TickState | null;
  author: { id: string; name: string };
  showAuthor: boolean;
  quote: { name: string; text: string } | undefined;
  onReply: (() => void) | undefined;
}

export function Bubble({ line, own, state, author, showAuthor, quote, onReply }: Properties) {
  const { t, language } = useI18n();
  const swipe = useSwipe(onReply);
  return (
    <li
      className={classes['line']}
      data-own={own}
      data-opens={line.opens}
      data-group={showAuthor}
      data-testid="message"
      data-state={state ?? undefined}
      data-message-id={line.message?.id}
      data-client-id={line.key}
    >
      {showAuthor && <span className={classes['face']}>{line.opens && <Avatar id={author.id} name={author.name} size={28} />}</span>}
      <div className={classes['bubble']} data-priority={line.priority} {...swipe}>
        {showAuthor && line.opens ? (
          <p className={classes['author']}>{author.name}</p>
        ) : (
          <span className="seen-by-readers-only">{author.name}: </span>
        )}
        {line.priority !== 'routine' && (
          <p className={classes['priority']}>
            <PriorityMark priority={line.priority} />
          </p>
        )}
        {quote && (
          <blockquote className={classes['quote']}>
            <span className={classes['quoted']}>{quote.name}</span>
            <span className={classes['excerpt']}>{quote.text}</span>
          </blockquote>
        )}
        <p className={classes['text']}>
          <span dir="auto" data-testid="message-text">
            {line.content}
          </span>
          <span className={classes['meta']}>
            <time dateTime={line.created_at} title={momentOf(line.created_at, language)}>
              {timeOf(line.created_at)}
            </time>
            {state && <Ticks state={state} />}
          </span>
        </p>
      </div>
      {onReply && (
        <ActionIcon
          className={classes['reply'] ?? ''}
          variant="subtle"
          size="md"
          radius="xl"
          aria-label={`${t('chat.reply')}: ${line.content.slice(0, 60)}`}
          title={t('chat.reply')}
          onClick={onReply}
        >
          <ReplyIcon size={18} />
        </ActionIcon>
      )}
      {line.waiting?.refused && <Refused clientId={line.waiting.client_id} code={line.waiting.refused.code} />}
    </li>
  );
}

function Refused({ clientId, code }: { clientId: string; code: string }) {
  const i18n = useI18n();
  const { outbox } = useLive();
  return (
    <p className={classes['refused']} role="alert">
      <span>{i18n.t('chat.refused', { reason: explainCode(code, i18n) })}</span>
      <button type="button" onClick={() => void outbox.retry(clientId)} data-testid="message-retry">
        {i18n.t('chat.retry')}
      </button>
      <button type="button" onClick={() => void outbox.discard(clientId)} data-testid="message-delete">
        {i18n.t('chat.delete')}
      </button>
    </p>
  );
}
