import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useLive } from '@/lib/live/live-context';
import { DeleteNote } from './DeleteNote';

/** What one does with a note that is open: begin another one, or delete it after a second thought. */
export function useNoteActions(id: string | undefined) {
  const { scribe } = useLive();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return {
    // First away from the note, then out of hand: it must not be looked up once more. What is in hand and was not made
    // into this note stays.
    startNew: () => void Promise.resolve(navigate('/scribe')).then(() => id !== undefined && scribe.forget(id)),
    askDelete: () => setAsking(true),
    deletion: asking && id !== undefined && (
      <DeleteNote id={id} onClose={() => setAsking(false)} onDeleted={() => void navigate('/scribe', { replace: true })} />
    ),
  };
}
