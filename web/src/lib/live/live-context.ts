import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { ConnectionState } from '../realtime/connection';
import type { Live } from '../realtime/live';
import type { OutboxEntry } from '../realtime/outbox-store';
import type { ScribeState } from '../realtime/scribe';
import type { Typist } from '../realtime/typing';

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive outside the shell');
  return live;
}

export function useConnectionState(): ConnectionState {
  const { connection } = useLive();
  return useSyncExternalStore(
    useCallback((changed) => connection.stateChanged.on(changed), [connection]),
    () => connection.state,
  );
}

export function useOutbox(): readonly OutboxEntry[] {
  const { outbox } = useLive();
  return useSyncExternalStore(
    useCallback((changed) => outbox.changed.on(changed), [outbox]),
    () => outbox.entries,
  );
}

export function useTypists(conversationId: string): readonly Typist[] {
  const { typists, typingNews } = useLive();
  return useSyncExternalStore(
    useCallback((changed) => typingNews.on((id) => id === conversationId && changed()), [typingNews, conversationId]),
    () => typists.in(conversationId),
  );
}

export function useScribe(): ScribeState {
  const { scribe } = useLive();
  return useSyncExternalStore(
    useCallback((changed) => scribe.changed.on(changed), [scribe]),
    () => scribe.state,
  );
}
