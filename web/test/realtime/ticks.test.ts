import { expect, test } from 'vitest';
import { raise, tickOf, type Watermark } from '@/lib/realtime/ticks';

const marks = (entries: Record<string, [delivered: number, read: number]>) =>
  new Map<string, Watermark>(Object.entries(entries).map(([id, [delivered, read]]) => [id, { delivered, read }]));

test.each([
  ['sent', {}],
  ['sent', { ana: [4, 0], rui: [9, 9] }],
  ['sent', { ana: [9, 9] }],
  ['delivered', { ana: [5, 0], rui: [9, 9] }],
  ['delivered', { ana: [5, 4], rui: [5, 5] }],
  ['read', { ana: [5, 5], rui: [9, 9] }],
  ['read', { ana: [0, 5], rui: [0, 6] }],
] as const)('A message at 5 is %s when the others stand at %j', (state, entries) => {
  expect(tickOf(5, ['ana', 'rui'], marks(entries as Record<string, [number, number]>))).toBe(state);
});

test('A conversation with nobody else in it never says more than sent', () => {
  expect(tickOf(1, [], marks({ me: [9, 9] }))).toBe('sent');
});

test('A late, lower watermark changes nothing, and what is read has been delivered', () => {
  expect(raise({ delivered: 7, read: 5 }, { delivered: 3, read: 2 })).toEqual({ delivered: 7, read: 5 });
  expect(raise(undefined, { read: 4 })).toEqual({ delivered: 4, read: 4 });
});
