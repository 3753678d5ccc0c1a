import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Conversation } from '@/lib/api/list-conversations';
import type { Message, MessagePage } from '@/lib/api/list-messages';
import { bindLive } from '@/lib/cache/bind-live';
import { conversationQuery, conversationsQuery } from '@/lib/cache/conversations';
import { inReadingOrder, messagesQuery } from '@/lib/cache/messages';
import { notesOverRest } from '@/lib/api/notes-over-rest';
import { Live } from '@/lib/realtime/live';
import type { Change } from '@/lib/realtime/wire';

const me = 'me';
const day = '2026-11-21T08:00:00.000Z';

const message = (position: number, author = 'ana'): Message => ({
  id: `m${position}`,
  client_id: `c${position}`,
  position,
  author_id: author,
  content: `text ${position}`,
  created_at: day,
  priority: 'routine',
});

const change = (position: number, author = 'ana'): Change => {
  const { id, ...data } = message(position, author);
  return { stream: 'conversation:a', position, kind: 'message', id, at: day, by: author, data };
};

/** What a fresh fetch of the list would say after these messages, of which the person has read none of the others'. */
const fetched = (...positions: number[]): Conversation => {
  const last = message(positions.at(-1)!);
  return {
    id: 'a',
    title: 'Ana',
    kind: 'direct',
    participants: [
      { id: me, display_name: 'Me' },
      { id: 'ana', display_name: 'Ana' },
    ],
    last_position: last.position,
    unread: positions.length,
    last_message: {
      position: last.position,
      author_id: 'ana',
      content: last.content,
      created_at: day,
      priority: 'routine',
    },
  };
};

let live: Live;
let cache: QueryClient;
let unbind: () => void;
const arrived = vi.fn();

beforeEach(() => {
  arrived.mockReset();
  live = new Live({ userId: me, deviceId: 'd', sessionAlive: async () => true, notes: notesOverRest });
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  unbind = bindLive(live, cache, me, arrived);
  cache.setQueryData(conversationsQuery.queryKey, [fetched(1, 2)]);
  cache.setQueryData(conversationQuery('a').queryKey, { ...fetched(1, 2), receipts: [] });
  cache.setQueryData(messagesQuery('a').queryKey, { pages: [{ items: [message(1), message(2)], next: null }], pageParams: [undefined] });
});

afterEach(() => {
  unbind();
  live.close();
  cache.clear();
});

const list = () => cache.getQueryData(conversationsQuery.queryKey)?.[0];
const positions = () => inReadingOrder(cache.getQueryData(messagesQuery('a').queryKey)).map((each) => each.position);

test('A stale list and the changes since equal a fresh fetch', () => {
  for (const position of [3, 4, 4, 3, 5]) live.feed.receive(change(position));
  expect(list()).toEqual(fetched(1, 2, 3, 4, 5));
  expect(positions()).toEqual([1, 2, 3, 4, 5]);
});

test('A fetched list sets the cursor: what it holds already is not told again', () => {
  live.feed.receive(change(2));
  expect(arrived).not.toHaveBeenCalled();
  expect(list()?.unread).toBe(2);
});

test('One’s own message from another device is shown and neither unread nor announced', () => {
  live.feed.receive(change(3, me));
  expect(positions()).toEqual([1, 2, 3]);
  expect(list()?.unread).toBe(2);
  expect(arrived).not.toHaveBeenCalled();
});

test('The ack and the change of one message make one message, whichever comes first', () => {
  const entry = { client_id: 'c3', user_id: me, conversation_id: 'a', content: 'text 3', priority: 'routine' as const, created_at: day };
  live.outbox.sent.emit({ entry, message: { id: 'm3', position: 3, created_at: day } });
  live.feed.receive(change(3, me));
  expect(positions()).toEqual([1, 2, 3]);
});

test('A receipt of another moves the ticks, one’s own from elsewhere clears unread', () => {
  live.statusNews.emit({ conversation_id: 'a', user_id: 'ana', delivered: 2, read: 1 });
  expect(cache.getQueryData(conversationQuery('a').queryKey)?.receipts).toEqual([{ user_id: 'ana', delivered: 2, read: 1 }]);
  live.statusNews.emit({ conversation_id: 'a', user_id: me, delivered: 2, read: 2 });
  expect(list()?.unread).toBe(0);
});

test('Who answers is not taken to have read what is above', () => {
  live.feed.receive(change(3, 'ana'));
  expect(cache.getQueryData(conversationQuery('a').queryKey)?.receipts).toEqual([]);
});

test('An answer that was on its way when news of reading came does not take the news back', async () => {
  const before = cache.getQueryData(conversationQuery('a').queryKey)!;
  await cache.fetchQuery({
    ...conversationQuery('a'),
    staleTime: 0,
    queryFn: () => {
      live.statusNews.emit({ conversation_id: 'a', user_id: 'ana', delivered: 2, read: 2 });
      return Promise.resolve({ ...before, receipts: [{ user_id: 'ana', delivered: 1, read: 0 }] });
    },
  });
  expect(cache.getQueryData(conversationQuery('a').queryKey)?.receipts).toEqual([{ user_id: 'ana', delivered: 2, read: 2 }]);
});

test('A message in a conversation that is not in the list asks for the list again', () => {
  const invalidated = vi.spyOn(cache, 'invalidateQueries');
  live.feed.receive({ ...change(1), stream: 'conversation:new' });
  expect(invalidated).toHaveBeenCalledWith({ queryKey: ['conversations'] });
});

test('A lost history drops the loaded messages of that conversation', () => {
  live.feed.reset.emit('conversation:a');
  expect(positions()).toEqual([]);
});

/** An answer that the server has made and that is still on its way. */
function onItsWay<T>(made: T) {
  let arrive = () => {};
  const asked = vi.fn(
    () =>
      new Promise<T>((resolve) => {
        arrive = () => resolve(made);
      }),
  );
  return { asked, arrive: () => arrive() };
}

test('A message that comes while the first page is on its way is not lost', async () => {
  cache.removeQueries({ queryKey: messagesQuery('a').queryKey });
  const page = onItsWay<MessagePage>({ items: [message(1), message(2)], next: null });
  const fetching = cache.fetchInfiniteQuery({ ...messagesQuery('a'), queryFn: page.asked });
  await vi.waitFor(() => expect(page.asked).toHaveBeenCalled());
  live.feed.receive(change(3));
  expect(positions()).toEqual([]);
  page.arrive();
  await fetching;
  expect(positions()).toEqual([1, 2, 3]);
});

test('One’s own message acknowledged while the first page is on its way is not lost', async () => {
  cache.removeQueries({ queryKey: messagesQuery('a').queryKey });
  const page = onItsWay<MessagePage>({ items: [message(1), message(2)], next: null });
  const fetching = cache.fetchInfiniteQuery({ ...messagesQuery('a'), queryFn: page.asked });
  await vi.waitFor(() => expect(page.asked).toHaveBeenCalled());
  const entry = { client_id: 'c3', user_id: me, conversation_id: 'a', content: 'text 3', priority: 'routine' as const, created_at: day };
  live.outbox.sent.emit({ entry, message: { id: 'm3', position: 3, created_at: day } });
  page.arrive();
  await fetching;
  expect(positions()).toEqual([1, 2, 3]);
});

test('A message that comes while an older page is on its way is not lost', async () => {
  cache.setQueryData(messagesQuery('a').queryKey, { pages: [{ items: [message(2)], next: 2 }], pageParams: [undefined] });
  const older = onItsWay<MessagePage>({ items: [message(1)], next: null });
  const observer = new InfiniteQueryObserver(cache, { ...messagesQuery('a'), queryFn: older.asked });
  const stop = observer.subscribe(() => {});
  const fetching = observer.fetchNextPage();
  await vi.waitFor(() => expect(older.asked).toHaveBeenCalled());
  live.feed.receive(change(3));
  expect(positions()).toEqual([2, 3]);
  older.arrive();
  await fetching;
  expect(positions()).toEqual([1, 2, 3]);
  expect(observer.getCurrentResult().isFetchingNextPage).toBe(false);
  stop();
});

test('A list that was on its way does not take back newer messages, nor what was read meanwhile', async () => {
  const answer = onItsWay([fetched(1, 2)]);
  const fetching = cache.fetchQuery({ ...conversationsQuery, staleTime: 0, queryFn: answer.asked });
  await vi.waitFor(() => expect(answer.asked).toHaveBeenCalled());
  live.feed.receive(change(3));
  live.receipts.report('message_read', 'a', 3);
  live.feed.receive(change(4));
  live.feed.receive(change(5));
  answer.arrive();
  await fetching;
  expect(list()).toEqual({ ...fetched(1, 2, 3, 4, 5), unread: 2 });
});

test('A list that is newer than what was heard is taken as it is', async () => {
  live.feed.receive(change(3));
  await cache.fetchQuery({ ...conversationsQuery, staleTime: 0, queryFn: async () => [fetched(1, 2, 3, 4)] });
  expect(list()).toEqual(fetched(1, 2, 3, 4));
});

test('What was heard of a lost history is not put into the one that follows', async () => {
  live.feed.receive(change(3));
  live.feed.reset.emit('conversation:a');
  const page: MessagePage = { items: [message(1)], next: null };
  await cache.fetchInfiniteQuery({ ...messagesQuery('a'), queryFn: async () => page });
  expect(positions()).toEqual([1]);
});

test('A draft that came or went elsewhere is in the list, and a deleted one is nowhere', () => {
  const note = (kind: string, position: number): Change => ({ stream: `user:${me}`, position, kind, id: 'n1', at: day, by: me, data: { id: 'n1' } });
  cache.setQueryData(['notes'], { pages: [], pageParams: [] });
  cache.setQueryData(['note', 'n1'], { id: 'n1' });
  live.feed.receive(note('scribe_note', 7));
  expect(cache.getQueryState(['notes'])?.isInvalidated).toBe(true);
  expect(cache.getQueryData(['note', 'n1'])).toBeDefined();
  live.feed.receive(note('scribe_note_deleted', 8));
  expect(cache.getQueryData(['note', 'n1'])).toBeUndefined();
});
