import type { Priority } from '../realtime/wire';
import { query, request } from './http';

export type ConversationKind = 'direct' | 'group' | 'department' | 'patient';

export interface Participant {
  id: string;
  display_name: string;
}

export interface LastMessage {
  position: number;
  author_id: string;
  content: string;
  created_at: string;
  priority: Priority;
}

export interface Conversation {
  id: string;
  title: string;
  kind: ConversationKind;
  department?: string | null;
  patient_id?: string | null;
  participants: Participant[];
  last_position: number;
  unread: number;
  last_message?: LastMessage | null;
}

/** All of them: the list is small per person, and unread counts must not depend on scrolling. */
export async function listConversations(signal?: AbortSignal): Promise<Conversation[]> {
  const all: Conversation[] = [];
  let after: string | undefined;
  do {
    const page = await request<{ items: Conversation[]; next?: string | null }>(
      'GET',
      query('/api/conversations', { after }),
      undefined,
      signal,
    );
    all.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && all.length < 2000);
  return all;
}
