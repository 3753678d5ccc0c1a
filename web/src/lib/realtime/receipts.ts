import type { Call } from './wire';

type Kind = 'message_delivered' | 'message_read';

/** Reports how far this person has come, at most once per conversation and interval, never backwards. */
export class Receipts {
  readonly #call: Call;
  readonly #intervalMs: number;
  readonly #reported = new Map<string, number>();
  readonly #due = new Map<string, { kind: Kind; conversationId: string; upTo: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #online = false;

  constructor(call: Call, intervalMs = 400) {
    this.#call = call;
    this.#intervalMs = intervalMs;
  }

  report(kind: Kind, conversationId: string, upTo: number): void {
    const key = `${kind}:${conversationId}`;
    const known = Math.max(this.#reported.get(key) ?? 0, this.#due.get(key)?.upTo ?? 0);
    if (upTo <= known) return;
    this.#due.set(key, { kind, conversationId, upTo });
    this.#schedule();
  }

  connected(): void {
    this.#online = true;
    this.#schedule();
  }

  disconnected(): void {
    this.#online = false;
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
        if (answer.ok) this.#reported.set(key, Math.max(upTo, this.#reported.get(key) ?? 0));
        if ((answer.ok || !answer.retryable) && this.#due.get(key)?.upTo === upTo) this.#due.delete(key);
      }),
    );
    this.#schedule();
  }
}
