export interface ServerEvent {
  name: string;
  data: string;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Server-sent events out of the pieces that arrive (WHATWG HTML, "Server-sent events"): lines end in CR, LF or both, a
 * piece may end anywhere, and an event that the end of the stream cuts off was none.
 */
export class EventStream {
  /** The pieces of the line that has not ended: one may be as long as a whole transcript. */
  #parts: string[] = [];
  #afterReturn = false;
  #first = true;
  #name = '';
  #data: string[] = [];

  /** The events that this piece completes. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    let from = 0;
    if (this.#first && piece !== '') {
      this.#first = false;
      if (piece.startsWith('\uFEFF')) from = 1;
    }
    for (let at = from; at < piece.length; at++) {
      const unit = piece.charCodeAt(at);
      if (unit === lineFeed && this.#afterReturn) {
        this.#afterReturn = false;
        from = at + 1;
        continue;
      }
      this.#afterReturn = unit === carriageReturn;
      if (unit !== lineFeed && unit !== carriageReturn) continue;
      this.#parts.push(piece.slice(from, at));
      this.#line(this.#parts.join(''), events);
      this.#parts = [];
      from = at + 1;
    }
    if (from < piece.length) this.#parts.push(piece.slice(from));
    return events;
  }

  #line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) events.push({ name: this.#name || 'message', data: this.#data.join('\n') });
      this.#name = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    // A comment keeps the connection open.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    else if (field === 'data') this.#data.push(value);
  }
}
