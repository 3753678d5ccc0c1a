import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '@/lib/api/http';
import { notesOverRest } from '@/lib/api/notes-over-rest';
import { streamNote } from '@/lib/api/stream-note';
import type { NoteEvent, WriteNote } from '@/lib/realtime/note-wire';

const request: WriteNote = { client_id: 'c1', transcript: 'hello', layout: 'soap' };
const never = new AbortController().signal;

afterEach(() => vi.unstubAllGlobals());

function answers(body: BodyInit | null, init: ResponseInit = {}) {
  const fetched = vi.fn(() => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

function pieces(...parts: (string | Error)[]): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else if (typeof part === 'string') controller.enqueue(encoder.encode(part));
      else controller.error(part);
    },
  });
}

test('The events of a stream are heard as they come, and what is not known is passed over', async () => {
  const fetched = answers(pieces('event: section\nda', 'ta: {"key":"plan","title":"Plan"}\n\nevent: waiting\ndata: {}\n\n', 'event: error\ndata: {"code":"cancelled","retryable":false}\n\n'));
  const heard: NoteEvent[] = [];
  await streamNote(request, (event) => heard.push(event), never);
  expect(heard).toEqual([
    { kind: 'section', key: 'plan', title: 'Plan' },
    { kind: 'failed', code: 'cancelled', retryable: false },
  ]);
  expect(fetched).toHaveBeenCalledWith('/api/scribe/notes', expect.objectContaining({ method: 'POST', body: JSON.stringify(request) }));
});

test('A character cut in two by the network is whole again', async () => {
  const bytes = new TextEncoder().encode('event: section\ndata: {"key":"plan","title":"Plañ🙂"}\n\n');
  const parts = [...bytes].map((byte) => new Uint8Array([byte]));
  answers(new ReadableStream({ pull: (controller) => (parts.length > 0 ? controller.enqueue(parts.shift()) : controller.close()) }));
  const heard: NoteEvent[] = [];
  await streamNote(request, (event) => heard.push(event), never);
  expect(heard).toEqual([{ kind: 'section', key: 'plan', title: 'Plañ🙂' }]);
});

test('A refusal has its code, and a broken stream means that the same is asked again', async () => {
  answers(JSON.stringify({ code: 'language_unsupported' }), { status: 422 });
  const refused = await streamNote(request, () => {}, never).catch((error: unknown) => error);
  expect(notesOverRest.refusal(refused)).toEqual({ code: 'language_unsupported', retryable: false });

  answers(pieces('event: section\n', new Error('cut')));
  const broken = await streamNote(request, () => {}, never).catch((error: unknown) => error);
  expect(broken).toBeInstanceOf(ApiError);
  expect(notesOverRest.refusal(broken)).toBeNull();
});

test('Too many at once is to be waited for as long as the server says', () => {
  expect(notesOverRest.refusal(new ApiError(503, 'try_later', 2000))).toEqual({ code: 'try_later', retryable: true, retry_after_ms: 2000 });
});
