import { expect, test } from 'vitest';
import { heardNote, nothingHeard, toCheck, type NoteProgress } from '@/lib/realtime/note-progress';
import { noteEvent, type FinishedNote, type NoteEvent, type NoteSentence, type Turn } from '@/lib/realtime/note-wire';

const turn = (index: number): Turn => ({ index, speaker: 'patient', text: `turn ${index}` });
const turns = (...indices: number[]): NoteEvent => ({ kind: 'turns', turns: indices.map(turn) });
const started = (provider: 'local' | 'builtin', reasons: string[] = []): NoteEvent => ({
  kind: 'started',
  provider,
  degraded: reasons.length > 0,
  reasons,
});
const section = (key: string): NoteEvent => ({ kind: 'section', key, title: key.toUpperCase() });
const said = (text: string, flags: NoteSentence['flags'] = []): NoteSentence => ({ text, sources: [{ turn: 0, start: 0, end: 4 }], flags });
const sentence = (text: string): NoteEvent => ({ kind: 'sentence', ...said(text) });

const finished: FinishedNote = {
  id: 'n1',
  note: 'PLAN\n\nRest.',
  sections: [{ key: 'plan', title: 'Plan', sentences: [said('Rest.')] }],
  layout: 'soap',
  provider: 'builtin',
  degraded: false,
  reasons: [],
  created_at: '2026-11-21T10:00:00.000Z',
  took_ms: 20,
};

const after = (...events: NoteEvent[]): NoteProgress => events.reduce(heardNote, nothingHeard);
const texts = (progress: NoteProgress) => progress.sections.map(({ key, sentences }) => [key, ...sentences.map(({ text }) => text)]);

test('A note grows sentence by sentence in the section begun last', () => {
  const progress = after(turns(0), started('local'), section('subjective'), sentence('a'), sentence('b'), section('plan'), sentence('c'));
  expect(texts(progress)).toEqual([
    ['subjective', 'a', 'b'],
    ['plan', 'c'],
  ]);
  expect(progress.origin?.provider).toBe('local');
  expect(progress.discarded).toBe(false);
});

test('When another tier begins, the text of the first is gone and the reader is told', () => {
  const progress = after(turns(0), started('local'), section('plan'), sentence('half'), started('builtin', ['local_cut']), section('plan'), sentence('whole'));
  expect(texts(progress)).toEqual([['plan', 'whole']]);
  expect(progress.discarded).toBe(true);
  expect(progress.origin).toMatchObject({ provider: 'builtin', degraded: true, reasons: ['local_cut'] });
});

test('A tier that fails before its first sentence takes nothing away', () => {
  expect(after(turns(0), started('local'), section('plan'), started('builtin', ['local_timeout'])).discarded).toBe(false);
});

test('Turns that come in pieces are one transcript', () => {
  expect(after(turns(0, 1), turns(2), turns(3, 4)).turns.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
});

test('Told anew from its beginning, a note stands once, and nobody is told that something was discarded', () => {
  const first = [turns(0, 1), turns(2), started('local'), section('plan'), sentence('a')];
  const progress = after(...first, ...first, sentence('b'));
  expect(texts(progress)).toEqual([['plan', 'a', 'b']]);
  expect(progress.turns).toHaveLength(3);
  expect(progress.discarded).toBe(false);
});

test('A piece that does not fit is not taken for the transcript, until it is told anew', () => {
  expect(after(turns(0, 1), turns(3)).turns).toHaveLength(2);
  expect(after(turns(0, 1), turns(3), { kind: 'done', note: finished }).gap).toBe(true);
  expect(after(turns(0, 1), turns(3), { kind: 'done', note: { ...finished, turns: [turn(0)] } }).gap).toBe(false);
  const anew = after(turns(0, 1), turns(3), turns(0), turns(1, 2), { kind: 'done', note: finished });
  expect(anew).toMatchObject({ gap: false, turns: [{ index: 0 }, { index: 1 }, { index: 2 }] });
});

test('A sentence without a section is left for the finished note', () => {
  expect(after(turns(0), sentence('lost')).sections).toEqual([]);
  expect(texts(after(turns(0), sentence('lost'), { kind: 'done', note: finished }))).toEqual([['plan', 'Rest.']]);
});

test('A section begun again goes on', () => {
  const progress = after(started('local'), section('plan'), sentence('a'), section('plan'), sentence('b'));
  expect(texts(progress)).toEqual([['plan', 'a', 'b']]);
});

test('The finished note has the last word, and the turns that went ahead of it', () => {
  const progress = after(turns(0, 1), started('local'), section('plan'), sentence('draft'), { kind: 'done', note: finished });
  expect(texts(progress)).toEqual([['plan', 'Rest.']]);
  expect(progress.note?.turns).toHaveLength(2);
  expect(progress.origin?.provider).toBe('builtin');
});

test('After the end nothing is heard any more', () => {
  const done = after(turns(0), { kind: 'done', note: finished });
  expect(heardNote(done, sentence('late'))).toBe(done);
  const failed = after(turns(0), { kind: 'failed', code: 'nothing_to_note', retryable: false });
  expect(heardNote(failed, { kind: 'done', note: finished })).toBe(failed);
});

test('The statements to check are counted once each', () => {
  const flag = { kind: 'number', start: 0, end: 1, text: '5' };
  const sections = [{ key: 'plan', title: 'Plan', sentences: [said('5 or 6', [flag, { ...flag, start: 5, end: 6 }]), said('fine'), said('9', [flag])] }];
  expect(toCheck(sections)).toBe(2);
});

test('The names on the socket and in a stream mean the same', () => {
  const data = { id: 'n1', provider: 'local', model: 'm', degraded: false, reasons: [] };
  expect(noteEvent('note_started', data)).toEqual(noteEvent('started', data));
  expect(noteEvent('note_failed', { id: 'n1', code: 'cancelled', retryable: false })).toMatchObject({ kind: 'failed', code: 'cancelled' });
  expect(noteEvent('note', finished)).toMatchObject({ kind: 'done' });
  expect(noteEvent('waiting', {})).toBeNull();
});
