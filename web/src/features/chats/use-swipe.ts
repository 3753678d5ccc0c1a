import { useRef, type TouchEvent } from 'react';

const far = 56;

/** A pull towards the end of the line: the finger's way to reply. The list still scrolls. */
export function useSwipe(onSwipe: (() => void) | undefined) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const pull = useRef(0);
  if (!onSwipe) return {};

  const place = (element: HTMLElement, by: number) => {
    pull.current = by;
    element.style.translate = by === 0 ? '' : `${by}px 0`;
  };

  return {
    onTouchStart(event: TouchEvent<HTMLElement>) {
      const touch = event.touches[0];
      start.current = touch && event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchMove(event: TouchEvent<HTMLElement>) {
      const touch = event.touches[0];
      if (!start.current || !touch) return;
      const along = touch.clientX - start.current.x;
      const across = Math.abs(touch.clientY - start.current.y);
      if (across > 24 && pull.current === 0) start.current = null;
      else if (along > 8) place(event.currentTarget, Math.min(far + 16, along));
    },
    onTouchEnd(event: TouchEvent<HTMLElement>) {
      const reached = start.current !== null && pull.current >= far;
      start.current = null;
      place(event.currentTarget, 0);
      if (reached) onSwipe();
    },
  };
}
