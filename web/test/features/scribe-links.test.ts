import { expect, test } from 'vitest';
import { lightOf, placed, turnsOf } from '@/features/scribe/links';
import { pieces } from '@/features/scribe/pieces';
import { turnWindow } from '@/features/scribe/turn-window';
import type { NoteSection, SourceSpan } from '@/lib/realtime/note-wire';

const span = (turn: number, start: number, end: number): SourceSpan => ({ turn, start, end });
const cut = (text: string, ...stretches: [number, number][]) =>
  pieces(text, stretches.map(([start, end]) => ({ start, end }))).map((piece) => [piece.text, piece.in.length]);

test('A text without stretches is one piece', () => {
  expect(cut('my chest hurts')).toEqual([['my chest hurts', 0]]);
  expect(cut('')).toEqual([]);
});

test('Stretches may touch, overlap and lie inside each other', () => {
  expect(cut('abcdef', [1, 3], [3, 4])).toEqual([['a', 0], ['bc', 1], ['d', 1], ['ef', 0]]);
  expect(cut('abcdef', [0, 4], [2, 6])).toEqual([['ab', 1], ['cd', 2], ['ef', 1]]);
  expect(cut('abcdef', [0, 6], [2, 3])).toEqual([['ab', 1], ['c', 2], ['def', 1]]);
  expect(cut('abcdef', [1, 2], [1, 2])).toEqual([['a', 0], ['b', 2], ['cdef', 0]]);
});

test('What lies outside the text is left away', () => {
  expect(cut('abc', [-5, 1], [2, 99], [7, 9], [2, 2], [2, 1])).toEqual([['a', 1], ['b', 0], ['c', 1]]);
});

test('Offsets count UTF-16 units, and no character is cut in two', () => {
  const text = 'dor 🙂 ao andar';
  expect(cut(text, [4, 6])).toEqual([['dor ', 0], ['🙂', 1], [' ao andar', 0]]);
  expect(cut(text, [5, 6])).toEqual([['dor ', 0], ['🙂', 1], [' ao andar', 0]]);
  expect(cut(text, [0, 5])).toEqual([['dor 🙂', 1], [' ao andar', 0]]);
});

test('Whatever is marked, the pieces are the text', () => {
  const text = 'a🙂b👩🏽‍⚕️c';
  for (let start = 0; start <= text.length; start++) {
    for (let end = start; end <= text.length; end++) {
      const cuts = pieces(text, [{ start, end }]);
      expect(cuts.map((piece) => piece.text).join('')).toBe(text);
      expect(cuts.filter((piece) => /\p{Surrogate}/u.test(piece.text))).toEqual([]);
    }
  }
});

const sections: NoteSection[] = [
  {
    key: 'subjective',
    title: 'Subjective',
    sentences: [
      { text: 'a', sources: [span(3, 0, 5), span(1, 2, 4)], flags: [] },
      { text: 'b', sources: [span(3, 4, 9)], flags: [] },
    ],
  },
  { key: 'plan', title: 'Plan', sentences: [{ text: 'c', sources: [], flags: [] }] },
];

test('A sentence lights up its own sources', () => {
  const light = lightOf({ kind: 'sentence', key: 'subjective/0' }, placed(sections));
  expect([...light.spans]).toEqual([[3, [span(3, 0, 5)]], [1, [span(1, 2, 4)]]]);
  expect([...light.sentences]).toEqual(['subjective/0']);
});

test('A turn lights up every sentence that rests on it, and of their sources those that are its own', () => {
  const light = lightOf({ kind: 'turn', index: 3 }, placed(sections));
  expect([...light.sentences]).toEqual(['subjective/0', 'subjective/1']);
  expect([...light.spans]).toEqual([[3, [span(3, 0, 5), span(3, 4, 9)]]]);
});

test('What has no source, or is not there, lights up nothing else', () => {
  expect(lightOf({ kind: 'sentence', key: 'plan/0' }, placed(sections)).spans.size).toBe(0);
  expect(lightOf({ kind: 'turn', index: 9 }, placed(sections)).sentences.size).toBe(0);
  expect(lightOf(null, placed(sections)).sentences.size).toBe(0);
});

test('Turns are named once, earliest first', () => {
  expect(turnsOf(sections[0]!.sentences[0]!)).toEqual([1, 3]);
  expect(turnsOf({ text: '', sources: [span(2, 0, 1), span(2, 3, 4)], flags: [] })).toEqual([2]);
});

test('Of a very long transcript a window is in the page, and it goes where something is lit', () => {
  expect(turnWindow(500, 0, 499, 1200)).toMatchObject({ from: 0, to: 500 });
  expect(turnWindow(10_000, 0, null, 1200)).toMatchObject({ from: 0, to: 1200 });
  expect(turnWindow(10_000, 0, 1100, 1200)).toMatchObject({ from: 0, to: 1200 });
  expect(turnWindow(10_000, 0, 5000, 1200)).toMatchObject({ from: 4400, to: 5600, middle: 5000 });
  expect(turnWindow(10_000, 9_990, null, 1200)).toMatchObject({ from: 8800, to: 10_000 });
});
