import { createContext, useContext } from 'react';
import type { Me } from '../api/get-me';

export interface Session {
  me: Me;
  /** Forgets everything this device holds, then tells the server. */
  leave: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside the shell');
  return session;
}
