import { expect, test } from 'vitest';
import { sourceWords, speakerWords, whoWords } from '@/features/scribe/note-words';
import { informs, reasonWords } from '@/features/scribe/reason-words';
import { refusalWords } from '@/features/scribe/refusal-words';
import { fill, type Key } from '@/lib/i18n/catalogue';
import { en } from '@/lib/i18n/en';
import { es } from '@/lib/i18n/es';
import type { I18n } from '@/lib/i18n/i18n';
import { pt } from '@/lib/i18n/pt';

const wordsOf = (catalogue: Readonly<Record<Key, string>>): Pick<I18n, 't'> => ({
  t: (key, ...values) => fill(catalogue[key], values[0] as Record<string, string | number> | undefined),
});
const english = wordsOf(en);

const happened = [
  'unreachable', 'timeout', 'cut', 'error', 'unauthorized', 'rate_limited', 'overloaded', 'no_model', 'wrong_endpoint',
  'too_large', 'unusable', 'too_long', 'paused',
];
const codes = [...happened.flatMap((code) => [`local_${code}`, `cloud_${code}`]), 'cloud_off', 'speakers_unlabelled'];

test.each([
  ['en', en],
  ['pt', pt],
  ['es', es],
] as const)('Every reason of the contract has words of its own in %s', (_, catalogue) => {
  const said = codes.map((code) => reasonWords(code, wordsOf(catalogue)));
  expect(new Set(said).size).toBe(codes.length);
  for (const [at, words] of said.entries()) expect(words).not.toContain(codes[at]);
});

test('A reason that nobody knew when this was written is named', () => {
  for (const code of ['local_melted', 'remote_timeout', 'nonsense', '']) expect(reasonWords(code, english)).toContain(`(${code})`);
});

test('That nobody is named in a transcript is no failure of a tier', () => {
  expect(codes.filter(informs)).toEqual(['speakers_unlabelled']);
});

test('A tier is named with its model', () => {
  expect(whoWords({ provider: 'builtin', degraded: false, reasons: [] }, english)).toBe('Built-in engine');
  expect(whoWords({ provider: 'local', model: 'medgemma-27b', degraded: false, reasons: [] }, english)).toBe('Local model · medgemma-27b');
});

test('Sources are told with turn, speaker and words', () => {
  const turns = [
    { index: 0, speaker: 'clinician', text: 'what brings you in' },
    { index: 1, speaker: 'unknown', label: 'SPEAKER_01', text: 'my chest hurts a lot' },
  ];
  const sources = [{ turn: 1, start: 3, end: 14 }, { turn: 0, start: 0, end: 4 }, { turn: 1, start: 15, end: 20 }, { turn: 7, start: 0, end: 1 }];
  expect(sourceWords({ text: '', sources, flags: [] }, turns, english)).toBe('Sources: turn 1, Clinician: what; turn 2, SPEAKER_01: chest hurts … a lot');
  expect(sourceWords({ text: '', sources: [], flags: [] }, turns, english)).toBe('No source in the transcript');
  expect(speakerWords({ index: 0, speaker: 'unknown', text: '' }, english)).toBe('Speaker');
});

test.each([
  'transcript_missing', 'transcript_empty', 'transcript_too_short', 'transcript_too_long', 'whisperx_invalid', 'invalid_json', 'invalid_utf8',
  'language_unsupported', 'nothing_to_note', 'not_found', 'client_id_reused', 'try_later',
])('The refusal %s is told in words', (code) => {
  expect(refusalWords(code, english)).not.toContain(code);
});

test('That something is not found is told of the patient only where one was chosen', () => {
  expect(refusalWords('not_found', english, true)).toBe(en['scribe.refused.patient']);
  expect(refusalWords('not_found', english)).not.toContain('patient');
  expect(refusalWords('http_502', english)).toBe(en['error.server']);
});
