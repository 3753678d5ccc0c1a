import { queryOptions } from '@tanstack/react-query';
import { getConversation, type ConversationDetail } from '../api/get-conversation';
import { listConversations, type Conversation } from '../api/list-conversations';
import type { Message } from '../api/list-messages';
import { raise } from '../realtime/ticks';

/** The feed keeps these true, so time alone never makes them stale. */
export const conversationsQuery = queryOptions({
  queryKey: ['conversations'],
  queryFn: ({ signal }) => listConversations(signal),
  staleTime: Infinity,
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => getConversation(id, signal),
    staleTime: Infinity,
    // Watermarks only rise: an answer that was on its way while news of reading came in must not take it back.
    structuralSharing: (before, now) => withReceiptsKept(before as ConversationDetail | undefined, now as ConversationDetail),
  });

function withReceiptsKept(before: ConversationDetail | undefined, now: ConversationDetail): ConversationDetail {
  return (before?.receipts ?? []).reduce(withReceipt, now);
}

/** A message seen again, or one older than the last, changes nothing in the list. */
export function withMessage(list: Conversation[], conversationId: string, message: Message, me: string): Conversation[] {
  return list.map((conversation) => {
    if (conversation.id !== conversationId) return conversation;
    const isNew = message.position > (conversation.last_message?.position ?? 0) && message.position > conversation.last_position;
    const isLast = message.position >= (conversation.last_message?.position ?? 0);
    return {
      ...conversation,
      last_position: Math.max(conversation.last_position, message.position),
      last_message: isLast ? lastOf(message) : (conversation.last_message ?? null),
      unread: isNew && message.author_id !== me ? conversation.unread + 1 : conversation.unread,
    };
  });
}

function lastOf({ position, author_id, content, created_at, priority }: Message) {
  return { position, author_id, content, created_at, priority };
}

export function withRead(list: Conversation[], conversationId: string, upTo: number): Conversation[] {
  return list.map((conversation) =>
    conversation.id === conversationId && conversation.unread > 0 && upTo >= (conversation.last_message?.position ?? 0)
      ? { ...conversation, unread: 0 }
      : conversation,
  );
}

export function withReceipt(
  detail: ConversationDetail,
  news: { user_id: string; delivered: number; read: number },
): ConversationDetail {
  const old = detail.receipts.find((receipt) => receipt.user_id === news.user_id);
  const next = { user_id: news.user_id, ...raise(old, news) };
  return { ...detail, receipts: [...detail.receipts.filter((receipt) => receipt !== old), next] };
}

const rank = { routine: 0, urgent: 1, critical: 2 } as const;

/** Unread urgent messages first, then the newest activity. */
export function inListOrder(list: readonly Conversation[]): Conversation[] {
  const weight = (conversation: Conversation) =>
    conversation.unread > 0 ? rank[conversation.last_message?.priority ?? 'routine'] : 0;
  const at = (conversation: Conversation) => conversation.last_message?.created_at ?? '';
  return [...list].sort((a, b) => weight(b) - weight(a) || at(b).localeCompare(at(a)) || a.id.localeCompare(b.id));
}
