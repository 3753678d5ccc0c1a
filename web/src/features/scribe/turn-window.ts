import { useState } from 'react';

/** As many rows as a browser lays out without anybody noticing. */
export const windowSize = 1200;

/** Which turns of a very long transcript are in the page: those around `middle`, moved when `wanted` is outside. */
export function turnWindow(count: number, middle: number, wanted: number | null, size = windowSize): { from: number; to: number; middle: number } {
  const around = (centre: number) => {
    const from = Math.max(0, Math.min(centre - size / 2, count - size));
    return { from, to: Math.min(count, from + size), middle: centre };
  };
  const here = around(middle);
  return wanted === null || wanted >= count || (wanted >= here.from && wanted < here.to) ? here : around(wanted);
}

/** The window that one walks through by hand, and that jumps when what is wanted becomes another turn. */
export function useTurnWindow(count: number, wanted: number | null, size = windowSize) {
  const [middle, setMiddle] = useState(0);
  const [met, setMet] = useState<number | null>(null);
  const shown = turnWindow(count, middle, wanted === met ? null : wanted, size);
  // What is wanted lies outside: from now on the window is there.
  if (shown.middle !== middle) setMiddle(shown.middle);
  if (wanted !== met) setMet(wanted);
  return { ...shown, moveTo: setMiddle };
}
