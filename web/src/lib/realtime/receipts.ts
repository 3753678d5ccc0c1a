import { Emitter } from './emitter';
import type { Call } from './wire';

type Kind = 'message_delivered' | 'message_read';

export interface Progress {
  kind: Kind;
  conversationId: string;
  upTo: number;
}

/** A server that stopped hard may have lost what it acknowledged this shortly before. */
const repeatWithinMs = 60_000;

/** Reports how far this person has come, at most once per conversation and interval, never backwards. */
export class Receipts {
  /** This person has come further, said here before the server knows. */
  readonly advanced = new Emitter<Progress>();

  readonly #call: Call;
  readonly #intervalMs: number;
  readonly #reported = new Map<string, Progress & { at: number }>();
  readonly #due = new Map<string, Progress>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #online = false;

  constructor(call: Call, intervalMs = 400) {
    this.#call = call;
    this.#intervalMs = intervalMs;
  }

  report(kind: Kind, conversationId: string, upTo: number): void {
    const key = `${kind}:${conversationId}`;
    const known = Math.max(this.#reported.get(key)?.upTo ?? 0, this.#due.get(key)?.upTo ?? 0);
    if (upTo <= known) return;
    this.#due.set(key, { kind, conversationId, upTo });
    this.advanced.emit({ kind, conversationId, upTo });
    this.#schedule();
  }

  connected(): void {
    this.#online = true;
    this.#schedule();
  }

  disconnected(): void {
    this.#online = false;
    const since = Date.now() - repeatWithinMs;
    for (const [key, { at, ...progress }] of this.#reported) {
      if (at >= since && !this.#due.has(key)) this.#due.set(key, progress);
    }
    this.#reported.clear();
  }

  close(): void {
    this.#online = false;
    this.#due.clear();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (!this.#online || this.#due.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#flush();
    }, this.#intervalMs);
  }

  async #flush(): Promise<void> {
    const due = [...this.#due];
    await Promise.all(
      due.map(async ([key, { kind, conversationId, upTo }]) => {
        const answer = await this.#call(kind, { conversation_id: conversationId, up_to: upTo });
        if (answer.ok && upTo >= (this.#reported.get(key)?.upTo ?? 0)) {
          this.#reported.set(key, { kind, conversationId, upTo, at: Date.now() });
        }
        if ((answer.ok || !answer.retryable) && this.#due.get(key)?.upTo === upTo) this.#due.delete(key);
      }),
    );
    this.#schedule();
  }
}
