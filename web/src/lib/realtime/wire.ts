/** What travels over the socket (docs/protocol). Field names are the wire's. */

export type Priority = 'routine' | 'urgent' | 'critical';

export interface Change {
  stream: string;
  position: number;
  kind: string;
  id: string;
  at: string;
  by: string | null;
  data: Record<string, unknown>;
}

export interface Refusal {
  ok: false;
  code: string;
  message: string;
  retryable: boolean;
  retry_after_ms?: number;
}

export type Ack<T> = ({ ok: true } & T) | Refusal;

/** Where a client stands in a stream; the epoch names the history that the position belongs to, once it is known. */
export type Mark = number | { position: number; epoch: string };

export interface StreamState {
  position: number;
  epoch: string | null;
  recovered: boolean;
  /** `not_found`: the stream does not exist any more, or is not this person's to hear. */
  code?: string | null;
}

export interface SyncAnswer {
  streams: Record<string, StreamState>;
  more: boolean;
}

export interface SendMessage {
  client_id: string;
  conversation_id: string;
  content: string;
  priority?: Priority;
  reply_to?: string;
}

export interface SentMessage {
  id: string;
  position: number;
  created_at: string;
}

/** Nothing came back in time, or there is no connection: the effect may or may not have happened. */
export const noAnswer: Refusal = { ok: false, code: 'no_answer', message: '', retryable: true };

/** The one thing the feed and the outbox need from a connection. Never rejects. */
export type Call = <T>(event: string, payload: object) => Promise<Ack<T>>;
