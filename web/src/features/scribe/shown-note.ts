import type { ScribeNote } from '@/lib/realtime/note-wire';
import type { ShownNote } from './NoteView';

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
