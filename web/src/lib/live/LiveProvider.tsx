import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '../api/http';
import { getMe } from '../api/get-me';
import { notesOverRest } from '../api/notes-over-rest';
import { bindLive, type Arrived } from '../cache/bind-live';
import { deviceId } from '../realtime/device';
import { Live } from '../realtime/live';
import { LiveContext } from './live-context';

interface Properties {
  userId: string;
  onArrived: (news: Arrived) => void;
  onEnded: () => void;
  children: ReactNode;
}

async function sessionAlive(): Promise<boolean> {
  try {
    await getMe();
    return true;
  } catch (error) {
    // Only the server's word ends a session; silence is a network matter.
    return !(error instanceof ApiError && error.status === 401);
  }
}

export function LiveProvider({ userId, onArrived, onEnded, children }: Properties) {
  const cache = useQueryClient();
  const [live, setLive] = useState<Live | null>(null);
  const handlers = useRef({ onArrived, onEnded });
  useEffect(() => {
    handlers.current = { onArrived, onEnded };
  });

  useEffect(() => {
    const made = new Live({ userId, deviceId: deviceId(), sessionAlive, notes: notesOverRest });
    const unbind = bindLive(made, cache, userId, (news) => handlers.current.onArrived(news));
    made.connection.ended.on(() => handlers.current.onEnded());
    void made.open();
    setLive(made);
    return () => {
      unbind();
      made.close();
      setLive(null);
    };
  }, [userId, cache]);

  return live && <LiveContext value={live}>{children}</LiveContext>;
}
