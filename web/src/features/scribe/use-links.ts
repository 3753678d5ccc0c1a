import { useCallback, useEffect, useMemo, useState } from 'react';
import type { NoteSection } from '@/lib/realtime/note-wire';
import { lightOf, placed, type Lit } from './links';

export interface Links {
  lit: Lit | null;
  pinned: boolean;
  light: ReturnType<typeof lightOf>;
  /** Pointing at something, or at nothing any more. What is pinned stays. */
  point: (lit: Lit | null) => void;
  /** Pressing something keeps it lit; pressing it again lets go. */
  pin: (lit: Lit) => void;
  release: () => void;
}

const same = (a: Lit | null, b: Lit): boolean =>
  a !== null && (a.kind === 'turn' ? b.kind === 'turn' && a.index === b.index : b.kind === 'sentence' && a.key === b.key);

export function useLinks(sections: readonly NoteSection[]): Links {
  const [{ lit, pinned }, set] = useState<{ lit: Lit | null; pinned: boolean }>({ lit: null, pinned: false });
  const sentences = useMemo(() => placed(sections), [sections]);
  const light = useMemo(() => lightOf(lit, sentences), [lit, sentences]);

  const point = useCallback((next: Lit | null) => set((now) => (now.pinned ? now : { lit: next, pinned: false })), []);
  const pin = useCallback(
    (next: Lit) => set((now) => (now.pinned && same(now.lit, next) ? { lit: next, pinned: false } : { lit: next, pinned: true })),
    [],
  );
  const release = useCallback(() => set({ lit: null, pinned: false }), []);

  useEffect(() => {
    if (!pinned) return;
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"]')) release();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [pinned, release]);

  return { lit, pinned, light, point, pin, release };
}
