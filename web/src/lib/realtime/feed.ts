import { Cursors } from './cursors';
import { Emitter } from './emitter';
import type { Call, Change, Mark, SyncAnswer } from './wire';

/** Well below the thousand streams that the server takes in one `sync`. */
const streamsPerSync = 500;

/** Turns the socket's `change` events into each change once, in order, with nothing left out. */
export class Feed {
  readonly changed = new Emitter<Change>();
  /** The history before this stream's position is gone: fetch the snapshot again. */
  readonly reset = new Emitter<string>();

  readonly #cursors = new Cursors();
  readonly #call: Call;
  readonly #deviceId: string;
  #online = false;
  #syncing = false;
  #again = false;

  constructor(call: Call, deviceId: string) {
    this.#call = call;
    this.#deviceId = deviceId;
  }

  follow(streams: Record<string, number>): void {
    let added = false;
    for (const [stream, position] of Object.entries(streams)) {
      if (this.#cursors.track(stream, position)) added = true;
    }
    if (added) void this.#sync();
  }

  connected(): void {
    this.#online = true;
    void this.#sync();
  }

  disconnected(): void {
    this.#online = false;
  }

  receive(change: Change): void {
    const arrival = this.#cursors.arrive(change);
    if (arrival.outcome === 'apply') for (const each of arrival.changes) this.changed.emit(each);
    else if (arrival.outcome === 'gap') void this.#sync();
  }

  async #sync(): Promise<void> {
    if (!this.#online) return;
    if (this.#syncing) {
      this.#again = true;
      return;
    }
    this.#syncing = true;
    try {
      do {
        this.#again = false;
        const marks = Object.entries(this.#cursors.marks());
        let askAgainAfter: number | undefined;
        for (let from = 0; from < marks.length && this.#online; from += streamsPerSync) {
          const wait = await this.#ask(Object.fromEntries(marks.slice(from, from + streamsPerSync)));
          if (wait !== undefined) askAgainAfter = Math.max(wait, askAgainAfter ?? 0);
        }
        if (askAgainAfter !== undefined && this.#online) {
          await new Promise((resolve) => setTimeout(resolve, askAgainAfter));
          this.#again = true;
        }
      } while (this.#again && this.#online);
    } finally {
      this.#syncing = false;
    }
  }

  /** Returns how many milliseconds to wait before asking again, if that is needed. */
  async #ask(streams: Record<string, Mark>): Promise<number | undefined> {
    const answer = await this.#call<SyncAnswer>('sync', { streams, device_id: this.#deviceId });
    if (!answer.ok) return answer.retryable ? (answer.retry_after_ms ?? 1000) : undefined;
    for (const [stream, state] of Object.entries(answer.streams)) {
      if (this.#cursors.settle(stream, state) === 'reset') this.reset.emit(stream);
    }
    // The missed changes follow the ack as events on the same ordered socket; `more` says that there are further ones.
    return answer.more ? 50 : undefined;
  }
}
