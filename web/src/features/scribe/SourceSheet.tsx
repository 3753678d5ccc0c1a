import { ActionIcon, Button } from '@mantine/core';
import { CloseIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { Turn } from '@/lib/realtime/note-wire';
import type { Placed } from './links';
import { speakerWords } from './note-words';
import { pieces } from './pieces';
import classes from './SourceSheet.module.css';
import type { Links } from './use-links';

interface Properties {
  links: Links;
  turns: readonly Turn[];
  /** The pane that is seen; what comes up is of the other one. */
  pane: 'note' | 'transcript';
  sentences: readonly Placed[];
  onShow: () => void;
}

/** On a phone there is one pane at a time: what lies in the other one comes up from below. */
export function SourceSheet({ links: { lit, light, release }, pane, turns, sentences, onShow }: Properties) {
  const i18n = useI18n();
  const { t, tn } = i18n;
  if (!lit) return null;
  const sources = [...light.spans].sort(([a], [b]) => a - b);
  const resting = sentences.filter(({ key }) => light.sentences.has(key));
  const fromNote = pane === 'note';
  const empty = fromNote ? sources.length === 0 : resting.length === 0;
  const title = fromNote ? (empty ? t('scribe.sources.none') : t('scribe.sheet.sources')) : tn('scribe.rests', resting.length);

  return (
    <aside className={classes['sheet']} aria-label={title} data-testid="source-sheet">
      <header className={classes['head']}>
        <h2 className={classes['title']} aria-live="polite">
          {title}
        </h2>
        <ActionIcon variant="subtle" size="lg" aria-label={t('scribe.sheet.close')} onClick={release}>
          <CloseIcon size={20} />
        </ActionIcon>
      </header>
      <ul className={classes['rows']}>
        {fromNote
          ? sources.map(([index, spans]) => {
              const turn = turns[index];
              return (
                turn && (
                  <li key={index}>
                    <span className={classes['who']}>
                      {index + 1} · {speakerWords(turn, i18n)}
                    </span>
                    <p className={classes['said']}>
                      {pieces(turn.text, spans).map((piece) =>
                        piece.in.length > 0 ? (
                          <mark key={piece.start} className={classes['mark']}>
                            {piece.text}
                          </mark>
                        ) : (
                          piece.text
                        ),
                      )}
                    </p>
                  </li>
                )
              );
            })
          : resting.map(({ key, sentence }) => <li key={key}>{sentence.text}</li>)}
      </ul>
      {!empty && (
        <Button variant="light" size="sm" fullWidth onClick={onShow} data-testid="show-source">
          {fromNote ? t('scribe.sheet.transcript') : t('scribe.sheet.note')}
        </Button>
      )}
    </aside>
  );
}
