import { useLive, useScribe } from '@/lib/live/live-context';
import { NoteView } from './NoteView';
import { patientOf, shownNote } from './shown-note';
import { useNoteActions } from './use-note-actions';
import { WritingStatus } from './WritingStatus';

/** The note in hand, from its first event on. It stays the same view when it is finished. */
export function WritingNote() {
  const { scribe } = useLive();
  const state = useScribe();
  const { progress, draft } = state;
  const { startNew, askDelete, deletion } = useNoteActions(progress.note?.id);
  const shown = progress.note
    ? shownNote(progress.note)
    : { ...progress, origin: progress.origin, layout: draft.layout };
  return (
    <>
      <NoteView
        shown={shown}
        patient={progress.note ? patientOf(progress.note, draft.patient) : draft.patient}
        onNew={startNew}
        onDelete={askDelete}
        {...(progress.note ? {} : { status: <WritingStatus scribe={state} onCancel={() => scribe.cancel()} /> })}
      />
      {deletion}
    </>
  );
}
