import type { PendingCancel } from './scribe-draft';
import type { DeviceStore } from './outbox-store';
import type { Ack, Call } from './wire';

export interface NoteCancelOptions {
  store: Pick<DeviceStore, 'cancels' | 'keepCancel' | 'dropCancel'>;
  call: Call;
  userId: string;
  /** Also resolves when there is no such note any more. */
  deleteNote: (id: string) => Promise<void>;
  againMs?: number;
}

/**
 * Notes that were cancelled and that the server has not let go of yet.
 * Each is stored until the server has answered. A note that was finished before its cancel came is deleted: whoever
 * cancelled was told that there is none.
 */
export class NoteCancels {
  readonly #options: NoteCancelOptions;
  readonly #pending = new Map<string, PendingCancel>();
  /** Names of the notes that were cancelled on this page, by their client ids. */
  readonly #names = new Map<string, string | undefined>();
  readonly #busy = new Set<string>();
  #online = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NoteCancelOptions) {
    this.#options = options;
  }

  /** Brings back what an earlier page left behind. */
  async open(): Promise<void> {
    const kept = await this.#options.store.cancels(this.#options.userId).catch((): PendingCancel[] => []);
    for (const cancel of kept) {
      if (this.#pending.has(cancel.client_id)) continue;
      this.#pending.set(cancel.client_id, cancel);
      this.#names.set(cancel.client_id, cancel.id);
    }
    this.#settleAll();
  }

  /** One without a name waits for the answer to its asking (`answered`), or for the next connection. */
  add(cancel: Omit<PendingCancel, 'user_id'>): void {
    const pending = { ...cancel, user_id: this.#options.userId };
    this.#pending.set(cancel.client_id, pending);
    this.#names.set(cancel.client_id, cancel.id);
    void this.#options.store.keepCancel(pending).catch(() => {});
    if (cancel.id !== undefined) void this.#settle(pending);
  }

  /** The answer to an asking came when nobody waited for it any more. */
  answered(clientId: string, answer: Ack<{ id: string }>): void {
    if (!this.#names.has(clientId)) return;
    const pending = this.#pending.get(clientId);
    if (answer.ok) {
      if (this.#names.get(clientId) !== answer.id) this.add({ client_id: clientId, id: answer.id });
    } else if (pending && pending.id === undefined) {
      if (answer.retryable) void this.#settle(pending);
      else this.#drop(pending);
    }
  }

  /** A note was told to its end. One that was cancelled meanwhile must not stay. */
  finished(id: string): void {
    for (const [clientId, name] of this.#names) if (name === id) this.add({ client_id: clientId, id });
  }

  connected(): void {
    this.#online = true;
    this.#settleAll();
  }

  disconnected(): void {
    this.#online = false;
  }

  close(): void {
    this.#online = false;
    clearTimeout(this.#again);
  }

  #settleAll(): void {
    for (const cancel of this.#pending.values()) void this.#settle(cancel);
  }

  async #settle(cancel: PendingCancel): Promise<void> {
    const { client_id: key } = cancel;
    if (!this.#online || this.#busy.has(key)) return;
    this.#busy.add(key);
    const settled = await this.#told(cancel);
    this.#busy.delete(key);
    const now = this.#pending.get(key);
    if (now !== undefined && now !== cancel) void this.#settle(now);
    else if (settled) this.#drop(cancel);
    else this.#later();
  }

  /** False: to be said again. */
  async #told({ client_id: clientId, id, request }: PendingCancel): Promise<boolean> {
    if (id === undefined) {
      // Asked for once more it answers with its name, whether the first asking arrived or not.
      const answer = await this.#options.call<{ id: string }>('write_note', request ?? {});
      if (answer.ok) this.add({ client_id: clientId, id: answer.id });
      return answer.ok || !answer.retryable;
    }
    const answer = await this.#options.call('cancel', { response_id: id });
    if (answer.ok) return true;
    if (answer.code !== 'not_found') return !answer.retryable;
    return this.#options.deleteNote(id).then(
      () => true,
      () => false,
    );
  }

  #drop({ client_id: key }: PendingCancel): void {
    this.#pending.delete(key);
    void this.#options.store.dropCancel(key).catch(() => {});
  }

  #later(): void {
    clearTimeout(this.#again);
    if (this.#online) this.#again = setTimeout(() => this.#settleAll(), this.#options.againMs ?? 5000);
  }
}
