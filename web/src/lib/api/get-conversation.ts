import { request } from './http';
import type { Conversation } from './list-conversations';

export interface Receipt {
  user_id: string;
  delivered: number;
  read: number;
}

export type ConversationDetail = Conversation & { receipts: Receipt[] };

export function getConversation(id: string, signal?: AbortSignal): Promise<ConversationDetail> {
  return request('GET', `/api/conversations/${encodeURIComponent(id)}`, undefined, signal);
}
