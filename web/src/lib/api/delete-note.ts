import { request } from './http';

export function deleteNote(id: string): Promise<void> {
  return request('DELETE', `/api/scribe/notes/${encodeURIComponent(id)}`);
}
