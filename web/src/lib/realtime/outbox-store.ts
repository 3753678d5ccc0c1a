import Dexie, { type Table } from 'dexie';
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
}

/** What this device keeps until sign-out: words that were typed and are not yet on the server. */
export class DeviceStore extends Dexie {
  readonly outbox!: Table<OutboxEntry, string>;
  readonly drafts!: Table<Draft, [string, string]>;

  constructor(name = 'wardline') {
    super(name);
    this.version(1).stores({ outbox: 'client_id, user_id', drafts: '[user_id+conversation_id], user_id' });
  }

  async wipe(userId: string): Promise<void> {
    await this.transaction('rw', this.outbox, this.drafts, async () => {
      await this.outbox.where('user_id').equals(userId).delete();
      await this.drafts.where('user_id').equals(userId).delete();
    });
  }
}
