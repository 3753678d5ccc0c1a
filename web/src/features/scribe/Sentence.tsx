import { memo, useId } from 'react';
import { AlertIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { NoteSentence, Turn } from '@/lib/realtime/note-wire';
import { turnsOf, type Lit, type SentenceKey } from './links';
import { flagWords, sourceWords, writtenIn } from './note-words';
import classes from './Sentence.module.css';
import { pieces } from './pieces';
import { marking, pressed } from './rove';

interface Properties {
  id: SentenceKey;
  sentence: NoteSentence;
  turns: readonly Turn[];
  lit: boolean;
  pinned: boolean;
  /** The one row of the note that Tab stops at. */
  stop: boolean;
  onStop: (id: SentenceKey) => void;
  onPoint: (lit: Lit | null) => void;
  onPin: (lit: Lit) => void;
}

const shownReferences = 3;

export const Sentence = memo(function Sentence({ id, sentence, turns, lit, pinned, stop, onStop, onPoint, onPin }: Properties) {
  const i18n = useI18n();
  const { t } = i18n;
  const sources = useId();
  const reasons = useId();
  const self: Lit = { kind: 'sentence', key: id };
  const words = sentence.flags.filter((flag) => flag.kind !== 'unsupported');
  const unsupported = sentence.flags.length > words.length;
  const references = turnsOf(sentence);

  return (
    <li
      className={classes['item']}
      data-lit={lit}
      data-flagged={sentence.flags.length > 0}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPoint(self)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && onPoint(null)}
    >
      <div
        role="button"
        tabIndex={stop ? 0 : -1}
        className={classes['sentence']}
        lang={writtenIn}
        aria-pressed={pinned}
        aria-describedby={sentence.flags.length > 0 ? `${reasons} ${sources}` : sources}
        data-row
        data-sentence={id}
        data-unsupported={unsupported}
        data-testid="sentence"
        onFocus={() => {
          onStop(id);
          onPoint(self);
        }}
        onBlur={() => onPoint(null)}
        onClick={() => !marking() && onPin(self)}
        onKeyDown={(event) => pressed(event) && onPin(self)}
      >
        {pieces(sentence.text, words).map((piece) =>
          piece.in.length > 0 ? (
            <span key={piece.start} className={classes['flagged']} data-testid="flagged">
              {piece.text}
            </span>
          ) : (
            piece.text
          ),
        )}
        {references.length === 0 && !unsupported && (
          <span className={classes['references']} aria-hidden="true">
            {t('scribe.source.none')}
          </span>
        )}
        {references.length > 0 && (
          <span className={classes['references']} aria-hidden="true">
            {references
              .slice(0, shownReferences)
              .map((turn) => turn + 1)
              .join(' ')}
            {references.length > shownReferences && ` +${references.length - shownReferences}`}
          </span>
        )}
      </div>
      {sentence.flags.length > 0 && (
        <ul id={reasons} className={classes['reasons']}>
          {sentence.flags.map((flag) => (
            <li key={`${flag.kind} ${flag.start}`} data-testid="flag">
              <AlertIcon size={14} />
              <span>
                {flag.kind === 'unsupported'
                  ? flagWords(flag.kind, i18n)
                  : t('scribe.flag.words', { text: flag.text, reason: flagWords(flag.kind, i18n) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <span id={sources} hidden>
        {sourceWords(sentence, turns, i18n)}
      </span>
    </li>
  );
});
