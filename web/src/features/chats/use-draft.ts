import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '@/lib/live/live-context';

/** Half-written words survive a reload, a session's end and a change of conversation; sign-out removes them. */
export function useDraft(conversationId: string, userId: string): [string, (text: string) => void] {
  const { store } = useLive();
  const [text, setText] = useState('');
  const touched = useRef(false);

  useEffect(() => {
    void store.drafts.get([userId, conversationId]).then((draft) => {
      if (draft && !touched.current) setText(draft.content);
    });
  }, [store, userId, conversationId]);

  const write = useCallback(
    (content: string) => {
      touched.current = true;
      setText(content);
      const kept =
        content === ''
          ? store.drafts.delete([userId, conversationId])
          : store.drafts.put({ user_id: userId, conversation_id: conversationId, content });
      // A private window may refuse storage; the words are still on the screen.
      void Promise.resolve(kept).catch(() => {});
    },
    [store, userId, conversationId],
  );

  return [text, write];
}
