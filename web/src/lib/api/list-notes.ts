import type { NoteLayout, Tier } from '../realtime/note-wire';
import { query, request } from './http';

/** A draft in the list: not a word of its text. */
export interface NoteRow {
  id: string;
  patient_id?: string | null;
  layout: NoteLayout;
  provider: Tier;
  degraded: boolean;
  created_at: string;
}

export function listNotes(before: string | undefined, signal?: AbortSignal): Promise<{ items: NoteRow[]; next?: string | null }> {
  return request('GET', query('/api/scribe/notes', { before, limit: 20 }), undefined, signal);
}
