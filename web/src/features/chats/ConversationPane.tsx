import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Avatar } from '@/components/Avatar';
import { EmptyState } from '@/components/EmptyState';
import { Failure } from '@/components/Failure';
import { AlertIcon, BackIcon, DetailsIcon } from '@/components/icons';
import { ApiError } from '@/lib/api/http';
import { conversationQuery, conversationsQuery } from '@/lib/cache/conversations';
import { inReadingOrder, messagesQuery } from '@/lib/cache/messages';
import { useI18n } from '@/lib/i18n/i18n';
import { useLive, useOutbox, useTypists } from '@/lib/live/live-context';
import type { Watermark } from '@/lib/realtime/ticks';
import { useSession } from '@/lib/session/session-context';
import { Composer } from './Composer';
import classes from './ConversationPane.module.css';
import { MessageList } from './MessageList';
import { timeline, type Line } from './timeline';
import { typingWords } from './typing-words';
import { useReading } from './use-reading';

interface Properties {
  id: string;
  details: boolean;
  onDetails: () => void;
}

export function ConversationPane({ id, details, onDetails }: Properties) {
  const { t, tn } = useI18n();
  const { me } = useSession();
  const live = useLive();
  const typists = useTypists(id);
  const detail = useQuery(conversationQuery(id));
  const listed = useQuery(conversationsQuery).data?.find((each) => each.id === id);
  const messages = useInfiniteQuery(messagesQuery(id));
  const outbox = useOutbox();
  const [replyTo, setReplyTo] = useState<Line | null>(null);
  // Where this person stood when the conversation was opened: the mark of what is new stays put while they read.
  const [readUpTo, setReadUpTo] = useState<number | null>(null);

  const conversation = listed ?? detail.data;
  const loaded = useMemo(() => inReadingOrder(messages.data), [messages.data]);
  const waiting = useMemo(() => outbox.filter((entry) => entry.conversation_id === id), [outbox, id]);
  const receipts = useMemo(
    () => new Map<string, Watermark>(detail.data?.receipts.map(({ user_id, ...mark }) => [user_id, mark])),
    [detail.data?.receipts],
  );
  if (readUpTo === null && detail.data) setReadUpTo(receipts.get(me.user.id)?.read ?? 0);

  const rows = useMemo(() => timeline(loaded, waiting, me.user.id, readUpTo), [loaded, waiting, me.user.id, readUpTo]);
  useReading(id, detail.data ? loaded.at(-1)?.position : undefined);

  useEffect(() => {
    const join = () => void live.connection.call('join_conversation', { conversation_id: id });
    join();
    const stop = live.connection.stateChanged.on((state) => state === 'online' && join());
    return () => {
      stop();
      live.typing.stopped(id);
      void live.connection.call('leave_conversation', { conversation_id: id });
    };
  }, [live, id]);

  const gone = [detail.error, messages.error].find((error) => error instanceof ApiError && error.status === 404);
  if (gone) {
    return (
      <EmptyState icon={<AlertIcon size={28} />} title={t('chat.gone')}>
        <Button component={Link} to="/chats" variant="light">
          {t('notfound.home')}
        </Button>
      </EmptyState>
    );
  }

  const others = conversation?.participants.filter((person) => person.id !== me.user.id) ?? [];
  const title = conversation?.title ?? '';
  const typing = typingWords(typists, t);

  return (
    <div className={classes['pane']}>
      <header className={classes['header']}>
        <Link to="/chats" className={classes['back'] ?? ''} aria-label={t('nav.back')} data-testid="back">
          <BackIcon />
        </Link>
        {conversation && (
          <Avatar
            id={conversation.kind === 'direct' ? (others[0]?.id ?? id) : id}
            name={title}
            kind={conversation.kind === 'direct' ? 'person' : conversation.kind}
            size={36}
          />
        )}
        <div className={classes['heading']}>
          <h1 className={classes['title']} tabIndex={-1} data-route-heading data-testid="conversation-title">
            {title || <Skeleton height="1rem" width="9rem" />}
          </h1>
          <p className={classes['note']} aria-live="polite">
            {typing || (conversation && conversation.kind !== 'direct' ? subtitle() : ' ')}
          </p>
        </div>
        <ActionIcon
          variant={details ? 'light' : 'subtle'}
          size="lg"
          aria-label={details ? t('chat.details.close') : t('chat.details')}
          title={details ? t('chat.details.close') : t('chat.details')}
          aria-pressed={details}
          onClick={onDetails}
          data-testid="details-toggle"
        >
          <DetailsIcon />
        </ActionIcon>
      </header>
      {messages.error && !messages.data ? (
        <Failure error={messages.error} onRetry={() => void messages.refetch()} />
      ) : (
        <MessageList
          rows={rows}
          loading={messages.isPending}
          older={{
            exist: messages.hasNextPage,
            loading: messages.isFetchingNextPage,
            load: () => void messages.fetchNextPage(),
          }}
          me={me.user.id}
          others={others}
          group={conversation !== undefined && conversation.kind !== 'direct'}
          receipts={receipts}
          messages={loaded}
          onReply={setReplyTo}
        />
      )}
      <Composer id={id} title={title} replyTo={replyTo} others={others} onReplyDone={() => setReplyTo(null)} />
    </div>
  );

  function subtitle(): string {
    const people = tn('chat.people', conversation?.participants.length ?? 0);
    if (conversation?.kind === 'department') return `${t('chats.kind.department')} · ${people}`;
    return conversation?.kind === 'patient' ? `${t('chats.kind.patient')} · ${people}` : people;
  }
}
