import type { Priority } from '../realtime/wire';
import { query, request } from './http';

export interface Message {
  id: string;
  client_id: string;
  position: number;
  author_id: string;
  content: string;
  created_at: string;
  reply_to?: string | null;
  mentions?: string[];
  priority: Priority;
}

export interface MessagePage {
  items: Message[];
  next?: number | null;
}

export function listMessages(conversationId: string, before: number | undefined, signal?: AbortSignal): Promise<MessagePage> {
  return request(
    'GET',
    query(`/api/conversations/${encodeURIComponent(conversationId)}/messages`, { before, limit: 50 }),
    undefined,
    signal,
  );
}
