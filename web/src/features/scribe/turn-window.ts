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
