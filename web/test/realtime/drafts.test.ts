import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeviceStore, draftLifetimeMs } from '@/lib/realtime/outbox-store';

let now: number;
let store: DeviceStore;
let stores = 0;

beforeEach(() => {
  now = Date.parse('2026-11-21T08:00:00.000Z');
  store = new DeviceStore(`drafts-${stores++}`, () => now);
});
afterEach(() => store.close());

test('A draft is there for a day after it was last written, and then is read no more', async () => {
  await store.keepDraft('me', 'a', 'half');
  now += draftLifetimeMs / 2;
  await store.keepDraft('me', 'a', 'half a sen');
  now += draftLifetimeMs - 1;
  expect(await store.draft('me', 'a')).toBe('half a sen');
  now += 1;
  expect(await store.draft('me', 'a')).toBe('');
  expect(await store.drafts.count()).toBe(0);
});

test('The start removes everybody’s old drafts from the device, and leaves young ones and waiting messages', async () => {
  await store.keepDraft('me', 'a', 'old');
  await store.keepDraft('ana', 'b', 'old');
  await store.outbox.put({
    client_id: 'c1',
    user_id: 'me',
    conversation_id: 'a',
    content: 'waits',
    priority: 'routine',
    created_at: new Date(now).toISOString(),
  });
  now += draftLifetimeMs;
  await store.keepDraft('me', 'c', 'young');
  await store.expireDrafts();
  expect((await store.drafts.toArray()).map((draft) => draft.content)).toEqual(['young']);
  expect(await store.outbox.count()).toBe(1);
});

test('An emptied draft is gone', async () => {
  await store.keepDraft('me', 'a', 'half');
  await store.keepDraft('me', 'a', '');
  expect(await store.drafts.count()).toBe(0);
});

test('A device with the first version’s store keeps its waiting messages and loses drafts of unknown age', async () => {
  const name = `drafts-${stores++}`;
  const old = new Dexie(name);
  old.version(1).stores({ outbox: 'client_id, user_id', drafts: '[user_id+conversation_id], user_id' });
  await old.table('outbox').put({ client_id: 'c1', user_id: 'me', conversation_id: 'a', content: 'waits' });
  await old.table('drafts').put({ user_id: 'me', conversation_id: 'a', content: 'half' });
  old.close();
  const current = new DeviceStore(name, () => now);
  expect(await current.outbox.count()).toBe(1);
  expect(await current.drafts.count()).toBe(0);
  current.close();
});
