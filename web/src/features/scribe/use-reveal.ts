import { useEffect, type RefObject } from 'react';

/** Brings a row of a pane into view shortly after it was lit: a pointer that only passes by moves nothing. */
export function useReveal(pane: RefObject<HTMLElement | null>, row: string | null, afterMs = 140): void {
  useEffect(() => {
    if (row === null) return;
    const timer = setTimeout(() => {
      const box = pane.current;
      const element = box?.querySelector<HTMLElement>(row);
      if (!box || !element) return;
      const [frame, place] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
      if (place.top < frame.top || place.bottom > frame.bottom) element.scrollIntoView({ block: 'center' });
    }, afterMs);
    return () => clearTimeout(timer);
  }, [pane, row, afterMs]);
}
