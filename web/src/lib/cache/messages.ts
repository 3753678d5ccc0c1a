import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { listMessages, type Message, type MessagePage } from '../api/list-messages';

export type MessagePages = InfiniteData<MessagePage, unknown>;

/** Pages run from the newest to the oldest, items inside a page from the oldest to the newest. */
export const messagesQuery = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', conversationId],
    queryFn: ({ pageParam, signal }) => listMessages(conversationId, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  });

export function inReadingOrder(pages: MessagePages | undefined): Message[] {
  return pages ? [...pages.pages].reverse().flatMap((page) => page.items) : [];
}

/** Puts a message where its position says, once. One older than everything loaded is left for its own page. */
export function withMessageIn(pages: MessagePages, message: Message): MessagePages {
  const [newest, ...older] = pages.pages;
  if (!newest) return pages;
  if (pages.pages.some((page) => page.items.some((item) => item.id === message.id))) return pages;
  const oldestLoaded = newest.items[0]?.position;
  if (oldestLoaded !== undefined && message.position < oldestLoaded && newest.next != null) return pages;
  const items = [...newest.items, message].sort((a, b) => a.position - b.position);
  return { ...pages, pages: [{ ...newest, items }, ...older] };
}
