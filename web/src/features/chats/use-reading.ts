import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { conversationsQuery, withRead } from '@/lib/cache/conversations';
import { useLive } from '@/lib/live/live-context';

function subscribe(changed: () => void): () => void {
  addEventListener('focus', changed);
  addEventListener('blur', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    removeEventListener('focus', changed);
    removeEventListener('blur', changed);
    document.removeEventListener('visibilitychange', changed);
  };
}

const attentive = () => document.visibilityState === 'visible' && document.hasFocus();

/** What is on the screen of a window somebody is in has been read. */
export function useReading(conversationId: string, newest: number | undefined): void {
  const live = useLive();
  const cache = useQueryClient();
  const looking = useSyncExternalStore(subscribe, attentive);
  useEffect(() => {
    if (!looking || newest === undefined) return;
    live.receipts.report('message_read', conversationId, newest);
    cache.setQueryData(conversationsQuery.queryKey, (all) => all && withRead(all, conversationId, newest));
  }, [looking, newest, conversationId, live, cache]);
}
