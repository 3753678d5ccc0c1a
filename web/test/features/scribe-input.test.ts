import { expect, test } from 'vitest';
import { fileName, sectionText } from '@/features/scribe/plain-text';
import { faultOf, longestBytes, longestJsonBytes, readTranscript } from '@/features/scribe/read-transcript';

const file = (name: string, content: string | Uint8Array<ArrayBuffer>, size?: number) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: size ?? bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer) };
};

test('A text file is its words, without a byte order mark', async () => {
  expect(await readTranscript(file('visit.txt', '\uFEFF[doctor] olá .'))).toEqual({ text: '[doctor] olá .', whisperx: false });
});

test('What WhisperX wrote is known by its segments', async () => {
  const json = '{"segments":[{"start":0,"end":1,"text":"hello"}]}';
  expect(await readTranscript(file('visit.JSON', json))).toEqual({ text: json, whisperx: true });
  for (const other of ['{"segments":[]}', '{"text":"hello"}', '[1]', 'null', '{"segm'])
    expect(await readTranscript(file('visit.json', other))).toEqual({ fault: 'whisperx' });
});

test('What cannot be a transcript is refused with its reason', async () => {
  expect(await readTranscript(file('visit.vtt', 'WEBVTT'))).toEqual({ fault: 'kind' });
  expect(await readTranscript(file('visit.txt', new Uint8Array([0xc3, 0x28])))).toEqual({ fault: 'not_text' });
  expect(await readTranscript(file('visit.txt', 'a\0b'))).toEqual({ fault: 'not_text' });
  expect(await readTranscript(file('visit.txt', ' \n'))).toEqual({ fault: 'empty' });
  expect(await readTranscript(file('visit.txt', 'hello', longestBytes + 1))).toEqual({ fault: 'too_long' });
});

test('WhisperX’s JSON may be longer than what was spoken', async () => {
  const json = '{"segments":[{"start":0,"end":1,"text":"hello"}]}';
  expect(await readTranscript(file('visit.json', json, longestBytes + 1))).toEqual({ text: json, whisperx: true });
  expect(await readTranscript(file('visit.json', json, longestJsonBytes + 1))).toEqual({ fault: 'too_long' });
  expect(faultOf('a'.repeat(longestBytes + 1), true)).toBeNull();
});

test('The limit counts bytes, not characters', () => {
  expect(faultOf('é'.repeat(longestBytes / 2))).toBeNull();
  expect(faultOf('é'.repeat(longestBytes / 2) + 'a')).toBe('too_long');
  expect(faultOf('a'.repeat(longestBytes))).toBeNull();
  expect(faultOf('  \n')).toBe('empty');
});

test('A section is copied with its title, and a file’s name tells of nobody', () => {
  const section = { key: 'plan', title: 'Plan', sentences: ['Rest.', 'Fluids.'].map((text) => ({ text, sources: [], flags: [] })) };
  expect(sectionText(section)).toBe('PLAN\n\nRest.\nFluids.');
  expect(fileName('2026-11-21T10:00:00.000Z')).toBe('note-2026-11-21.txt');
});
