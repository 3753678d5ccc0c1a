import { Navigate, useParams } from 'react-router';
import { useScribe } from '@/lib/live/live-context';
import { KeptNote } from './KeptNote';
import { StartPane } from './StartPane';
import { WritingNote } from './WritingNote';

/** The start, or one note: the one that is being written just now, or an earlier one. */
export function ScribeScreen() {
  const { noteId } = useParams();
  const scribe = useScribe();
  if (noteId === undefined) return <StartPane />;
  if (!scribe.loaded) return null;
  if (scribe.formerId === noteId && scribe.noteId !== undefined) return <Navigate to={`/scribe/${scribe.noteId}`} replace />;
  if (scribe.noteId !== noteId || scribe.phase === 'idle') return <KeptNote key={noteId} id={noteId} />;
  // There is no such note; the start says why, and has the transcript.
  return scribe.phase === 'failed' ? <Navigate to="/scribe" replace /> : <WritingNote />;
}
