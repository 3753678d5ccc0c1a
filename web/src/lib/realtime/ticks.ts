export type TickState = 'clock' | 'sent' | 'delivered' | 'read' | 'refused';

export interface Watermark {
  delivered: number;
  read: number;
}

/** What the ticks under one's own message say: the weakest of the others decides. */
export function tickOf(position: number, others: readonly string[], receipts: ReadonlyMap<string, Watermark>): TickState {
  if (others.length === 0) return 'sent';
  let all: TickState = 'read';
  for (const person of others) {
    const mark = receipts.get(person);
    if (!mark || Math.max(mark.delivered, mark.read) < position) return 'sent';
    if (mark.read < position) all = 'delivered';
  }
  return all;
}

/** Watermarks only rise; a late, lower one changes nothing. */
export function raise(old: Watermark | undefined, next: Partial<Watermark>): Watermark {
  return {
    delivered: Math.max(old?.delivered ?? 0, next.delivered ?? 0, next.read ?? 0),
    read: Math.max(old?.read ?? 0, next.read ?? 0),
  };
}
