/** What the scribe says and is asked (docs/protocol/scribe.md). Field names are the wire's, offsets are UTF-16. */

export type NoteLayout = 'soap' | 'clinical';
export type Tier = 'cloud' | 'local' | 'builtin';

export interface Turn {
  index: number;
  speaker: string;
  label?: string | null;
  text: string;
}

export interface SourceSpan {
  turn: number;
  start: number;
  end: number;
}

export interface NoteFlag {
  kind: string;
  start: number;
  end: number;
  text: string;
}

export interface NoteSentence {
  text: string;
  sources: readonly SourceSpan[];
  flags: readonly NoteFlag[];
}

export interface NoteSection {
  key: string;
  title: string;
  sentences: readonly NoteSentence[];
}

/** Who writes, and what one should know about it. */
export interface NoteOrigin {
  provider: Tier;
  model?: string | null;
  degraded: boolean;
  reasons: readonly string[];
}

export interface ScribeNote extends NoteOrigin {
  id: string;
  note: string;
  sections: readonly NoteSection[];
  turns: readonly Turn[];
  layout: NoteLayout;
  patient_id?: string | null;
  created_at: string;
  took_ms: number;
}

/** The last event of a note may leave out the turns: they went ahead of it. */
export type FinishedNote = Omit<ScribeNote, 'turns'> & { turns?: readonly Turn[] | null };

export interface WriteNote {
  client_id: string;
  transcript?: string;
  whisperx?: unknown;
  patient_id?: string;
  layout: NoteLayout;
  prefer?: Tier;
}

export interface NoteRefusal {
  code: string;
  retryable: boolean;
  retry_after_ms?: number | null;
}

export type NoteEvent =
  | { kind: 'turns'; id?: string; turns: readonly Turn[] }
  | ({ kind: 'started'; id?: string } & NoteOrigin)
  | { kind: 'section'; key: string; title: string }
  | ({ kind: 'sentence' } & NoteSentence)
  | { kind: 'done'; note: FinishedNote }
  | ({ kind: 'failed' } & NoteRefusal);

type Payload = Record<string, unknown>;

/** One event by its name on the wire: `note_turns` on the socket, `turns` in a stream. Null for what is not known here. */
export function noteEvent(name: string, payload: unknown): NoteEvent | null {
  const data = (payload ?? {}) as Payload;
  switch (name) {
    case 'note_turns':
    case 'turns':
      return { kind: 'turns', ...(data as { id?: string }), turns: (data['turns'] as Turn[] | undefined) ?? [] };
    case 'note_started':
    case 'started':
      return { kind: 'started', ...(data as unknown as NoteOrigin & { id?: string }), reasons: (data['reasons'] as string[] | undefined) ?? [] };
    case 'note_section':
    case 'section':
      return { kind: 'section', key: String(data['key']), title: String(data['title']) };
    case 'note_sentence':
    case 'sentence': {
      const { text, sources, flags } = data as unknown as NoteSentence;
      return { kind: 'sentence', text, sources: sources ?? [], flags: flags ?? [] };
    }
    case 'note_done':
    case 'note':
      return { kind: 'done', note: data as unknown as FinishedNote };
    case 'note_failed':
    case 'error':
      return { kind: 'failed', ...(data as unknown as NoteRefusal) };
    default:
      return null;
  }
}
