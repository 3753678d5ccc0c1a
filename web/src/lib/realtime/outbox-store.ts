import Dexie, { type Table } from 'dexie';
import type { PendingCancel, ScribeDraft } from './scribe-draft';
import type { Priority } from './wire';

export interface OutboxEntry {
  client_id: string;
  user_id: string;
  conversation_id: string;
  content: string;
  priority: Priority;
  reply_to?: string;
  created_at: string;
  /** Set when the server refused for good: the message waits for the writer's decision. */
  refused?: { code: string };
}

export interface Draft {
  user_id: string;
  conversation_id: string;
  content: string;
  /** Milliseconds since 1970. */
  written_at: number;
}

/** Longer than any shift; what lies unencrypted on a shared device must not lie there for good. */
export const draftLifetimeMs = 24 * 60 * 60 * 1000;

/** What this device keeps until sign-out, drafts for a day at most: words that were typed and are not yet on the server. */
export class DeviceStore extends Dexie {
  readonly outbox!: Table<OutboxEntry, string>;
  readonly drafts!: Table<Draft, [string, string]>;
  readonly scribe!: Table<ScribeDraft, string>;
  readonly noteCancels!: Table<PendingCancel & { written_at: number }, string>;

  readonly #now: () => number;

  constructor(name = 'wardline', now: () => number = Date.now) {
    super(name);
    this.#now = now;
    this.version(1).stores({ outbox: 'client_id, user_id', drafts: '[user_id+conversation_id], user_id' });
    // Drafts of the first version do not say how old they are.
    this.version(2)
      .stores({ drafts: '[user_id+conversation_id], user_id, written_at' })
      .upgrade((all) => all.table('drafts').clear());
    this.version(3).stores({ scribe: 'user_id, written_at' });
    this.version(4).stores({ noteCancels: 'client_id, user_id, written_at' });
  }

  /** Removes everybody's drafts that are past their day. */
  async expireDrafts(): Promise<void> {
    const oldest = this.#now() - draftLifetimeMs;
    await this.drafts.where('written_at').belowOrEqual(oldest).delete();
    await this.scribe.where('written_at').belowOrEqual(oldest).delete();
    await this.noteCancels.where('written_at').belowOrEqual(oldest).delete();
  }

  async draft(userId: string, conversationId: string): Promise<string> {
    await this.expireDrafts();
    return (await this.drafts.get([userId, conversationId]))?.content ?? '';
  }

  async keepDraft(userId: string, conversationId: string, content: string): Promise<void> {
    if (content === '') await this.drafts.delete([userId, conversationId]);
    else await this.drafts.put({ user_id: userId, conversation_id: conversationId, content, written_at: this.#now() });
  }

  /** The transcript in hand and what became of it. */
  async scribeDraft(userId: string): Promise<ScribeDraft | undefined> {
    await this.expireDrafts();
    return this.scribe.get(userId);
  }

  /**
   * Keeps what one page has in hand, unless another page of the same person has put in words later, or still waits for
   * a note: one that is not among those `asked` for by this page.
   */
  async keepScribeDraft(draft: Omit<ScribeDraft, 'written_at'>, asked: ReadonlySet<string>): Promise<void> {
    await this.transaction('rw', this.scribe, async () => {
      const kept = await this.scribe.get(draft.user_id);
      if (kept?.client_id !== undefined && !asked.has(kept.client_id)) return;
      if ((kept?.edited_at ?? 0) > (draft.edited_at ?? 0)) return;
      await this.scribe.put({ ...draft, written_at: this.#now() });
    });
  }

  async cancels(userId: string): Promise<PendingCancel[]> {
    await this.expireDrafts();
    return this.noteCancels.where('user_id').equals(userId).toArray();
  }

  async keepCancel(cancel: PendingCancel): Promise<void> {
    await this.noteCancels.put({ ...cancel, written_at: this.#now() });
  }

  async dropCancel(clientId: string): Promise<void> {
    await this.noteCancels.delete(clientId);
  }

  async wipe(userId: string): Promise<void> {
    await this.transaction('rw', this.outbox, this.drafts, this.scribe, this.noteCancels, async () => {
      await this.outbox.where('user_id').equals(userId).delete();
      await this.drafts.where('user_id').equals(userId).delete();
      await this.scribe.delete(userId);
      await this.noteCancels.where('user_id').equals(userId).delete();
    });
  }
}
