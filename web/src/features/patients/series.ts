import type { Observation } from '@/lib/api/get-patient';
import { flagOf } from '@/lib/format/numbers';

export interface Series {
  key: string;
  name: string;
  latest: Observation;
  /** Oldest first, only results that are numbers in the latest one's unit. */
  points: { at: string; value: number }[];
}

/** One line per kind of result, in the order of the record, with its course so far. */
export function seriesOf(observations: readonly Observation[], category: Observation['category']): Series[] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.category !== category) continue;
    const key = observation.code ?? observation.text;
    groups.set(key, [...(groups.get(key) ?? []), observation]);
  }
  return [...groups].map(([key, group]) => {
    const ordered = [...group].sort((a, b) => a.effective_at.localeCompare(b.effective_at));
    const latest = ordered.at(-1)!;
    const points = ordered.flatMap((each) =>
      each.value != null && each.unit === latest.unit ? [{ at: each.effective_at, value: each.value }] : [],
    );
    return { key, name: latest.text, latest, points };
  });
}

/** What is out of range is what a round looks for; otherwise the order of the record stays. */
export function flaggedFirst(all: readonly Series[]): Series[] {
  return [...all].sort((a, b) => Number(flagOf(b.latest) !== null) - Number(flagOf(a.latest) !== null));
}

export interface Scale {
  low: number;
  high: number;
  /** 0 at the bottom to 1 at the top. */
  place: (value: number) => number;
}

/** Room for every point and for the reference range, with a little air. */
export function scaleOf(values: readonly number[], low: number | null | undefined, high: number | null | undefined): Scale {
  const known = [...values, low, high].filter((value) => value != null);
  let least = Math.min(...known);
  let most = Math.max(...known);
  // A range with one end is drawn as reaching beyond it.
  if (low == null && high != null) least = Math.min(least, 0);
  if (high == null && low != null) most = Math.max(most, low + (low - least || Math.abs(low) * 0.3));
  if (most === least) {
    least -= Math.abs(least) * 0.1 || 1;
    most += Math.abs(most) * 0.1 || 1;
  }
  const air = (most - least) * 0.12;
  const bottom = least - air;
  const top = most + air;
  return { low: bottom, high: top, place: (value) => (value - bottom) / (top - bottom) };
}
