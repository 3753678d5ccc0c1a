import { Emitter } from './emitter';
import type { DeviceStore, OutboxEntry } from './outbox-store';
import { uuid7 } from './uuid7';
import type { Call, Priority, SendMessage, SentMessage } from './wire';

export interface NewMessage {
  conversation_id: string;
  content: string;
  priority: Priority;
  reply_to?: string;
}

const firstDelay = 1000;
const longestDelay = 30_000;

/**
 * Messages that are written and not yet acknowledged.
 * An entry is stored before it is sent and removed only after its ack, and keeps its client id over reloads and
 * reconnections, so the server sees it at least once and stores it exactly once. Within a conversation one entry is
 * on its way at a time, so the order of writing is the order of arrival.
 */
export class Outbox {
  readonly changed = new Emitter<readonly OutboxEntry[]>();
  readonly sent = new Emitter<{ entry: OutboxEntry; message: SentMessage }>();

  readonly #store: DeviceStore;
  readonly #call: Call;
  readonly #userId: string;
  #entries: readonly OutboxEntry[] = [];
  #online = false;
  #closed = false;
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #delays = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(store: DeviceStore, call: Call, userId: string) {
    this.#store = store;
    this.#call = call;
    this.#userId = userId;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** Brings back what an earlier page left behind. */
  async open(): Promise<void> {
    const kept = await this.#store.outbox
      .where('user_id')
      .equals(this.#userId)
      .sortBy('client_id')
      .catch((): OutboxEntry[] => []);
    const known = new Set(this.#entries.map((entry) => entry.client_id));
    this.#set([...kept.filter((entry) => !known.has(entry.client_id)), ...this.#entries]);
    this.#pump();
  }

  async add(message: NewMessage): Promise<OutboxEntry> {
    const last = this.#entries.at(-1)?.client_id;
    let clientId = uuid7();
    // Two messages within one millisecond must still sort in the order of writing.
    while (last !== undefined && clientId <= last && clientId.slice(0, 13) === last.slice(0, 13)) clientId = uuid7();
    const entry: OutboxEntry = {
      ...message,
      client_id: clientId,
      user_id: this.#userId,
      created_at: new Date().toISOString(),
    };
    this.#set([...this.#entries, entry]);
    await this.#keep(entry);
    this.#pump();
    return entry;
  }

  async retry(clientId: string): Promise<void> {
    const entry = this.#entries.find((each) => each.client_id === clientId);
    if (!entry?.refused) return;
    const { refused: _, ...again } = entry;
    this.#set(this.#entries.map((each) => (each.client_id === clientId ? again : each)));
    await this.#keep(again);
    this.#pump();
  }

  async discard(clientId: string): Promise<void> {
    this.#set(this.#entries.filter((entry) => entry.client_id !== clientId));
    await this.#store.outbox.delete(clientId).catch(() => {});
  }

  connected(): void {
    this.#online = true;
    for (const timer of this.#delays.values()) clearTimeout(timer);
    this.#delays.clear();
    this.#pump();
  }

  disconnected(): void {
    this.#online = false;
  }

  close(): void {
    this.#closed = true;
    this.#online = false;
    for (const timer of this.#delays.values()) clearTimeout(timer);
    this.#delays.clear();
  }

  /** A browser that refuses storage (full, private) still sends: the entry then lives as long as the page. */
  async #keep(entry: OutboxEntry): Promise<void> {
    if (this.#closed) return;
    await this.#store.outbox.put(entry).catch(() => {});
  }

  #set(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    this.changed.emit(entries);
  }

  #pump(): void {
    if (!this.#online || this.#closed) return;
    for (const entry of this.#entries) {
      if (entry.refused || this.#busy.has(entry.conversation_id) || this.#delays.has(entry.conversation_id)) continue;
      this.#busy.add(entry.conversation_id);
      void this.#send(entry);
    }
  }

  async #send(entry: OutboxEntry): Promise<void> {
    try {
      // The page may die at any point; what is not in the store by now could be sent and then forgotten.
      await this.#keep(entry);
      if (this.#closed) return;
      const payload: SendMessage = {
        client_id: entry.client_id,
        conversation_id: entry.conversation_id,
        content: entry.content,
        ...(entry.priority === 'routine' ? {} : { priority: entry.priority }),
        ...(entry.reply_to === undefined ? {} : { reply_to: entry.reply_to }),
      };
      const answer = await this.#call<SentMessage>('send_message', payload);
      if (this.#closed) return;
      if (answer.ok) {
        this.#failures.delete(entry.conversation_id);
        this.sent.emit({ entry, message: answer });
        await this.discard(entry.client_id);
      } else if (answer.retryable) {
        this.#wait(entry.conversation_id, answer.retry_after_ms);
      } else {
        const refused: OutboxEntry = { ...entry, refused: { code: answer.code } };
        this.#set(this.#entries.map((each) => (each.client_id === entry.client_id ? refused : each)));
        await this.#keep(refused);
      }
    } finally {
      this.#busy.delete(entry.conversation_id);
      this.#pump();
    }
  }

  #wait(conversationId: string, askedMs: number | undefined): void {
    const failures = this.#failures.get(conversationId) ?? 0;
    this.#failures.set(conversationId, failures + 1);
    const ms = askedMs ?? Math.min(longestDelay, firstDelay * 2 ** failures);
    const timer = setTimeout(() => {
      this.#delays.delete(conversationId);
      this.#pump();
    }, ms);
    this.#delays.set(conversationId, timer);
  }
}
