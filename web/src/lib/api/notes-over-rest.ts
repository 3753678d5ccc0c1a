import type { ScribeOptions } from '../realtime/scribe';
import { deleteNote } from './delete-note';
import { getNote } from './get-note';
import { ApiError } from './http';
import { listNotes } from './list-notes';
import { streamNote } from './stream-note';

/** A fault of the server's own is none of these: the same words would meet with it again. */
const forNow = new Set(['try_later', 'unavailable']);

/** What the scribe does beside the socket. */
export const notesOverRest: Pick<ScribeOptions, 'stream' | 'fetchNote' | 'deleteNote' | 'refusal'> = {
  stream: streamNote,
  async fetchNote(id) {
    try {
      // The list is read without opening a record; the note itself is opened only once it is there.
      const { items } = await listNotes(undefined);
      return items.some((note) => note.id === id) ? await getNote(id) : null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
  async deleteNote(id) {
    try {
      await deleteNote(id);
    } catch (error) {
      // Gone already is what was wanted.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  },
  refusal(error) {
    if (!(error instanceof ApiError)) return { code: 'client', retryable: false };
    // No answer, or none before the next sign-in: the same note is asked for again.
    if (error.status === 0 || error.status === 401) return null;
    const retryable = forNow.has(error.code) || error.status === 429 || (error.status >= 502 && error.status <= 504);
    return { code: error.code, retryable, ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }) };
  },
};
