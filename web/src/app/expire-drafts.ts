import { DeviceStore } from '@/lib/realtime/outbox-store';

/** When the app starts, whoever is signed in or nobody: old drafts do not wait for their writer. */
export async function expireDrafts(): Promise<void> {
  const store = new DeviceStore();
  // Without storage there are no drafts either.
  await store.expireDrafts().catch(() => {});
  store.close();
}
