import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Receipts } from '@/lib/realtime/receipts';
import { TypingReporter, Typists } from '@/lib/realtime/typing';
import { uuid7 } from '@/lib/realtime/uuid7';
import { noAnswer, type Ack } from '@/lib/realtime/wire';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function receipts(answer: Ack<object> = { ok: true }) {
  const told: string[] = [];
  const current = { answer };
  const made = new Receipts(async <T>(event: string, payload: object) => {
    const { conversation_id, up_to } = payload as { conversation_id: string; up_to: number };
    told.push(`${event} ${conversation_id} ${up_to}`);
    return current.answer as Ack<T>;
  }, 100);
  return { made, told, current };
}

test('Receipts are coalesced to the highest position and never go back', async () => {
  const { made, told } = receipts();
  made.connected();
  for (const position of [1, 2, 5, 3]) made.report('message_read', 'a', position);
  await vi.advanceTimersByTimeAsync(500);
  made.report('message_read', 'a', 4);
  made.report('message_read', 'a', 5);
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual(['message_read a 5']);
});

test('A receipt made offline or lost on the way is told after the reconnection', async () => {
  const { made, told, current } = receipts(noAnswer);
  made.report('message_read', 'a', 3);
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([]);
  made.connected();
  await vi.advanceTimersByTimeAsync(150);
  expect(told).toEqual(['message_read a 3']);
  current.answer = { ok: true };
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual(['message_read a 3', 'message_read a 3']);
});

test('What was acknowledged shortly before the connection broke is told again, what was long before is not', async () => {
  const { made, told } = receipts();
  made.connected();
  made.report('message_read', 'a', 3);
  await vi.advanceTimersByTimeAsync(120_000);
  made.report('message_read', 'b', 7);
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual(['message_read a 3', 'message_read b 7']);
  made.disconnected();
  made.connected();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.slice(2)).toEqual(['message_read b 7']);
  made.report('message_read', 'a', 3); // asked for again, it is told: nothing is taken as known over a disconnection
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.slice(3)).toEqual(['message_read a 3']);
});

test('Typing is told at most every three seconds and ends by itself', () => {
  const told: string[] = [];
  const reporter = new TypingReporter((event) => told.push(event));
  for (let i = 0; i < 40; i++) {
    reporter.typed('a');
    vi.advanceTimersByTime(100);
  }
  expect(told).toEqual(['typing_start', 'typing_start']);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual(['typing_start', 'typing_start', 'typing_stop']);
  reporter.stopped('a');
  expect(told).toHaveLength(3);
});

test('Somebody who is not heard of any more has stopped typing', () => {
  const typists = new Typists(() => {});
  typists.heard('a', { user_id: 'u', display_name: 'Ana' }, true);
  vi.advanceTimersByTime(5000);
  typists.heard('a', { user_id: 'u', display_name: 'Ana' }, true);
  vi.advanceTimersByTime(5000);
  expect(typists.in('a')).toHaveLength(1);
  vi.advanceTimersByTime(1500);
  expect(typists.in('a')).toEqual([]);
});

test('Client ids are UUIDs of version 7 that sort by time', () => {
  const early = uuid7(1_700_000_000_000);
  const late = uuid7(1_700_000_000_001);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
  // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
  expect(uuid7(0x017f22e279b0).startsWith('017f22e2-79b0-7')).toBe(true);
});
