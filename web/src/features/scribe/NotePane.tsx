import { ActionIcon, Skeleton } from '@mantine/core';
import { useRef, useState } from 'react';
import { CopyIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { NoteSection, Turn } from '@/lib/realtime/note-wire';
import { sentenceKey, type SentenceKey } from './links';
import classes from './NotePane.module.css';
import { writtenIn } from './note-words';
import { sectionText } from './plain-text';
import { rove } from './rove';
import { Sentence } from './Sentence';
import type { Links } from './use-links';
import { useReveal } from './use-reveal';

interface Properties {
  sections: readonly NoteSection[];
  turns: readonly Turn[];
  links: Links;
  writing: boolean;
  onCopy: (text: string, sections: readonly NoteSection[]) => void;
}

export function NotePane({ sections, turns, links, writing, onCopy }: Properties) {
  const { t } = useI18n();
  const pane = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<SentenceKey | null>(null);
  const { lit, light, pinned, point, pin } = links;
  const keys = sections.flatMap((section) => section.sentences.map((_, index) => sentenceKey(section.key, index)));
  const reached = stop !== null && keys.includes(stop) ? stop : keys[0];
  const first = lit?.kind === 'turn' ? keys.find((key) => light.sentences.has(key)) : undefined;
  useReveal(pane, first === undefined ? null : `[data-sentence="${first}"]`);

  return (
    <section ref={pane} className={classes['pane']} aria-label={t('scribe.note')} aria-busy={writing} data-testid="note">
      <p className="seen-by-readers-only">{t('scribe.keys')}</p>
      <div onKeyDown={rove}>
        {sections.map((section) => (
          <section key={section.key} className={classes['section']} aria-label={section.title} data-testid="note-section" data-key={section.key}>
            <header className={classes['head']}>
              <h2 className={classes['title']} lang={writtenIn}>
                {section.title}
              </h2>
              {!writing && (
                <ActionIcon
                  variant="subtle"
                  size="md"
                  className={classes['copy'] ?? ''}
                  aria-label={t('scribe.copy.section', { section: section.title })}
                  title={t('scribe.copy.section', { section: section.title })}
                  onClick={() => onCopy(sectionText(section), [section])}
                  data-testid="copy-section"
                >
                  <CopyIcon size={17} />
                </ActionIcon>
              )}
            </header>
            <ul className={classes['sentences']}>
              {section.sentences.map((sentence, index) => {
                const key = sentenceKey(section.key, index);
                return (
                  <Sentence
                    key={key}
                    id={key}
                    sentence={sentence}
                    turns={turns}
                    lit={light.sentences.has(key)}
                    pinned={pinned && lit?.kind === 'sentence' && lit.key === key}
                    stop={key === reached}
                    onStop={setStop}
                    onPoint={point}
                    onPin={pin}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      {writing && (
        <div className={classes['coming']} aria-hidden="true">
          <Skeleton height="0.75rem" width="88%" />
          <Skeleton height="0.75rem" width="64%" />
        </div>
      )}
    </section>
  );
}
