import type { NoteEvent, NoteOrigin, NoteRefusal, NoteSection, NoteSentence, ScribeNote, Turn } from './note-wire';

/** A note while it comes to be, as far as it was heard. */
export interface NoteProgress {
  turns: readonly Turn[];
  /** A piece of the turns did not fit: what stands there is not the whole transcript. */
  gap?: boolean;
  /** The tier that writes; nothing before the first one began. */
  origin?: NoteOrigin;
  sections: readonly NoteSection[];
  /** The reader's text was taken away because another tier began. */
  discarded: boolean;
  note?: ScribeNote;
  failure?: NoteRefusal;
}

export const nothingHeard: NoteProgress = { turns: [], sections: [], discarded: false };

/** What is known after one more event. After the last one nothing changes any more. */
export function heardNote(before: NoteProgress, event: NoteEvent): NoteProgress {
  if (before.note || before.failure) return before;
  switch (event.kind) {
    case 'turns':
      return withTurns(before, event.turns);
    case 'started': {
      const { provider, model, degraded, reasons } = event;
      const discarded = before.discarded || before.sections.some((section) => section.sentences.length > 0);
      return { ...before, origin: { provider, model: model ?? null, degraded, reasons }, sections: [], discarded };
    }
    case 'section':
      return { ...before, sections: begun(before.sections, event.key, event.title) };
    case 'sentence':
      return { ...before, sections: withSentence(before.sections, event) };
    case 'done': {
      const { note } = event;
      const { provider, model, degraded, reasons } = note;
      return {
        ...before,
        turns: note.turns ?? before.turns,
        gap: note.turns == null && before.gap === true,
        origin: { provider, model: model ?? null, degraded, reasons },
        sections: note.sections,
        note: { ...note, turns: note.turns ?? before.turns },
      };
    }
    case 'failed': {
      const { code, retryable, retry_after_ms } = event;
      return { ...before, failure: { code, retryable, ...(retry_after_ms == null ? {} : { retry_after_ms }) } };
    }
  }
}

/** Long transcripts come in pieces. The first piece comes first of all: what stood here is about to be said again. */
function withTurns(before: NoteProgress, turns: readonly Turn[]): NoteProgress {
  const first = turns[0]?.index ?? 0;
  if (first === 0) return { ...nothingHeard, turns };
  return first === before.turns.length ? { ...before, turns: [...before.turns, ...turns] } : { ...before, gap: true };
}

/** A section begun again goes on where it is, as the last one. */
function begun(sections: readonly NoteSection[], key: string, title: string): NoteSection[] {
  const known = sections.find((section) => section.key === key);
  return [...sections.filter((section) => section !== known), known ?? { key, title, sentences: [] }];
}

function withSentence(sections: readonly NoteSection[], { text, sources, flags }: NoteSentence): readonly NoteSection[] {
  const last = sections.at(-1);
  // Without a section it has no place yet; the finished note will have one for it.
  if (!last) return sections;
  return [...sections.slice(0, -1), { ...last, sentences: [...last.sentences, { text, sources, flags }] }];
}

/** The statements that somebody must look at. */
export function toCheck(sections: readonly NoteSection[]): number {
  return sections.reduce((sum, section) => sum + section.sentences.filter((sentence) => sentence.flags.length > 0).length, 0);
}
