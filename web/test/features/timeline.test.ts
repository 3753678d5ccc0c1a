import { expect, test } from 'vitest';
import { timeline, type Row } from '@/features/chats/timeline';
import type { Message } from '@/lib/api/list-messages';
import type { OutboxEntry } from '@/lib/realtime/outbox-store';

const at = (day: number, minute: number) => new Date(2026, 10, day, 9, minute).toISOString();

const message = (position: number, author: string, when: string): Message => ({
  id: `m${position}`,
  client_id: `c${position}`,
  position,
  author_id: author,
  content: `text ${position}`,
  created_at: when,
  priority: 'routine',
});

const waiting = (clientId: string, when: string): OutboxEntry => ({
  client_id: clientId,
  user_id: 'me',
  conversation_id: 'a',
  content: 'waiting',
  priority: 'routine',
  created_at: when,
});

const shape = (rows: Row[]) =>
  rows.map((row) => (row.kind === 'message' ? `${row.author_id}${row.opens ? '(' : ''}${row.closes ? ')' : ''}` : row.kind));

test('Days are separated and quick messages of one person form a run', () => {
  const rows = timeline(
    [message(1, 'ana', at(20, 0)), message(2, 'ana', at(20, 1)), message(3, 'rui', at(20, 2)), message(4, 'rui', at(20, 30)), message(5, 'rui', at(21, 30))],
    [],
    'me',
    null,
  );
  expect(shape(rows)).toEqual(['day', 'ana(', 'ana)', 'rui()', 'rui()', 'day', 'rui()']);
});

test('The mark of what is new stands before the first unread message of another', () => {
  const rows = timeline([message(1, 'ana', at(20, 0)), message(2, 'me', at(20, 1)), message(3, 'ana', at(20, 2)), message(4, 'ana', at(20, 3))], [], 'me', 1);
  expect(shape(rows)).toEqual(['day', 'ana()', 'me()', 'new', 'ana(', 'ana)']);
  expect(rows.find((row) => row.kind === 'new')).toMatchObject({ count: 2 });
});

test('Everything read means no mark', () => {
  expect(timeline([message(1, 'ana', at(20, 0))], [], 'me', 1).some((row) => row.kind === 'new')).toBe(false);
});

test('A waiting message stands at the end, and the server’s copy takes its place under the same key', () => {
  const history = [message(1, 'ana', at(20, 0))];
  const entry = waiting('c2', at(20, 1));
  const before = timeline(history, [entry], 'me', null);
  expect(before.at(-1)).toMatchObject({ key: 'c2', waiting: entry });
  const after = timeline([...history, message(2, 'me', at(20, 1))], [entry], 'me', null);
  expect(after.filter((row) => row.key === 'c2')).toHaveLength(1);
  expect(after.at(-1)).toMatchObject({ key: 'c2', message: { id: 'm2' } });
});

test('A foreign message with the same client id does not swallow a waiting one', () => {
  const rows = timeline([message(2, 'ana', at(20, 0))], [waiting('c2', at(20, 1))], 'me', null);
  expect(shape(rows)).toEqual(['day', 'ana()', 'me()']);
});
