import type { ScribeNote } from '../realtime/note-wire';
import { request } from './http';

export function getNote(id: string, signal?: AbortSignal): Promise<ScribeNote> {
  return request('GET', `/api/scribe/notes/${encodeURIComponent(id)}`, undefined, signal);
}
