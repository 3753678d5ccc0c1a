import type { Message } from '@/lib/api/list-messages';
import { dayKey } from '@/lib/format/dates';
import type { OutboxEntry } from '@/lib/realtime/outbox-store';

export interface Line {
  kind: 'message';
  key: string;
  author_id: string;
  content: string;
  created_at: string;
  priority: Message['priority'];
  reply_to: string | null;
  /** Absent while it waits in the outbox. */
  message?: Message;
  waiting?: OutboxEntry;
  /** First and last of a run by one person. */
  opens: boolean;
  closes: boolean;
}

export type Row = Line | { kind: 'day'; key: string; at: string } | { kind: 'new'; key: string; count: number };

const runMinutes = 5;

/**
 * What the conversation shows: days, the mark before the first unread, and runs by one person.
 * A waiting message stands at the end until the server's copy, with the same client id, takes its place.
 */
export function timeline(messages: readonly Message[], outbox: readonly OutboxEntry[], me: string, readUpTo: number | null): Row[] {
  const mine = new Set(messages.filter((message) => message.author_id === me).map((message) => message.client_id));
  const lines: Line[] = [
    ...messages.map((message) => ({ ...lineOf(message), key: message.author_id === me ? message.client_id || message.id : message.id, message })),
    ...outbox
      .filter((entry) => !mine.has(entry.client_id))
      .map((waiting) => ({ ...lineOf({ ...waiting, author_id: me }), key: waiting.client_id, waiting })),
  ];
  const fresh =
    readUpTo === null ? [] : messages.filter((message) => message.position > readUpTo && message.author_id !== me);
  const firstFresh = fresh[0]?.id;

  const rows: Row[] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    if (!previous || dayKey(previous.created_at) !== dayKey(line.created_at)) {
      rows.push({ kind: 'day', key: `day ${dayKey(line.created_at)}`, at: line.created_at });
      previous = undefined;
    }
    if (firstFresh !== undefined && line.message?.id === firstFresh) {
      rows.push({ kind: 'new', key: 'new', count: fresh.length });
      previous = undefined;
    }
    if (previous && sameRun(previous, line)) {
      previous.closes = false;
      line.opens = false;
    }
    rows.push(line);
    previous = line;
  }
  return rows;
}

function lineOf(from: Pick<Message, 'author_id' | 'content' | 'created_at' | 'priority'> & { reply_to?: string | null }) {
  return {
    kind: 'message' as const,
    author_id: from.author_id,
    content: from.content,
    created_at: from.created_at,
    priority: from.priority,
    reply_to: from.reply_to ?? null,
    opens: true,
    closes: true,
  };
}

function sameRun(a: Line, b: Line): boolean {
  return a.author_id === b.author_id && Date.parse(b.created_at) - Date.parse(a.created_at) < runMinutes * 60_000;
}
