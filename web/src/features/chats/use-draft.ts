import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '@/lib/live/live-context';

/** Half-written words survive a reload, a session's end and a change of conversation; sign-out or a day removes them. */
export function useDraft(conversationId: string, userId: string): [string, (text: string) => void] {
  const { store } = useLive();
  const [text, setText] = useState('');
  const touched = useRef(false);

  useEffect(() => {
    void store.draft(userId, conversationId).then(
      (kept) => {
        if (kept !== '' && !touched.current) setText(kept);
      },
      () => {},
    );
  }, [store, userId, conversationId]);

  const write = useCallback(
    (content: string) => {
      touched.current = true;
      setText(content);
      // A private window may refuse storage; the words are still on the screen.
      void store.keepDraft(userId, conversationId, content).catch(() => {});
    },
    [store, userId, conversationId],
  );

  return [text, write];
}
