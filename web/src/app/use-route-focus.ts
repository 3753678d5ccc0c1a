import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** After a change of place the focus goes to its heading, unless the place itself took it (a composer, a dialog). */
export function useRouteFocus(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      if (active instanceof HTMLTextAreaElement || active?.closest('[role="dialog"]')) return;
      const headings = document.querySelectorAll<HTMLElement>('[data-route-heading]');
      [...headings].filter((heading) => heading.checkVisibility()).at(-1)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
}
