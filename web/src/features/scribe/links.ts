import type { NoteSection, NoteSentence, SourceSpan } from '@/lib/realtime/note-wire';

/** A sentence by its place: `section key/number`. It keeps its name while the note grows. */
export type SentenceKey = string;

export interface Placed {
  key: SentenceKey;
  sentence: NoteSentence;
}

export const sentenceKey = (section: string, index: number): SentenceKey => `${section}/${index}`;

export function placed(sections: readonly NoteSection[]): Placed[] {
  return sections.flatMap((section) =>
    section.sentences.map((sentence, index) => ({ key: sentenceKey(section.key, index), sentence })),
  );
}

/** What lights up: a sentence and its sources, or a turn and what rests on it. */
export type Lit = { kind: 'sentence'; key: SentenceKey } | { kind: 'turn'; index: number };

export interface Light {
  spans: ReadonlyMap<number, readonly SourceSpan[]>;
  sentences: ReadonlySet<SentenceKey>;
}

export const darkness: Light = { spans: new Map(), sentences: new Set() };

export function lightOf(lit: Lit | null, sentences: readonly Placed[]): Light {
  if (!lit) return darkness;
  const chosen =
    lit.kind === 'sentence'
      ? sentences.filter(({ key }) => key === lit.key)
      : sentences.filter(({ sentence }) => sentence.sources.some((source) => source.turn === lit.index));
  const spans = new Map<number, SourceSpan[]>();
  for (const { sentence } of chosen) {
    for (const source of sentence.sources) {
      if (lit.kind === 'turn' && source.turn !== lit.index) continue;
      spans.set(source.turn, [...(spans.get(source.turn) ?? []), source]);
    }
  }
  return { spans, sentences: new Set(chosen.map(({ key }) => key)) };
}

/** Earliest turn first. */
export function turnsOf(sentence: NoteSentence): number[] {
  return [...new Set(sentence.sources.map((source) => source.turn))].sort((a, b) => a - b);
}
