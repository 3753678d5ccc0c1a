import type { Change, Mark, StreamState } from './wire';

interface Cursor {
  position: number;
  epoch?: string;
  /** Changes that arrived ahead of a hole, by position, until the hole is filled. */
  ahead: Map<number, Change>;
}

export type Arrival = { outcome: 'apply'; changes: Change[] } | { outcome: 'duplicate' } | { outcome: 'gap' };

/** Beyond this the ahead-buffer stops helping: the sync brings them again anyway. */
const aheadLimit = 512;

/**
 * Where this client stands in each stream. Positions are dense, so position + 1 means that nothing was missed;
 * lower is a repetition, higher a hole.
 */
export class Cursors {
  readonly #streams = new Map<string, Cursor>();

  /** Starts following a stream at a snapshot's position. Says whether it was new. */
  track(stream: string, position: number): boolean {
    if (this.#streams.has(stream)) return false;
    this.#streams.set(stream, { position, ahead: new Map() });
    return true;
  }

  marks(): Record<string, Mark> {
    return Object.fromEntries(
      [...this.#streams].map(([stream, { position, epoch }]) => [stream, epoch === undefined ? position : { position, epoch }]),
    );
  }

  arrive(change: Change): Arrival {
    const cursor = this.#streams.get(change.stream);
    if (!cursor) {
      // A stream that began after our snapshot: the server's own subscription is the baseline.
      this.track(change.stream, change.position);
      return { outcome: 'apply', changes: [change] };
    }
    if (change.position <= cursor.position) return { outcome: 'duplicate' };
    if (change.position > cursor.position + 1) {
      if (cursor.ahead.size < aheadLimit) cursor.ahead.set(change.position, change);
      return { outcome: 'gap' };
    }
    const changes = [change];
    cursor.position = change.position;
    for (;;) {
      const next = cursor.ahead.get(cursor.position + 1);
      if (!next) break;
      cursor.ahead.delete(next.position);
      cursor.position = next.position;
      changes.push(next);
    }
    return { outcome: 'apply', changes };
  }

  /** What `sync` said about a stream. `reset` means that only a fresh snapshot will do. */
  settle(stream: string, answer: StreamState): 'kept' | 'reset' {
    const cursor = this.#streams.get(stream);
    if (!cursor) return 'kept';
    if (answer.code || answer.epoch === null) {
      this.#streams.delete(stream);
      return 'reset';
    }
    const otherEpoch = cursor.epoch !== undefined && cursor.epoch !== answer.epoch;
    cursor.epoch = answer.epoch;
    if (answer.recovered && !otherEpoch) return 'kept';
    cursor.position = answer.position;
    cursor.ahead.clear();
    return 'reset';
  }
}
