import { Connection, type ConnectionState } from './connection';
import { Emitter } from './emitter';
import { Feed } from './feed';
import { Outbox } from './outbox';
import { DeviceStore } from './outbox-store';
import { Receipts } from './receipts';
import { Scribe, type ScribeOptions } from './scribe';
import { Typists, TypingReporter, type Typist } from './typing';
import type { Change } from './wire';

export interface StatusNews {
  conversation_id: string;
  user_id: string;
  delivered: number;
  read: number;
}

export interface LiveOptions {
  userId: string;
  deviceId: string;
  sessionAlive: () => Promise<boolean>;
  /** What the scribe needs beside the socket. */
  notes: Pick<ScribeOptions, 'stream' | 'fetchNote' | 'deleteNote' | 'refusal'>;
}

/** Everything a signed-in page has running: one connection and what hangs on it. */
export class Live {
  readonly store = new DeviceStore();
  readonly connection: Connection;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly typing: TypingReporter;
  readonly typists: Typists;
  readonly scribe: Scribe;

  readonly statusNews = new Emitter<StatusNews>();
  readonly typingNews = new Emitter<string>();
  readonly sessionExpiring = new Emitter<void>();

  constructor(options: LiveOptions) {
    this.connection = new Connection(options);
    this.feed = new Feed(this.connection.call, options.deviceId);
    this.outbox = new Outbox(this.store, this.connection.call, options.userId);
    this.receipts = new Receipts(this.connection.call);
    this.typing = new TypingReporter((event, id) => this.connection.tell(event, { conversation_id: id }));
    this.typists = new Typists((id) => this.typingNews.emit(id));
    this.scribe = new Scribe({ ...options.notes, store: this.store, call: this.connection.call, userId: options.userId });
    this.connection.stateChanged.on((state) => this.#connectionIs(state));
    this.connection.received.on(({ event, payload }) => this.#received(event, payload));
  }

  async open(): Promise<void> {
    this.connection.open();
    await Promise.all([this.outbox.open(), this.scribe.open()]);
  }

  close(): void {
    this.connection.close();
    this.outbox.close();
    this.receipts.close();
    this.scribe.close();
    this.feed.disconnected();
    this.store.close();
  }

  #connectionIs(state: ConnectionState): void {
    if (state === 'online') {
      this.feed.connected();
      this.outbox.connected();
      this.receipts.connected();
      this.scribe.connected();
    } else {
      this.feed.disconnected();
      this.outbox.disconnected();
      this.receipts.disconnected();
      this.scribe.disconnected();
    }
  }

  #received(event: string, payload: unknown): void {
    switch (event) {
      case 'change':
        return this.feed.receive(payload as Change);
      case 'message_status':
        return this.statusNews.emit(payload as StatusNews);
      case 'user_typing': {
        const { conversation_id, typing, ...typist } = payload as { conversation_id: string; typing: boolean } & Typist;
        return this.typists.heard(conversation_id, typist, typing);
      }
      case 'session_expiring':
        return this.sessionExpiring.emit();
      default:
        if (event.startsWith('note_')) this.scribe.receive(event, payload);
    }
  }
}
