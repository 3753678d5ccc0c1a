import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { ConversationDetail } from '../api/get-conversation';
import type { Conversation } from '../api/list-conversations';
import type { Message } from '../api/list-messages';
import type { Live, StatusNews } from '../realtime/live';
import type { Change } from '../realtime/wire';
import { conversationQuery, conversationsQuery, withMessage, withRead, withReceipt } from './conversations';
import { Heard } from './heard';
import { messagesQuery, withMessageIn, type MessagePages } from './messages';

export interface Arrived {
  conversationId: string;
  message: Message;
}

/** Keeps the query cache what a fresh fetch would say, from the feed. Returns how to stop. */
export function bindLive(live: Live, cache: QueryClient, me: string, arrived: (news: Arrived) => void): () => void {
  const list = conversationsQuery.queryKey;
  const heard = new Heard();

  const put = (conversationId: string, message: Message) => {
    heard.message(conversationId, message);
    cache.setQueryData(messagesQuery(conversationId).queryKey, (pages: MessagePages | undefined) =>
      pages ? withMessageIn(pages, message) : pages,
    );
    cache.setQueryData(list, (all: Conversation[] | undefined) => (all ? withMessage(all, conversationId, message, me) : all));
  };

  const receipt = (news: StatusNews) =>
    cache.setQueryData(conversationQuery(news.conversation_id).queryKey, (detail: ConversationDetail | undefined) =>
      detail ? withReceipt(detail, news) : detail,
    );

  const onMessage = (change: Change) => {
    const conversationId = change.stream.slice(change.stream.indexOf(':') + 1);
    const message = messageOf(change);
    const known = cache.getQueryData(list);
    if (known && !known.some((conversation) => conversation.id === conversationId)) void cache.invalidateQueries({ queryKey: list });
    put(conversationId, message);
    if (message.author_id === me) return;
    live.receipts.report('message_delivered', conversationId, message.position);
    arrived({ conversationId, message });
  };

  const follow = (all: readonly Conversation[]) => {
    live.feed.follow(Object.fromEntries(all.map((each) => [`conversation:${each.id}`, each.last_position])));
    for (const each of all) {
      // What is in the list has reached this device.
      if (each.unread > 0) live.receipts.report('message_delivered', each.id, each.last_position);
    }
  };

  /** An answer has taken the place of what was put into the cache while it was on its way. */
  const answered = ([kind, id]: QueryKey) => {
    if (kind === list[0]) cache.setQueryData(list, (all: Conversation[] | undefined) => all && heard.inList(all, me));
    if (kind !== 'messages' || typeof id !== 'string') return;
    cache.setQueryData(messagesQuery(id).queryKey, (pages: MessagePages | undefined) => pages && heard.inMessages(id, pages));
  };

  const stops = [
    live.feed.changed.on((change) => {
      if (change.kind === 'message') return onMessage(change);
      if (change.kind === 'conversation') {
        void cache.invalidateQueries({ queryKey: list });
        void cache.invalidateQueries({ queryKey: ['conversation', change.id] });
      }
      if (change.kind === 'scribe_note' || change.kind === 'scribe_note_deleted') void cache.invalidateQueries({ queryKey: ['notes'] });
      if (change.kind === 'scribe_note_deleted') {
        cache.removeQueries({ queryKey: ['note', change.id] });
        live.scribe.forget(change.id);
      }
    }),
    live.feed.reset.on((stream) => {
      const [kind, id] = stream.split(':');
      if (kind === 'conversation' && id) heard.forget(id);
      void cache.invalidateQueries({ queryKey: list });
      if (kind === 'conversation' && id) {
        void cache.resetQueries({ queryKey: ['messages', id] });
        void cache.resetQueries({ queryKey: ['conversation', id] });
      }
    }),
    live.statusNews.on((news) => {
      receipt(news);
      if (news.user_id !== me) return;
      heard.read(news.conversation_id, news.read);
      cache.setQueryData(list, (all: Conversation[] | undefined) => (all ? withRead(all, news.conversation_id, news.read) : all));
    }),
    live.outbox.sent.on(({ entry, message }) =>
      put(entry.conversation_id, {
        ...message,
        client_id: entry.client_id,
        author_id: me,
        content: entry.content,
        priority: entry.priority,
        reply_to: entry.reply_to ?? null,
      }),
    ),
    live.receipts.advanced.on(({ kind, conversationId, upTo }) => {
      if (kind === 'message_read') heard.read(conversationId, upTo);
    }),
    live.connection.stateChanged.on((state) => {
      if (state !== 'online') return;
      // Watermarks and memberships are outside the streams we follow: look again after an absence.
      void cache.invalidateQueries({ queryKey: list }, { cancelRefetch: false });
      void cache.invalidateQueries({ queryKey: ['conversation'] }, { cancelRefetch: false });
      void cache.invalidateQueries({ queryKey: ['notes'] }, { cancelRefetch: false });
    }),
    cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return;
      if (!event.action.manual) answered(event.query.queryKey);
      if (event.query.queryKey[0] !== list[0]) return;
      const all = event.query.state.data as Conversation[] | undefined;
      if (all) follow(all);
    }),
  ];
  const already = cache.getQueryData(list);
  if (already) follow(already);
  return () => stops.forEach((stop) => stop());
}

function messageOf(change: Change): Message {
  const data = change.data as Partial<Message>;
  return {
    client_id: '',
    author_id: change.by ?? '',
    content: '',
    created_at: change.at,
    priority: 'routine',
    ...data,
    id: change.id,
    position: change.position,
  };
}
