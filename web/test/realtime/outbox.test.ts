import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Outbox } from '@/lib/realtime/outbox';
import { DeviceStore } from '@/lib/realtime/outbox-store';
import { noAnswer, type Ack, type Call, type SendMessage, type SentMessage } from '@/lib/realtime/wire';

const me = 'user-1';
let stores = 0;
let store: DeviceStore;

beforeEach(() => {
  store = new DeviceStore(`outbox-${stores++}`);
});

afterEach(() => store.delete());

/** A server that remembers by client id, as the real one does, and whose answers the test holds in its hand. */
class Server {
  readonly arrived: SendMessage[] = [];
  readonly stored = new Map<string, SentMessage>();
  answer: (message: SendMessage) => Ack<object> | 'lost' | Promise<Ack<object>> = () => ({ ok: true });

  readonly call: Call = async <T>(_event: string, payload: object): Promise<Ack<T>> => {
    const message = payload as SendMessage;
    this.arrived.push(message);
    const decided = await this.answer(message);
    if (decided !== 'lost' && !decided.ok) return decided as Ack<T>;
    if (!this.stored.has(message.client_id)) {
      const position = this.stored.size + 1;
      this.stored.set(message.client_id, { id: `m${position}`, position, created_at: '2026-11-21T08:00:00.000Z' });
    }
    return decided === 'lost' ? noAnswer : ({ ok: true, ...this.stored.get(message.client_id)! } as Ack<T>);
  };

  get contents(): string[] {
    return this.arrived.map((message) => message.content);
  }
}

const text = (content: string, conversation_id = 'c1') => ({ conversation_id, content, priority: 'routine' as const });
const settled = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 4000 });

test('A message written offline is kept, shown waiting, and sent when the connection comes', async () => {
  const server = new Server();
  const outbox = new Outbox(store, server.call, me);
  await outbox.add(text('hello'));
  expect(outbox.entries).toHaveLength(1);
  expect(await store.outbox.count()).toBe(1);
  expect(server.arrived).toEqual([]);

  outbox.connected();
  await settled(async () => expect(await store.outbox.count()).toBe(0));
  expect(server.contents).toEqual(['hello']);
  expect(outbox.entries).toEqual([]);
});

test('A page that dies between send and ack resends with the same client id and nothing is doubled', async () => {
  const server = new Server();
  server.answer = () => new Promise(() => {}); // the ack never comes back to the first page
  const first = new Outbox(store, server.call, me);
  first.connected();
  const entry = await first.add(text('once'));
  await settled(() => expect(server.arrived).toHaveLength(1));
  server.stored.set(entry.client_id, { id: 'm1', position: 1, created_at: '2026-11-21T08:00:00.000Z' });
  first.close();

  server.answer = () => ({ ok: true });
  const second = new Outbox(store, server.call, me);
  const sent = vi.fn();
  second.sent.on(sent);
  await second.open();
  second.connected();
  await settled(async () => expect(await store.outbox.count()).toBe(0));
  expect(server.arrived.map((message) => message.client_id)).toEqual([entry.client_id, entry.client_id]);
  expect(server.stored.size).toBe(1);
  expect(sent).toHaveBeenCalledOnce();
});

test('An entry is removed only after its ack', async () => {
  const server = new Server();
  let release!: (ack: Ack<object>) => void;
  server.answer = () => new Promise((resolve) => (release = resolve));
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  await outbox.add(text('wait for it'));
  await settled(() => expect(server.arrived).toHaveLength(1));
  expect(await store.outbox.count()).toBe(1);
  expect(outbox.entries).toHaveLength(1);
  release({ ok: true });
  await settled(async () => expect(await store.outbox.count()).toBe(0));
});

test('Within a conversation messages leave one at a time, in the order of writing', async () => {
  const server = new Server();
  let underWay = 0;
  let most = 0;
  server.answer = async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    underWay--;
    return { ok: true };
  };
  const outbox = new Outbox(store, server.call, me);
  const words = Array.from({ length: 25 }, (_, index) => `word ${index}`);
  await Promise.all(words.map((word) => outbox.add(text(word))));
  outbox.connected();
  await settled(() => expect(outbox.entries).toHaveLength(0));
  expect(server.contents).toEqual(words);
  expect(most).toBe(1);
});

test('The order of writing survives a reload', async () => {
  const server = new Server();
  const words = Array.from({ length: 40 }, (_, index) => `word ${index}`);
  const before = new Outbox(store, server.call, me);
  for (const word of words) await before.add(text(word));
  before.close();
  const after = new Outbox(store, server.call, me);
  await after.open();
  after.connected();
  await settled(() => expect(after.entries).toHaveLength(0));
  expect(server.contents).toEqual(words);
});

test('A conversation that waits does not hold up another', async () => {
  const server = new Server();
  server.answer = (message) => (message.conversation_id === 'slow' ? new Promise(() => {}) : { ok: true });
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  await outbox.add(text('stuck', 'slow'));
  await outbox.add(text('through', 'quick'));
  await settled(() => expect(outbox.entries.map((entry) => entry.content)).toEqual(['stuck']));
});

test('A permanent refusal stays on the message with its code and lets the next one pass', async () => {
  const server = new Server();
  server.answer = (message) =>
    message.content === 'bad' ? { ok: false, code: 'content_invalid', message: '', retryable: false } : { ok: true };
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  await outbox.add(text('bad'));
  await outbox.add(text('good'));
  await settled(() => expect(outbox.entries.map((entry) => entry.refused)).toEqual([{ code: 'content_invalid' }]));
  await settled(() => expect(server.contents).toEqual(['bad', 'good']));
  expect((await store.outbox.toArray()).map((entry) => entry.refused?.code)).toEqual(['content_invalid']);
});

test('A refused message is not sent again by itself, after a reload either, but on request with its client id', async () => {
  const server = new Server();
  server.answer = () => ({ ok: false, code: 'forbidden', message: '', retryable: false });
  const first = new Outbox(store, server.call, me);
  first.connected();
  const entry = await first.add(text('no'));
  await settled(() => expect(first.entries[0]?.refused).toBeDefined());
  first.close();

  const second = new Outbox(store, server.call, me);
  await second.open();
  second.connected();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.arrived).toHaveLength(1);

  server.answer = () => ({ ok: true });
  await second.retry(entry.client_id);
  await settled(() => expect(second.entries).toEqual([]));
  expect(server.arrived.map((message) => message.client_id)).toEqual([entry.client_id, entry.client_id]);
});

test('A refused message can be deleted', async () => {
  const server = new Server();
  server.answer = () => ({ ok: false, code: 'forbidden', message: '', retryable: false });
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  const entry = await outbox.add(text('no'));
  await settled(() => expect(outbox.entries[0]?.refused).toBeDefined());
  await outbox.discard(entry.client_id);
  expect(outbox.entries).toEqual([]);
  expect(await store.outbox.count()).toBe(0);
});

test('A temporary refusal is tried again after the time the server asked for', async () => {
  const server = new Server();
  let refusals = 2;
  server.answer = () =>
    refusals-- > 0 ? { ok: false, code: 'try_later', message: '', retryable: true, retry_after_ms: 30 } : { ok: true };
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  const begun = Date.now();
  await outbox.add(text('patience'));
  await settled(() => expect(outbox.entries).toEqual([]));
  expect(server.arrived).toHaveLength(3);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(55);
});

test('What the rate limit holds back arrives in order once it may, and nothing of it is refused for good', async () => {
  const server = new Server();
  let allowed = 3;
  server.answer = () => {
    if (allowed-- > 0) return { ok: true };
    allowed = 3;
    return { ok: false, code: 'rate_limited', message: '', retryable: true, retry_after_ms: 10 };
  };
  const outbox = new Outbox(store, server.call, me);
  const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
  for (const word of words) await outbox.add(text(word));
  outbox.connected();
  await settled(() => expect(outbox.entries).toEqual([]));
  expect([...server.stored.keys()]).toHaveLength(words.length);
  expect(server.contents.filter((word, index, all) => word !== all[index - 1])).toEqual(words);
});

test('A lost answer does not double the message', async () => {
  const server = new Server();
  let lost = true;
  server.answer = () => {
    if (!lost) return { ok: true };
    lost = false;
    return 'lost';
  };
  const outbox = new Outbox(store, server.call, me);
  outbox.connected();
  await outbox.add(text('echo'));
  await settled(() => expect(server.arrived).toHaveLength(1));
  outbox.disconnected();
  outbox.connected(); // a new connection does not sit out the backoff
  await settled(() => expect(outbox.entries).toEqual([]));
  expect(server.stored.size).toBe(1);
});

test('Nobody sends what another person left on the device', async () => {
  const server = new Server();
  await new Outbox(store, server.call, 'someone-else').add(text('not mine'));
  const outbox = new Outbox(store, server.call, me);
  await outbox.open();
  outbox.connected();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.arrived).toEqual([]);
});

test('Signing out wipes this person’s messages and drafts', async () => {
  const outbox = new Outbox(store, new Server().call, me);
  await outbox.add(text('secret'));
  await store.keepDraft(me, 'c1', 'half a sen');
  await store.wipe(me);
  expect(await store.outbox.count()).toBe(0);
  expect(await store.drafts.count()).toBe(0);
});
