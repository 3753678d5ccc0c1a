import { request } from './http';
import type { Conversation } from './list-conversations';

export interface NewConversation {
  client_id: string;
  kind: 'direct' | 'group';
  title?: string;
  participant_ids: string[];
}

export function createConversation(conversation: NewConversation): Promise<Conversation> {
  return request('POST', '/api/conversations', conversation);
}
