/** A stretch of a text from `start` to before `end`, in UTF-16 units. */
export interface Stretch {
  start: number;
  end: number;
}

export interface Piece<S extends Stretch> {
  start: number;
  text: string;
  /** The stretches that this piece lies in; none for plain text. */
  in: readonly S[];
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** An offset between the halves of a character belongs to its edge: half a character cannot be shown. */
function outside(text: string, at: number, towards: 'start' | 'end'): number {
  const inside = at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
  return inside ? (towards === 'start' ? at - 1 : at + 1) : at;
}

/** Cuts a text where stretches begin and end. Stretches may overlap; what lies outside the text is left away. */
export function pieces<S extends Stretch>(text: string, stretches: readonly S[]): Piece<S>[] {
  const within = stretches.flatMap((stretch) => {
    const start = outside(text, Math.max(0, Math.min(stretch.start, text.length)), 'start');
    const end = outside(text, Math.max(0, Math.min(stretch.end, text.length)), 'end');
    return end > start ? [{ stretch, start, end }] : [];
  });
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1]!;
    return {
      start,
      text: text.slice(start, end),
      in: within.filter((each) => each.start <= start && each.end >= end).map((each) => each.stretch),
    };
  });
}
