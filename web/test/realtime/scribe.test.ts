import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FinishedNote, NoteEvent, ScribeNote, WriteNote } from '@/lib/realtime/note-wire';
import { DeviceStore, draftLifetimeMs } from '@/lib/realtime/outbox-store';
import { longestOverSocket, Scribe, type ScribeOptions } from '@/lib/realtime/scribe';
import { noAnswer, type Ack, type Call } from '@/lib/realtime/wire';

const me = 'user-1';
const text = '[doctor] good morning .\n[patient] my chest hurts .';
let stores = 0;
let store: DeviceStore;
const opened: Scribe[] = [];

beforeEach(() => {
  store = new DeviceStore(`scribe-${stores++}`);
});
afterEach(async () => {
  opened.splice(0).forEach((scribe) => scribe.close());
  await store.delete();
});

const finished = (id: string): FinishedNote => ({
  id,
  note: 'SUBJECTIVE\n\nChest pain.',
  sections: [{ key: 'subjective', title: 'Subjective', sentences: [{ text: 'Chest pain.', sources: [{ turn: 1, start: 3, end: 14 }], flags: [] }] }],
  layout: 'soap',
  provider: 'builtin',
  degraded: false,
  reasons: [],
  created_at: '2026-11-21T10:00:00.000Z',
  took_ms: 20,
});

/** A server that names notes by their client id, as the real one does, and whose answers the test holds in its hand. */
class Server {
  readonly asked: WriteNote[] = [];
  readonly cancelled: string[] = [];
  cancelAnswer: Ack<object> = { ok: true };
  answer: (request: WriteNote) => Ack<{ id: string }> | Promise<Ack<{ id: string }>> = ({ client_id }) => ({ ok: true, id: `note of ${client_id}` });

  readonly call: Call = async <T>(event: string, payload: object): Promise<Ack<T>> => {
    if (event === 'cancel') {
      this.cancelled.push((payload as { response_id: string }).response_id);
      return this.cancelAnswer as Ack<T>;
    }
    this.asked.push(payload as WriteNote);
    return (await this.answer(payload as WriteNote)) as Ack<T>;
  };

  id(of = this.asked.at(-1)): string {
    return `note of ${of?.client_id}`;
  }
}

function scribeOf(server: Server, options: Partial<ScribeOptions> = {}): Scribe {
  const scribe = new Scribe({
    store,
    call: server.call,
    userId: me,
    stream: () => Promise.reject(new Error('not over HTTP')),
    fetchNote: () => Promise.resolve(null),
    deleteNote: () => Promise.resolve(),
    refusal: () => null,
    keepAfterMs: 0,
    ...options,
  });
  opened.push(scribe);
  return scribe;
}

async function writing(server: Server, options: Partial<ScribeOptions> = {}): Promise<Scribe> {
  const scribe = scribeOf(server, options);
  await scribe.open();
  scribe.connected();
  scribe.edit({ text });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state.phase).not.toBe('asking'));
  return scribe;
}

const begin = (scribe: Scribe, id: string) => {
  scribe.receive('note_turns', { id, turns: [{ index: 0, speaker: 'clinician', text: 'good morning .' }, { index: 1, speaker: 'patient', text: 'my chest hurts .' }] });
  scribe.receive('note_started', { id, provider: 'builtin', degraded: false, reasons: [] });
  scribe.receive('note_section', { id, key: 'subjective', title: 'Subjective' });
};
const say = (scribe: Scribe, id: string, words: string) => scribe.receive('note_sentence', { id, text: words, sources: [], flags: [] });
const written = (scribe: Scribe) => scribe.state.progress.sections.flatMap((section) => section.sentences.map((each) => each.text));

test('A transcript becomes a note, and both are kept', async () => {
  const server = new Server();
  const scribe = await writing(server);
  expect(server.asked).toEqual([{ client_id: scribe.state.draft.client_id, transcript: text, layout: 'soap' }]);
  begin(scribe, server.id());
  say(scribe, server.id(), 'Chest pain.');
  expect(written(scribe)).toEqual(['Chest pain.']);
  scribe.receive('note_done', finished(server.id()));
  expect(scribe.state.phase).toBe('done');
  await vi.waitFor(async () => {
    const kept = await store.scribeDraft(me);
    expect(kept).toMatchObject({ text, note_id: server.id(), note: { id: server.id(), turns: [{}, {}] } });
    expect(kept?.client_id).toBeUndefined();
  });
});

test('Everything that was chosen is asked for', async () => {
  const server = new Server();
  const scribe = scribeOf(server);
  scribe.connected();
  const patient = { id: 'p1', family_name: 'Silva', given_name: 'João', birth_date: '1958-07-14', mrn: '7823' };
  const whisperx = { segments: [{ start: 0, end: 1, text: 'hello', speaker: 'SPEAKER_00' }] };
  scribe.edit({ text: JSON.stringify(whisperx), file: { name: 'visit.json', whisperx: true }, layout: 'clinical', prefer: 'builtin', patient });
  scribe.write();
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  expect(server.asked[0]).toEqual({ client_id: expect.any(String), whisperx, layout: 'clinical', prefer: 'builtin', patient_id: 'p1' });
});

test('Events of another note are not heard', async () => {
  const server = new Server();
  const scribe = await writing(server);
  begin(scribe, server.id());
  say(scribe, 'somebody else’s', 'Not this one.');
  scribe.receive('note_done', finished('somebody else’s'));
  expect(written(scribe)).toEqual([]);
  expect(scribe.state.phase).toBe('writing');
});

test('Events that are faster than the acknowledgement wait for it', async () => {
  const server = new Server();
  let acknowledge!: (ack: Ack<{ id: string }>) => void;
  server.answer = () => new Promise((resolve) => (acknowledge = resolve));
  const scribe = scribeOf(server);
  scribe.connected();
  scribe.edit({ text });
  scribe.write();
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  begin(scribe, 'n1');
  say(scribe, 'n1', 'Early.');
  say(scribe, 'n0', 'Of an earlier note.');
  acknowledge({ ok: true, id: 'n1' });
  await vi.waitFor(() => expect(written(scribe)).toEqual(['Early.']));
});

test('After a lost connection the same note is asked for again, and stands once', async () => {
  const server = new Server();
  const scribe = await writing(server);
  begin(scribe, server.id());
  say(scribe, server.id(), 'a');
  scribe.disconnected();
  expect(scribe.state.waiting).toBe('connection');
  expect(written(scribe)).toEqual(['a']);

  scribe.connected();
  await vi.waitFor(() => expect(server.asked).toHaveLength(2));
  expect(server.asked[1]).toEqual(server.asked[0]);
  await vi.waitFor(() => expect(scribe.state.waiting).toBeNull());
  begin(scribe, server.id());
  say(scribe, server.id(), 'a');
  say(scribe, server.id(), 'b');
  expect(written(scribe)).toEqual(['a', 'b']);
  expect(scribe.state.progress.discarded).toBe(false);
});

test('A page that dies in mid-writing goes on with the same note', async () => {
  const server = new Server();
  const first = await writing(server);
  await vi.waitFor(async () => expect((await store.scribeDraft(me))?.note_id).toBe(server.id()));
  first.close();

  const second = scribeOf(server);
  await second.open();
  expect(second.state).toMatchObject({ phase: 'asking', noteId: server.id(), draft: { text } });
  second.connected();
  await vi.waitFor(() => expect(server.asked).toHaveLength(2));
  expect(server.asked[1]?.client_id).toBe(server.asked[0]?.client_id);
});

test('A note that had to be begun anew keeps the way from its former name', async () => {
  const server = new Server();
  const scribe = await writing(server);
  const former = server.id();
  server.answer = () => ({ ok: true, id: 'another name' });
  scribe.disconnected();
  scribe.connected();
  await vi.waitFor(() => expect(scribe.state.noteId).toBe('another name'));
  expect(scribe.state.formerId).toBe(former);
});

test('Asked for without a connection, a note goes out when there is one', async () => {
  const server = new Server();
  const scribe = scribeOf(server);
  scribe.edit({ text });
  scribe.write();
  expect(scribe.state).toMatchObject({ phase: 'asking', waiting: 'connection' });
  expect(server.asked).toEqual([]);
  scribe.connected();
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
});

test('A server without an answer is asked again with the same id', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const server = new Server();
    server.answer = () => noAnswer;
    const scribe = scribeOf(server, { store: { keepScribeDraft: async () => {} } as unknown as DeviceStore });
    scribe.connected();
    scribe.edit({ text });
    scribe.write();
    await vi.waitFor(() => expect(scribe.state.waiting).toBe('connection'));
    server.answer = () => ({ ok: true, id: 'n1' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.asked).toHaveLength(2);
    expect(server.asked[1]).toEqual(server.asked[0]);
    expect(scribe.state).toMatchObject({ phase: 'writing', waiting: null });
  } finally {
    vi.useRealTimers();
  }
});

test('A server that stops in mid-note is no refusal', async () => {
  const server = new Server();
  const scribe = await writing(server);
  begin(scribe, server.id());
  scribe.receive('note_failed', { id: server.id(), code: 'try_later', message: '', retryable: true, retry_after_ms: 1 });
  expect(scribe.state).toMatchObject({ phase: 'writing', waiting: 'server' });
  await vi.waitFor(() => expect(server.asked).toHaveLength(2));
});

test('Cancelled is cancelled: the server is told, the transcript stays, later events are not heard', async () => {
  const server = new Server();
  const scribe = await writing(server);
  begin(scribe, server.id());
  scribe.cancel();
  expect(server.cancelled).toEqual([server.id()]);
  scribe.receive('note_done', finished(server.id()));
  expect(scribe.state).toMatchObject({ phase: 'failed', progress: { failure: { code: 'cancelled' } }, draft: { text } });
  await vi.waitFor(async () => {
    const kept = await store.scribeDraft(me);
    expect(kept?.text).toBe(text);
    expect(kept?.client_id).toBeUndefined();
  });
});

test('Cancelled before the acknowledgement, the note is cancelled with it', async () => {
  const server = new Server();
  let acknowledge!: (ack: Ack<{ id: string }>) => void;
  server.answer = () => new Promise((resolve) => (acknowledge = resolve));
  const scribe = scribeOf(server);
  scribe.connected();
  scribe.edit({ text });
  scribe.write();
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  scribe.cancel();
  acknowledge({ ok: true, id: 'n1' });
  await vi.waitFor(() => expect(server.cancelled).toEqual(['n1']));
});

test('Cancelled without a connection, the server is told when there is one', async () => {
  const server = new Server();
  const scribe = await writing(server);
  scribe.disconnected();
  scribe.cancel();
  expect(server.cancelled).toEqual([]);
  scribe.connected();
  expect(server.cancelled).toEqual([server.id()]);
  expect(server.asked).toHaveLength(1);
});

test('A note that was finished before its cancel came is deleted', async () => {
  const server = new Server();
  server.cancelAnswer = { ok: false, code: 'not_found', message: '', retryable: false };
  const deleteNote = vi.fn(() => Promise.resolve());
  const scribe = await writing(server, { deleteNote });
  begin(scribe, server.id());
  scribe.cancel();
  await vi.waitFor(() => expect(deleteNote).toHaveBeenCalledWith(server.id()));
  await vi.waitFor(async () => expect(await store.cancels(me)).toEqual([]));
});

test('A note that is finished in spite of its cancel is deleted', async () => {
  const server = new Server();
  const deleteNote = vi.fn(() => Promise.resolve());
  const scribe = await writing(server, { deleteNote });
  scribe.cancel();
  await vi.waitFor(async () => expect(await store.cancels(me)).toEqual([]));
  expect(deleteNote).not.toHaveBeenCalled();
  server.cancelAnswer = { ok: false, code: 'not_found', message: '', retryable: false };
  scribe.receive('note_done', finished(server.id()));
  await vi.waitFor(() => expect(deleteNote).toHaveBeenCalledWith(server.id()));
});

test('A cancel that the server did not hear outlives the page', async () => {
  const server = new Server();
  server.cancelAnswer = noAnswer;
  const first = await writing(server);
  first.cancel();
  await vi.waitFor(async () => expect(await store.cancels(me)).toMatchObject([{ id: server.id() }]));
  first.close();

  const later = new Server();
  const second = scribeOf(later);
  second.connected();
  await second.open();
  await vi.waitFor(() => expect(later.cancelled).toEqual([server.id()]));
  expect(second.state).toMatchObject({ phase: 'idle', draft: { text } });
  await vi.waitFor(async () => expect(await store.cancels(me)).toEqual([]));
});

test('A note that was cancelled without a name, and its answer lost, is asked for its name and cancelled', async () => {
  const server = new Server();
  server.answer = () => new Promise(() => {});
  const first = scribeOf(server);
  first.connected();
  first.edit({ text });
  first.write();
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  first.cancel();
  await vi.waitFor(async () => expect(await store.cancels(me)).toHaveLength(1));
  first.close();

  const later = new Server();
  const second = scribeOf(later);
  await second.open();
  second.connected();
  await vi.waitFor(() => expect(later.cancelled).toEqual([later.id()]));
  expect(later.asked).toEqual(server.asked);
  expect(second.state.phase).toBe('idle');
});

test('What was never sent is not cancelled at the server', async () => {
  const server = new Server();
  const scribe = scribeOf(server);
  scribe.edit({ text });
  scribe.write();
  scribe.cancel();
  scribe.connected();
  await scribe.keep();
  expect(await store.cancels(me)).toEqual([]);
  expect(server).toMatchObject({ asked: [], cancelled: [] });
});

test('Once it is said why there is none, a note’s name leads to the server again', async () => {
  const server = new Server();
  const scribe = await writing(server);
  scribe.cancel();
  expect(scribe.state.noteId).toBe(server.id());
  scribe.seen();
  expect(scribe.state).toMatchObject({ phase: 'failed', progress: { failure: { code: 'cancelled' } } });
  expect(scribe.state.noteId).toBeUndefined();
});

test('A refusal keeps the transcript, and the next try has an id of its own', async () => {
  const server = new Server();
  server.answer = () => ({ ok: false, code: 'transcript_too_short', message: '', retryable: false });
  const scribe = scribeOf(server);
  scribe.connected();
  scribe.edit({ text: 'hello' });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state.phase).toBe('failed'));
  expect(scribe.state).toMatchObject({ progress: { failure: { code: 'transcript_too_short' } }, draft: { text: 'hello' } });
  scribe.edit({ text });
  expect(scribe.state.phase).toBe('idle');
  scribe.write();
  await vi.waitFor(() => expect(server.asked).toHaveLength(2));
  expect(server.asked[1]?.client_id).not.toBe(server.asked[0]?.client_id);
});

test('Nothing is edited while a note is being written', async () => {
  const scribe = await writing(new Server());
  scribe.edit({ text: 'something else' });
  expect(scribe.state.draft.text).toBe(text);
});

test('Other words are not those that the finished note was made of', async () => {
  const server = new Server();
  const scribe = await writing(server);
  scribe.receive('note_done', finished(server.id()));
  scribe.edit({ layout: 'clinical' });
  expect(scribe.state.draft.note?.id).toBe(server.id());
  scribe.edit({ text: `${text} and my arm .` });
  expect(scribe.state.draft.note).toBeUndefined();
});

test('Once the patient or the words are others, the finished note is shown no more from what was heard', async () => {
  const patient = { id: 'p2', family_name: 'Costa', given_name: 'Ana', birth_date: '1990-01-01', mrn: '2' };
  for (const change of [{ patient }, { text: 'other words .' }]) {
    const server = new Server();
    const scribe = await writing(server);
    begin(scribe, server.id());
    scribe.receive('note_done', finished(server.id()));
    scribe.edit(change);
    expect(scribe.state).toMatchObject({ phase: 'idle', progress: { turns: [], sections: [] } });
    expect(scribe.state.progress.note).toBeUndefined();
    expect(scribe.state.noteId).toBeUndefined();
    scribe.close();
  }
});

test('After a silence the server is asked whether the note is there', async () => {
  const server = new Server();
  const fetchNote = vi.fn(() => Promise.resolve<ScribeNote | null>({ ...finished(server.id()), turns: [] }));
  const scribe = await writing(server, { fetchNote, silenceMs: 5 });
  await vi.waitFor(() => expect(scribe.state.phase).toBe('done'));
  expect(fetchNote).toHaveBeenCalledWith(server.id());
});

test('A silence in which nothing is finished is told, and the waiting goes on', async () => {
  const server = new Server();
  const scribe = await writing(server, { fetchNote: () => Promise.reject(new Error('no network')), silenceMs: 5 });
  await vi.waitFor(() => expect(scribe.state).toMatchObject({ phase: 'writing', waiting: 'model' }));
});

test('What no socket message holds goes over HTTP', async () => {
  const server = new Server();
  const long = 'á'.repeat(longestOverSocket / 2);
  const streamed: WriteNote[] = [];
  const scribe = scribeOf(server, {
    stream: (request, heard) => {
      streamed.push(request);
      const events: NoteEvent[] = [
        { kind: 'turns', turns: [{ index: 0, speaker: 'unknown', text: long }] },
        { kind: 'started', id: 'n1', provider: 'builtin', degraded: false, reasons: [] },
        { kind: 'done', note: finished('n1') },
      ];
      events.forEach(heard);
      return Promise.resolve();
    },
  });
  scribe.connected();
  scribe.edit({ text: long });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state).toMatchObject({ phase: 'done', noteId: 'n1' }));
  expect(streamed).toHaveLength(1);
  expect(server.asked).toEqual([]);
});

test('A stream that breaks off is asked for again, and ended by a cancel', async () => {
  const signals: AbortSignal[] = [];
  const scribe = scribeOf(new Server(), {
    stream: (_, heard, signal) => {
      signals.push(signal);
      heard({ kind: 'started', id: 'n1', provider: 'builtin', degraded: false, reasons: [] });
      if (signals.length === 1) return Promise.reject(new Error('broken'));
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    },
  });
  scribe.connected();
  scribe.edit({ text: 'x'.repeat(longestOverSocket) });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state.waiting).toBe('connection'));
  scribe.disconnected();
  scribe.connected();
  await vi.waitFor(() => expect(signals).toHaveLength(2));
  scribe.cancel();
  expect(signals[1]?.aborted).toBe(true);
  expect(scribe.state.progress.failure?.code).toBe('cancelled');
});

test('A note whose turns did not come as one transcript is fetched whole', async () => {
  const server = new Server();
  const turns = [0, 1, 2].map((index) => ({ index, speaker: 'patient', text: `turn ${index}` }));
  const fetchNote = vi.fn((id: string) => Promise.resolve<ScribeNote | null>({ ...finished(id), turns }));
  const scribe = await writing(server, { fetchNote });
  begin(scribe, server.id());
  scribe.receive('note_turns', { id: server.id(), turns: [{ index: 3, speaker: 'patient', text: 'later' }] });
  scribe.receive('note_done', finished(server.id()));
  await vi.waitFor(() => expect(scribe.state).toMatchObject({ phase: 'done', progress: { turns }, draft: { note: { turns } } }));
});

test('A server that refuses for now is not sent a long transcript without end', async () => {
  const stream = vi.fn(() => Promise.reject(new Error('503')));
  const scribe = scribeOf(new Server(), { stream, refusal: () => ({ code: 'try_later', retryable: true, retry_after_ms: 1 }) });
  scribe.connected();
  scribe.edit({ text: 'x'.repeat(longestOverSocket) });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state.progress.failure?.code).toBe('try_later'));
  expect(stream).toHaveBeenCalledTimes(6);
});

test('A refusal over HTTP ends the note', async () => {
  const scribe = scribeOf(new Server(), {
    stream: () => Promise.reject(new Error('413')),
    refusal: () => ({ code: 'transcript_too_long', retryable: false }),
  });
  scribe.connected();
  scribe.edit({ text: 'x'.repeat(longestOverSocket) });
  scribe.write();
  await vi.waitFor(() => expect(scribe.state.progress.failure?.code).toBe('transcript_too_long'));
});

test('A new note starts empty and in the same form', async () => {
  const server = new Server();
  const scribe = await writing(server);
  begin(scribe, server.id());
  scribe.receive('note_done', finished(server.id()));
  scribe.clear();
  expect(scribe.state).toMatchObject({ phase: 'idle', draft: { text: '', layout: 'soap' } });
  expect(scribe.state.draft.note).toBeUndefined();
  await vi.waitFor(async () => expect((await store.scribeDraft(me))?.text).toBe(''));
});

test('A deleted note goes with the transcript that it was made of, and no other', async () => {
  const server = new Server();
  const scribe = await writing(server);
  scribe.receive('note_done', finished(server.id()));
  scribe.forget('another note');
  expect(scribe.state.draft.text).toBe(text);
  scribe.forget(server.id());
  expect(scribe.state.draft.text).toBe('');
});

test('What was written comes back on the next page, for a day, until the sign-out', async () => {
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  const dated = new DeviceStore(`scribe-${stores++}`, () => now);
  const scribe = scribeOf(new Server(), { store: dated });
  await scribe.open();
  scribe.edit({ text, layout: 'clinical' });
  await scribe.keep();

  const later = scribeOf(new Server(), { store: dated });
  await later.open();
  expect(later.state).toMatchObject({ loaded: true, phase: 'idle', draft: { text, layout: 'clinical' } });

  await dated.wipe('somebody else');
  expect(await dated.scribeDraft(me)).toBeDefined();
  now += draftLifetimeMs;
  expect(await dated.scribeDraft(me)).toBeUndefined();
  await scribe.keep();
  await dated.wipe(me);
  expect(await dated.scribeDraft(me)).toBeUndefined();
  await dated.delete();
});

test('A note that another page waits for is not overwritten, and that page lets it go', async () => {
  const server = new Server();
  const first = await writing(server);
  await vi.waitFor(async () => expect((await store.scribeDraft(me))?.note_id).toBe(server.id()));
  const second = scribeOf(new Server());
  second.edit({ text: 'words in another tab .' });
  await second.keep();
  expect(await store.scribeDraft(me)).toMatchObject({ text, client_id: server.asked[0]?.client_id });

  first.receive('note_done', finished(server.id()));
  await vi.waitFor(async () => expect((await store.scribeDraft(me))?.client_id).toBeUndefined());
  await second.keep();
  expect((await store.scribeDraft(me))?.text).toBe('words in another tab .');
});

test('Words that were put in later in another page stay', async () => {
  const [first, second] = [scribeOf(new Server()), scribeOf(new Server())];
  const clock = vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
  first.edit({ text: 'earlier' });
  clock.mockReturnValue(2_000_000);
  second.edit({ text: 'later' });
  clock.mockRestore();
  await second.keep();
  first.clear();
  await first.keep();
  expect((await store.scribeDraft(me))?.text).toBe('later');
});

test('A browser without storage writes notes all the same', async () => {
  const server = new Server();
  const broken = {
    scribeDraft: () => Promise.reject(new Error('private')),
    keepScribeDraft: () => Promise.reject(new Error('full')),
    cancels: () => Promise.reject(new Error('private')),
  };
  const scribe = await writing(server, { store: broken as unknown as DeviceStore });
  scribe.receive('note_done', finished(server.id()));
  expect(scribe.state.phase).toBe('done');
});
