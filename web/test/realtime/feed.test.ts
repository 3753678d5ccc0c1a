import { expect, test, vi } from 'vitest';
import { Cursors } from '@/lib/realtime/cursors';
import { Feed } from '@/lib/realtime/feed';
import type { Ack, Call, Change, Mark, SyncAnswer } from '@/lib/realtime/wire';

const change = (position: number, stream = 'conversation:a'): Change => ({
  stream,
  position,
  kind: 'message',
  id: `${stream}/${position}`,
  at: '2026-11-21T08:00:00.000Z',
  by: 'u1',
  data: {},
});

const positionOf = (mark: Mark | undefined) => (typeof mark === 'object' ? mark.position : mark);

/** A server with a history, which answers `sync` and then replays, as the protocol says. */
class History {
  readonly log = new Map<string, Change[]>();
  readonly asked: Record<string, Mark>[] = [];
  readonly gone = new Set<string>();
  epoch = 'e1';
  recovered = true;
  feed!: Feed;

  append(stream = 'conversation:a'): Change {
    const log = this.log.get(stream) ?? [];
    const made = change(log.length + 1, stream);
    this.log.set(stream, [...log, made]);
    return made;
  }

  readonly call: Call = async <T>(_event: string, payload: object): Promise<Ack<T>> => {
    const { streams } = payload as { streams: Record<string, Mark> };
    this.asked.push(streams);
    const answer: SyncAnswer = { streams: {}, more: false };
    for (const stream of Object.keys(streams)) {
      if (this.gone.has(stream)) {
        answer.streams[stream] = { position: 0, epoch: null, recovered: false, code: 'not_found' };
        continue;
      }
      answer.streams[stream] = { position: this.log.get(stream)?.length ?? 0, epoch: this.epoch, recovered: this.recovered };
    }
    if (this.recovered) {
      setTimeout(() => {
        for (const [stream, from] of Object.entries(streams)) {
          for (const each of this.log.get(stream)?.slice(positionOf(from)) ?? []) this.feed.receive(each);
        }
      });
    }
    return { ok: true, ...answer } as Ack<T>;
  };
}

function connected(history: History): { feed: Feed; seen: string[] } {
  const feed = new Feed(history.call, 'device');
  history.feed = feed;
  const seen: string[] = [];
  feed.changed.on((each) => seen.push(each.id));
  feed.connected();
  return { feed, seen };
}

const ids = (...positions: number[]) => positions.map((position) => `conversation:a/${position}`);

test('The next position is applied, a repeated or lower one is dropped', () => {
  const cursors = new Cursors();
  cursors.track('conversation:a', 4);
  expect(cursors.arrive(change(5)).outcome).toBe('apply');
  expect(cursors.arrive(change(5)).outcome).toBe('duplicate');
  expect(cursors.arrive(change(2)).outcome).toBe('duplicate');
});

test('What came ahead of a hole is applied in order once the hole is filled', () => {
  const cursors = new Cursors();
  cursors.track('conversation:a', 1);
  expect(cursors.arrive(change(3)).outcome).toBe('gap');
  expect(cursors.arrive(change(4)).outcome).toBe('gap');
  const filled = cursors.arrive(change(2));
  expect(filled.outcome === 'apply' && filled.changes.map((each) => each.position)).toEqual([2, 3, 4]);
  expect(cursors.marks()).toEqual({ 'conversation:a': 4 });
});

test('Following a stream again does not move its cursor back', () => {
  const cursors = new Cursors();
  cursors.track('conversation:a', 1);
  cursors.arrive(change(2));
  expect(cursors.track('conversation:a', 0)).toBe(false);
  expect(cursors.arrive(change(2)).outcome).toBe('duplicate');
});

test('A gap calls sync from the position one has, and each change arrives once', async () => {
  const history = new History();
  history.append();
  const { feed, seen } = connected(history);
  feed.follow({ 'conversation:a': 1 });
  await vi.waitFor(() => expect(history.asked).toHaveLength(1));
  history.append();
  history.append();
  feed.receive(history.append()); // 4, while 2 and 3 were lost
  await vi.waitFor(() => expect(seen).toEqual(ids(2, 3, 4)));
  expect(history.asked).toEqual([{ 'conversation:a': 1 }, { 'conversation:a': { position: 1, epoch: 'e1' } }]);
});

test('A reconnected client receives each missed change once, in order', async () => {
  const history = new History();
  const { feed, seen } = connected(history);
  feed.follow({ 'conversation:a': 0 });
  feed.receive(history.append());
  feed.disconnected();
  history.append();
  history.append();
  feed.connected();
  await vi.waitFor(() => expect(seen).toEqual(ids(1, 2, 3)));
});

test('A live change that overtakes the replay is not lost', async () => {
  const history = new History();
  const { feed, seen } = connected(history);
  feed.follow({ 'conversation:a': 0 });
  for (let i = 0; i < 5; i++) history.append();
  feed.disconnected();
  feed.connected();
  feed.receive(history.append()); // 6 before 1 to 5
  await vi.waitFor(() => expect(seen).toEqual(ids(1, 2, 3, 4, 5, 6)));
});

test('A position older than the history asks for the snapshot and goes on from there', async () => {
  const history = new History();
  for (let i = 0; i < 9; i++) history.append();
  history.recovered = false;
  const { feed, seen } = connected(history);
  const reset = vi.fn();
  feed.reset.on(reset);
  feed.follow({ 'conversation:a': 2 });
  await vi.waitFor(() => expect(reset).toHaveBeenCalledWith('conversation:a'));
  feed.receive(history.append());
  expect(seen).toEqual(ids(10));
});

test('Another epoch means another history: the snapshot is fetched again', async () => {
  const history = new History();
  history.append();
  const { feed } = connected(history);
  const reset = vi.fn();
  feed.reset.on(reset);
  feed.follow({ 'conversation:a': 1 });
  await vi.waitFor(() => expect(history.asked).toHaveLength(1));
  expect(reset).not.toHaveBeenCalled();
  history.epoch = 'e2';
  feed.disconnected();
  feed.connected();
  await vi.waitFor(() => expect(reset).toHaveBeenCalledWith('conversation:a'));
});

test('Many gaps at once make one sync, not one each', async () => {
  const history = new History();
  history.append();
  const { feed, seen } = connected(history);
  feed.follow({ 'conversation:a': 0 });
  await vi.waitFor(() => expect(seen).toEqual(ids(1)));
  const before = history.asked.length;
  history.append();
  for (let i = 0; i < 20; i++) feed.receive(history.append());
  await vi.waitFor(() => expect(seen).toHaveLength(22));
  expect(history.asked.length - before).toBeLessThanOrEqual(2);
});

test('Twenty dropped, doubled and shuffled deliveries still give each change once in order', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    let state = seed;
    const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const history = new History();
    const { feed, seen } = connected(history);
    feed.follow({ 'conversation:a': 0 });
    const late: Change[] = [];
    for (let i = 0; i < 60; i++) {
      const made = history.append();
      if (chance() < 0.3) continue;
      if (chance() < 0.3) late.push(made);
      else feed.receive(made);
      if (chance() < 0.2) feed.receive(made);
      if (late.length > 0 && chance() < 0.4) feed.receive(late.splice(Math.floor(chance() * late.length), 1)[0]!);
    }
    feed.disconnected();
    feed.connected();
    await vi.waitFor(() => expect(seen, `seed ${seed}`).toEqual(ids(...Array.from({ length: 60 }, (_, i) => i + 1))));
  }
});

test('A stream that is not ours any more is dropped and asked for no longer', async () => {
  const history = new History();
  history.append();
  history.append('conversation:b');
  history.gone.add('conversation:b');
  const { feed } = connected(history);
  const reset = vi.fn();
  feed.reset.on(reset);
  feed.follow({ 'conversation:a': 1, 'conversation:b': 1 });
  await vi.waitFor(() => expect(reset).toHaveBeenCalledWith('conversation:b'));
  feed.disconnected();
  feed.connected();
  await vi.waitFor(() => expect(history.asked).toHaveLength(2));
  expect(Object.keys(history.asked[1]!)).toEqual(['conversation:a']);
  expect(reset).toHaveBeenCalledOnce();
});

test('A person in more conversations than one sync may name misses nothing in any of them', async () => {
  const history = new History();
  const { feed, seen } = connected(history);
  const streams = Array.from({ length: 1201 }, (_, i) => `conversation:${i}`);
  feed.follow(Object.fromEntries(streams.map((stream) => [stream, 0])));
  feed.disconnected();
  await vi.waitFor(() => expect(history.asked.length).toBeGreaterThan(0));
  history.asked.length = 0;
  for (const stream of streams) history.append(stream);
  feed.connected();
  await vi.waitFor(() => expect(new Set(seen)).toEqual(new Set(streams.map((stream) => `${stream}/1`))));
  expect(seen).toHaveLength(1201);
  expect(Math.max(...history.asked.map((asked) => Object.keys(asked).length))).toBeLessThanOrEqual(1000);
});
