import { Cursors } from './cursors';
import { Emitter } from './emitter';
import type { Call, Change, SyncAnswer } from './wire';

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
        const streams = this.#cursors.marks();
        if (Object.keys(streams).length === 0) return;
        const answer = await this.#call<SyncAnswer>('sync', { streams, device_id: this.#deviceId });
        if (!answer.ok) {
          if (!answer.retryable || !this.#online) return;
          await new Promise((resolve) => setTimeout(resolve, answer.retry_after_ms ?? 1000));
          this.#again = true;
          continue;
        }
        for (const [stream, state] of Object.entries(answer.streams)) {
          if (this.#cursors.settle(stream, state) === 'reset') this.reset.emit(stream);
        }
        // The missed changes follow the ack as events on the same ordered socket; `more` says that there are further ones.
        if (answer.more) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          this.#again = true;
        }
      } while (this.#again && this.#online);
    } finally {
      this.#syncing = false;
    }
  }
}
