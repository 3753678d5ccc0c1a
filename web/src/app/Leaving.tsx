import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '@/lib/api/http';
import { signOut } from '@/lib/api/sign-out';
import { DeviceStore } from '@/lib/realtime/outbox-store';
import { Waiting } from './Waiting';

/** Takes the place of everything that could still write, then forgets all of it, with or without a network. */
export function Leaving({ userId }: { userId: string }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    void (async () => {
      const store = new DeviceStore();
      await store.wipe(userId).catch(() => {});
      store.close();
      const told = await signOut().then(
        () => true,
        (error: unknown) => error instanceof ApiError && error.status === 401,
      );
      cache.clear();
      await navigate('/sign-in', { replace: true, state: told ? null : { untold: true } });
    })();
  }, [userId, cache, navigate]);
  return <Waiting />;
}
