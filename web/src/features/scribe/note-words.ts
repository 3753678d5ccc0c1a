import type { I18n } from '@/lib/i18n/i18n';
import type { NoteLayout, NoteOrigin, Turn } from '@/lib/realtime/note-wire';
import { turnsOf } from './links';
import type { NoteSentence } from '@/lib/realtime/note-wire';

/** Notes and transcripts are English, whatever the page speaks. */
export const writtenIn = 'en';

type Words = Pick<I18n, 't'>;

const providers = { builtin: 'scribe.provider.builtin', local: 'scribe.provider.local', cloud: 'scribe.provider.cloud' } as const;
const writers = { builtin: 'scribe.by.builtin', local: 'scribe.by.local', cloud: 'scribe.by.cloud' } as const;
const layouts = { soap: 'scribe.layout.soap.note', clinical: 'scribe.layout.clinical.note' } as const;
const speakers = { clinician: 'scribe.speaker.clinician', patient: 'scribe.speaker.patient', other: 'scribe.speaker.other' } as const;
const flags = {
  number: 'scribe.flag.number',
  unit: 'scribe.flag.unit',
  drug: 'scribe.flag.drug',
  side: 'scribe.flag.side',
  negation: 'scribe.flag.negation',
  unsupported: 'scribe.flag.unsupported',
} as const;

/** Who writes or wrote: the tier, and its model where there is one. */
export function whoWords({ provider, model }: NoteOrigin, { t }: Words): string {
  const name = providers[provider] ? t(providers[provider]) : provider;
  return model ? `${name} · ${model}` : name;
}

export const writtenByWords = ({ provider }: NoteOrigin, { t }: Words): string => (writers[provider] ? t(writers[provider]) : '');

export const layoutWords = (layout: NoteLayout, { t }: Words): string => (layouts[layout] ? t(layouts[layout]) : layout);

/** The role where it is known, else the label that the transcript gave. */
export function speakerWords(turn: Turn, { t }: Words): string {
  const role = speakers[turn.speaker as keyof typeof speakers];
  return role ? t(role) : turn.label || t('scribe.speaker.unknown');
}

export function flagWords(kind: string, { t }: Words): string {
  return t(flags[kind as keyof typeof flags] ?? 'scribe.flag.unknown');
}

/** For those who do not see what lights up. Turns are counted from 1, as people do. */
export function sourceWords(sentence: NoteSentence, turns: readonly Turn[], words: Words): string {
  const named = turnsOf(sentence).flatMap((index) => {
    const turn = turns[index];
    if (!turn) return [];
    const said = sentence.sources
      .filter((source) => source.turn === index)
      .map((source) => turn.text.slice(source.start, source.end).trim())
      .join(' … ');
    return [words.t('scribe.source', { n: index + 1, speaker: speakerWords(turn, words), text: said.slice(0, 200) })];
  });
  return named.length > 0 ? words.t('scribe.sources', { list: named.join('; ') }) : words.t('scribe.sources.none');
}
