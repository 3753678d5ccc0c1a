import type { ScribeNote } from '@/lib/realtime/note-wire';
import type { NotePatient } from '@/lib/realtime/scribe-draft';
import type { ShownNote } from './NoteView';

/** Whom a note is about is the note's own word; the transcript in hand may be somebody else's by now. */
export function patientOf({ patient_id }: Pick<ScribeNote, 'patient_id'>, known: NotePatient | undefined): NotePatient | { id: string } | undefined {
  if (!patient_id) return undefined;
  return known?.id === patient_id ? known : { id: patient_id };
}

export function shownNote(note: ScribeNote): ShownNote {
  const { turns, sections, layout, provider, model, degraded, reasons } = note;
  return {
    turns,
    sections,
    layout,
    origin: { provider, model: model ?? null, degraded, reasons },
    discarded: false,
    finished: { text: note.note, createdAt: note.created_at, tookMs: note.took_ms },
  };
}
