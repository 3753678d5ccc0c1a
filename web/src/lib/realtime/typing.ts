/** Tells the others that this person is typing: at most every few seconds, and that it stopped. */
export class TypingReporter {
  readonly #tell: (event: 'typing_start' | 'typing_stop', conversationId: string) => void;
  readonly #active = new Map<string, { toldAt: number; timer: ReturnType<typeof setTimeout> }>();

  constructor(tell: (event: 'typing_start' | 'typing_stop', conversationId: string) => void) {
    this.#tell = tell;
  }

  typed(conversationId: string): void {
    const now = Date.now();
    const active = this.#active.get(conversationId);
    if (active) clearTimeout(active.timer);
    const due = !active || now - active.toldAt >= 3000;
    if (due) this.#tell('typing_start', conversationId);
    this.#active.set(conversationId, {
      toldAt: due ? now : active.toldAt,
      timer: setTimeout(() => this.stopped(conversationId), 5000),
    });
  }

  stopped(conversationId: string): void {
    const active = this.#active.get(conversationId);
    if (!active) return;
    clearTimeout(active.timer);
    this.#active.delete(conversationId);
    this.#tell('typing_stop', conversationId);
  }
}

export interface Typist {
  user_id: string;
  display_name: string;
}

/** Who is typing where. Someone who is not heard of for a while has stopped. */
export class Typists {
  readonly #typing = new Map<string, readonly Typist[]>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed: (conversationId: string) => void;

  constructor(changed: (conversationId: string) => void) {
    this.#changed = changed;
  }

  heard(conversationId: string, typist: Typist, typing: boolean): void {
    const key = `${conversationId}:${typist.user_id}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    const others = this.in(conversationId).filter((each) => each.user_id !== typist.user_id);
    if (typing) this.#timers.set(key, setTimeout(() => this.heard(conversationId, typist, false), 6000));
    this.#typing.set(conversationId, typing ? [...others, typist] : others);
    this.#changed(conversationId);
  }

  /** The same array until something changes. */
  in(conversationId: string): readonly Typist[] {
    return this.#typing.get(conversationId) ?? nobody;
  }
}

const nobody: readonly Typist[] = [];
