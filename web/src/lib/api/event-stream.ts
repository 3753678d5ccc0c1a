export interface ServerEvent {
  name: string;
  data: string;
}

/**
 * Server-sent events out of the pieces that arrive (WHATWG HTML, "Server-sent events"): lines end in CR, LF or both, a
 * piece may end anywhere, and an event that the end of the stream cuts off was none.
 */
export class EventStream {
  #rest = '';
  #name = '';
  #data: string[] = [];
  #first = true;

  /** The events that this piece completes. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    let text = this.#rest + piece;
    if (this.#first && text !== '') {
      this.#first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character !== '\n' && character !== '\r') continue;
      // Whether a CR stands alone is known with the next character.
      if (character === '\r' && at + 1 === text.length) break;
      const line = text.slice(from, at);
      if (character === '\r' && text[at + 1] === '\n') at++;
      from = at + 1;
      this.#line(line, events);
    }
    this.#rest = text.slice(from);
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
