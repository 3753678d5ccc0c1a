import { expect, test } from 'vitest';
import type { Conversation } from '@/lib/api/list-conversations';
import type { Message } from '@/lib/api/list-messages';
import { inListOrder, withMessage, withRead, withReceipt } from '@/lib/cache/conversations';
import { inReadingOrder, withMessageIn, type MessagePages } from '@/lib/cache/messages';

const message = (position: number, author = 'ana', more: Partial<Message> = {}): Message => ({
  id: `m${position}`,
  client_id: `c${position}`,
  position,
  author_id: author,
  content: `text ${position}`,
  created_at: new Date(Date.UTC(2026, 10, 21, 8, position)).toISOString(),
  priority: 'routine',
  ...more,
});

const conversation = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  title: id,
  kind: 'direct',
  participants: [],
  last_position: 0,
  unread: 0,
  ...more,
});

test('A new message of another raises unread once, however often it is told', () => {
  let list = [conversation('a')];
  list = withMessage(list, 'a', message(1), 'me');
  list = withMessage(list, 'a', message(1), 'me');
  list = withMessage(list, 'a', message(2), 'me');
  list = withMessage(list, 'a', message(1), 'me');
  expect(list[0]).toMatchObject({ unread: 2, last_position: 2, last_message: { content: 'text 2' } });
});

test('One’s own message is never unread', () => {
  expect(withMessage([conversation('a')], 'a', message(1, 'me'), 'me')[0]).toMatchObject({ unread: 0, last_position: 1 });
});

test('Reading to the end clears unread, reading a part does not', () => {
  const list = withMessage(withMessage([conversation('a')], 'a', message(1), 'me'), 'a', message(2), 'me');
  expect(withRead(list, 'a', 1)[0]?.unread).toBe(2);
  expect(withRead(list, 'a', 2)[0]?.unread).toBe(0);
});

test('Unread urgent conversations stand above newer routine ones; read ones do not', () => {
  const at = (minute: number, priority: Message['priority'], unread: number) => ({
    unread,
    last_message: { ...message(minute), priority },
  });
  const order = inListOrder([
    conversation('routine, newest', at(50, 'routine', 3)),
    conversation('urgent but read', at(40, 'urgent', 0)),
    conversation('urgent', at(10, 'urgent', 1)),
    conversation('critical', at(5, 'critical', 1)),
    conversation('empty'),
  ]);
  expect(order.map((each) => each.id)).toEqual(['critical', 'urgent', 'routine, newest', 'urgent but read', 'empty']);
});

test('A lower receipt that comes late does not lower the watermark', () => {
  const detail = { ...conversation('a'), receipts: [{ user_id: 'ana', delivered: 5, read: 5 }] };
  expect(withReceipt(detail, { user_id: 'ana', delivered: 3, read: 2 }).receipts).toEqual([{ user_id: 'ana', delivered: 5, read: 5 }]);
});

const pages = (...items: Message[][]): MessagePages => ({
  pages: items.map((page, index) => ({ items: page, next: index === items.length - 1 ? null : page[0]!.position })),
  pageParams: items.map(() => undefined),
});

test('Messages read from the oldest page to the newest and stand where their position says', () => {
  let all = pages([message(4), message(5)], [message(1), message(2), message(3)]);
  all = withMessageIn(all, message(7));
  all = withMessageIn(all, message(6));
  expect(inReadingOrder(all).map((each) => each.position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('A message that is there already is not doubled, whichever page holds it', () => {
  const all = pages([message(4), message(5)], [message(3)]);
  expect(withMessageIn(all, message(3))).toBe(all);
  expect(withMessageIn(all, message(5))).toBe(all);
});

test('A message older than what is loaded waits for its own page', () => {
  const all: MessagePages = { pages: [{ items: [message(10)], next: 10 }], pageParams: [undefined] };
  expect(withMessageIn(all, message(4))).toBe(all);
});
