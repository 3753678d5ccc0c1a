import { Emitter } from './emitter';
import { NoteCancels } from './note-cancels';
import { heardNote, nothingHeard, type NoteProgress } from './note-progress';
import { noteEvent, type NoteEvent, type NoteRefusal, type ScribeNote, type WriteNote } from './note-wire';
import type { DeviceStore } from './outbox-store';
import { blankInput, type ScribeDraft, type ScribeInput } from './scribe-draft';
import { uuid7 } from './uuid7';
import type { Call } from './wire';

export type ScribePhase = 'idle' | 'asking' | 'writing' | 'done' | 'failed';

export interface ScribeState {
  /** What an earlier page left behind has been looked for. */
  loaded: boolean;
  draft: Omit<ScribeDraft, 'written_at'>;
  phase: ScribePhase;
  /** As the server calls the note that is written now, or was last. */
  noteId?: string | undefined;
  /** What the same note was called before a server began it anew. */
  formerId?: string | undefined;
  progress: NoteProgress;
  /** Why nothing comes just now: no connection, a server that asked to wait, or a model that thinks for long. */
  waiting: 'connection' | 'server' | 'model' | null;
  /** The note comes over a request of its own, and ends with it: the server does not finish it when the connection is lost. */
  streamed: boolean;
  /** When the writing began on this page, in milliseconds since 1970. */
  since: number;
}

/** Carries one note over REST, for transcripts that no socket message holds. Rejects with what `refusal` understands. */
export type NoteStream = (request: WriteNote, heard: (event: NoteEvent) => void, signal: AbortSignal) => Promise<void>;

export interface ScribeOptions {
  store: DeviceStore;
  call: Call;
  userId: string;
  stream: NoteStream;
  /** Null while there is no such draft among the newest. Rejects when no answer came. */
  fetchNote: (id: string) => Promise<ScribeNote | null>;
  /** Also resolves when there is no such draft any more. */
  deleteNote: (id: string) => Promise<void>;
  /** What an error of `stream` means; null: the connection broke, and asking again with the same id is right. */
  refusal: (error: unknown) => NoteRefusal | null;
  silenceMs?: number;
  keepAfterMs?: number;
}

/** In bytes. More than this a slow uplink does not carry within the time that an acknowledgement has. */
export const longestOverSocket = 64_000;
const firstDelay = 1000;
const longestDelay = 15_000;
/** Of notes that were begun, or sent whole, and failed for now. */
const mostRetries = 5;
/** More than any note has; what comes before the acknowledgement is little. */
const heldLimit = 10_000;

const nothingWritten = { phase: 'idle', noteId: undefined, formerId: undefined, progress: nothingHeard, waiting: null } as const;

/**
 * The one transcript that a person has in hand, and the note that is written from it.
 * The request is stored before it is sent and keeps its client id until the note is there, so that a lost connection,
 * a reload or the end of a session lose nothing: asked again, the server tells the same note from its beginning.
 */
export class Scribe {
  readonly changed = new Emitter<ScribeState>();

  readonly #options: ScribeOptions;
  #state: ScribeState;
  #online = false;
  #closed = false;
  /** Counts the askings; whatever belongs to an earlier one is not heard. */
  #run = 0;
  #noteId: string | undefined;
  #held: { event: NoteEvent; id: unknown }[] = [];
  #failures = 0;
  #retries = 0;
  #abort: AbortController | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  readonly #cancels: NoteCancels;
  /** The client ids of this page's notes, and of those that it went on with. */
  readonly #asked = new Set<string>();
  /** What is asked for now may have reached the server. */
  #sent = false;

  constructor(options: ScribeOptions) {
    this.#options = options;
    this.#cancels = new NoteCancels(options);
    this.#state = {
      loaded: false,
      draft: { ...blankInput, user_id: options.userId },
      ...nothingWritten,
      streamed: false,
      since: 0,
    };
  }

  get state(): ScribeState {
    return this.#state;
  }

  get busy(): boolean {
    return this.#state.phase === 'asking' || this.#state.phase === 'writing';
  }

  /** Brings back what an earlier page left behind, and goes on with it. */
  async open(): Promise<void> {
    void this.#cancels.open();
    const kept = await this.#options.store.scribeDraft(this.#options.userId).catch(() => undefined);
    if (this.#closed) return;
    if (!kept || this.#state.draft.text !== '' || this.busy) return this.#set({ loaded: true });
    const { written_at: _, ...draft } = kept;
    this.#set({ loaded: true, draft });
    if (draft.client_id === undefined) return;
    this.#asked.add(draft.client_id);
    this.#sent = true;
    this.#begin();
  }

  /** Nothing is edited while a note is being written: it would not be the note of what stands there. */
  edit(input: Partial<{ [K in keyof ScribeInput]: ScribeInput[K] | undefined }>): void {
    if (this.busy) return;
    const draft: Record<string, unknown> = { ...this.#state.draft, ...input };
    // What was made of other words is not made of these.
    if (input.text !== undefined && input.text !== this.#state.draft.text) {
      draft['note'] = draft['note_id'] = undefined;
      draft['edited_at'] = Date.now();
    }
    for (const key of Object.keys(draft)) if (draft[key] === undefined) delete draft[key];
    this.#set({
      draft: draft as unknown as ScribeState['draft'],
      // What is shown of a note must not stand beside another patient or other words: the note is looked up by its name.
      ...(this.#state.phase === 'idle' ? {} : nothingWritten),
    });
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.keep(), this.#options.keepAfterMs ?? 300);
  }

  write(): void {
    if (this.busy || this.#closed) return;
    const { note: _, note_id: __, ...draft } = this.#state.draft;
    const clientId = uuid7();
    this.#asked.add(clientId);
    this.#set({ draft: { ...draft, client_id: clientId } });
    this.#sent = false;
    this.#begin();
  }

  cancel(): void {
    if (!this.busy) return;
    const id = this.#noteId ?? this.#state.noteId;
    const request = requestOf(this.#state.draft);
    if (id !== undefined) this.#cancels.add({ client_id: request.client_id, id });
    // A stream of its own ends with its request.
    else if (this.#sent && !isLong(request)) this.#cancels.add({ client_id: request.client_id, request });
    this.#fail({ code: 'cancelled', retryable: false });
  }

  /** Why there is no note was shown. Its name leads to the server again, should there be one all the same. */
  seen(): void {
    if (this.#state.phase === 'failed') this.#set({ noteId: undefined, formerId: undefined });
  }

  /** Another transcript: this one is forgotten here. A note that was finished stays among the person's drafts. */
  clear(): void {
    if (this.busy) return;
    const { user_id, layout, prefer, edited_at } = this.#state.draft;
    this.#set({
      draft: { user_id, text: '', layout, ...(prefer === undefined ? {} : { prefer }), ...(edited_at === undefined ? {} : { edited_at }) },
      ...nothingWritten,
    });
    void this.keep();
  }

  /** A note is deleted, or done with: its copy goes too, with the transcript that it was made of. */
  forget(noteId: string): void {
    if (this.#state.draft.note?.id === noteId || this.#state.draft.note_id === noteId) this.clear();
  }

  receive(name: string, payload: unknown): void {
    const event = noteEvent(name, payload);
    if (event?.kind === 'done') this.#cancels.finished(event.note.id);
    if (!event || !this.busy) return;
    const id = (payload as { id?: unknown } | null)?.id;
    if (this.#noteId !== undefined) {
      if (id === this.#noteId) this.#heard(event);
    } else if (this.#held.length < heldLimit) {
      this.#held.push({ event, id });
    }
  }

  connected(): void {
    this.#online = true;
    this.#cancels.connected();
    if (!this.busy) return;
    clearTimeout(this.#again);
    this.#failures = 0;
    // A stream of its own does not need the socket.
    if (!this.#abort) void this.#ask();
  }

  disconnected(): void {
    this.#online = false;
    this.#cancels.disconnected();
    if (!this.busy || this.#abort) return;
    clearTimeout(this.#silence);
    this.#set({ waiting: 'connection' });
  }

  close(): void {
    this.#closed = true;
    this.#online = false;
    this.#run++;
    this.#abort?.abort();
    this.#cancels.close();
    for (const timer of [this.#again, this.#silence, this.#keeping]) clearTimeout(timer);
  }

  /** A browser that refuses storage still writes notes; the words then live as long as the page. */
  async keep(): Promise<void> {
    clearTimeout(this.#keeping);
    if (!this.#closed) await this.#options.store.keepScribeDraft(this.#state.draft, this.#asked).catch(() => {});
  }

  #begin(): void {
    this.#failures = 0;
    this.#retries = 0;
    const { note_id: noteId } = this.#state.draft;
    this.#set({ phase: 'asking', noteId, formerId: undefined, progress: nothingHeard, streamed: false, since: Date.now(), waiting: this.#online ? null : 'connection' });
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const run = ++this.#run;
    this.#noteId = undefined;
    this.#held = [];
    // The page may die at any point; what is not in the store by now could be asked for and then forgotten.
    await this.keep();
    if (run !== this.#run || !this.#online) return;
    const request = requestOf(this.#state.draft);
    this.#sent = true;
    if (isLong(request)) return this.#overHttp(run, request);
    const answer = await this.#options.call<{ id: string }>('write_note', request);
    if (run !== this.#run) return this.#cancels.answered(request.client_id, answer);
    if (answer.ok) return this.#accepted(answer.id);
    if (!answer.retryable) return this.#fail(answer);
    this.#askLater(run, answer.code === 'no_answer' ? 'connection' : 'server', answer.retry_after_ms);
  }

  async #overHttp(run: number, request: WriteNote): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ streamed: true });
    let refusal: NoteRefusal | null = null;
    let ended = false;
    const heard = (event: NoteEvent) => {
      if (run !== this.#run) return;
      ended = event.kind === 'failed';
      if ((event.kind === 'turns' || event.kind === 'started') && event.id !== undefined) this.#accepted(event.id);
      this.#heard(event);
    };
    try {
      await this.#options.stream(request, heard, abort.signal);
    } catch (error) {
      refusal = this.#options.refusal(error);
    } finally {
      if (this.#abort === abort) this.#abort = undefined;
    }
    if (run !== this.#run || !this.busy || ended) return;
    // Broken off in the middle, or refused for now: the same client id asks for the same note.
    // Each time it is sent whole: not without end.
    if (refusal && (!refusal.retryable || this.#retries++ >= mostRetries)) this.#fail(refusal);
    else this.#askLater(run, refusal ? 'server' : 'connection', refusal?.retry_after_ms ?? undefined);
  }

  #accepted(id: string): void {
    this.#failures = 0;
    this.#noteId = id;
    const known = this.#state.draft.note_id === id;
    const { noteId, formerId } = this.#state;
    const renamed = noteId !== undefined && noteId !== id;
    this.#set({ phase: 'writing', noteId: id, formerId: renamed ? noteId : formerId, waiting: null, draft: { ...this.#state.draft, note_id: id } });
    if (!known) void this.keep();
    const held = this.#held;
    this.#held = [];
    for (const each of held) if (each.id === id) this.#heard(each.event);
    this.#listen();
  }

  #heard(event: NoteEvent): void {
    if (!this.busy) return;
    // A server that stops says so: the next one is asked for the same note.
    if (event.kind === 'failed' && event.retryable && this.#retries++ < mostRetries) {
      return this.#askLater(this.#run, 'server', event.retry_after_ms ?? undefined);
    }
    const progress = heardNote(this.#state.progress, event);
    if (progress.failure) return this.#fail(progress.failure);
    if (progress.note) return progress.gap ? void this.#completed(progress, progress.note.id) : this.#done(progress);
    this.#set({ phase: 'writing', progress, waiting: null });
    this.#listen();
  }

  /** Its turns were not heard as one transcript: the server has them. */
  async #completed(progress: NoteProgress, id: string): Promise<void> {
    const run = this.#run;
    clearTimeout(this.#silence);
    const note = await this.#options.fetchNote(id).catch(() => undefined);
    if (run !== this.#run || !this.busy) return;
    if (note === undefined) this.#askLater(run, 'connection', undefined);
    else this.#done(note ? heardNote(nothingHeard, { kind: 'done', note }) : progress);
  }

  #done(progress: NoteProgress): void {
    this.#end();
    const { client_id: _, ...draft } = this.#state.draft;
    const { note } = progress;
    this.#set({ phase: 'done', noteId: note?.id, progress, waiting: null, draft: { ...draft, ...(note ? { note_id: note.id, note } : {}) } });
    void this.keep();
  }

  /** What was asked for did not come to be; the transcript stays. */
  #fail({ code, retryable, retry_after_ms }: NoteRefusal): void {
    this.#end();
    const { client_id: _, note_id: __, ...draft } = this.#state.draft;
    const failure = { code, retryable, ...(retry_after_ms == null ? {} : { retry_after_ms }) };
    this.#set({ phase: 'failed', waiting: null, draft, progress: { ...this.#state.progress, failure } });
    void this.keep();
  }

  #end(): void {
    this.#run++;
    this.#noteId = undefined;
    this.#held = [];
    this.#abort?.abort();
    this.#abort = undefined;
    clearTimeout(this.#again);
    clearTimeout(this.#silence);
  }

  #askLater(run: number, waiting: 'connection' | 'server', askedMs: number | undefined): void {
    this.#set({ waiting });
    const ms = askedMs ?? Math.min(longestDelay, firstDelay * 2 ** this.#failures++);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      if (run === this.#run && this.#online) void this.#ask();
    }, ms);
  }

  /** Silence is no proof of work: after some of it the server is asked whether the note is there already. */
  #listen(): void {
    clearTimeout(this.#silence);
    if (!this.busy) return;
    const run = this.#run;
    this.#silence = setTimeout(() => void this.#askAfter(run), this.#options.silenceMs ?? 30_000);
  }

  async #askAfter(run: number): Promise<void> {
    this.#set({ waiting: 'model' });
    const id = this.#noteId;
    const note = id === undefined ? null : await this.#options.fetchNote(id).catch(() => null);
    if (run !== this.#run || !this.busy) return;
    if (note) this.#heard({ kind: 'done', note });
    else this.#listen();
  }

  #set(change: Partial<ScribeState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    this.changed.emit(this.#state);
  }
}

const isLong = (request: WriteNote): boolean => new TextEncoder().encode(JSON.stringify(request)).length > longestOverSocket;

function requestOf(draft: ScribeState['draft']): WriteNote {
  const { client_id = '', text, file, layout, prefer, patient } = draft;
  return {
    client_id,
    ...(file?.whisperx ? { whisperx: JSON.parse(text) as unknown } : { transcript: text }),
    layout,
    ...(prefer === undefined ? {} : { prefer }),
    ...(patient === undefined ? {} : { patient_id: patient.id }),
  };
}
