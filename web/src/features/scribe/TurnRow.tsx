import { memo } from 'react';
import { useI18n } from '@/lib/i18n/i18n';
import type { SourceSpan, Turn } from '@/lib/realtime/note-wire';
import type { Lit } from './links';
import { speakerWords, writtenIn } from './note-words';
import { pieces } from './pieces';
import { marking, pressed } from './rove';
import classes from './TurnRow.module.css';

interface Properties {
  turn: Turn;
  spans: readonly SourceSpan[];
  pinned: boolean;
  stop: boolean;
  onStop: (index: number) => void;
  onPoint: (lit: Lit | null) => void;
  onPin: (lit: Lit) => void;
}

export const noSpans: readonly SourceSpan[] = [];

export const TurnRow = memo(function TurnRow({ turn, spans, pinned, stop, onStop, onPoint, onPin }: Properties) {
  const i18n = useI18n();
  const self: Lit = { kind: 'turn', index: turn.index };
  return (
    <li
      className={classes['item']}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPoint(self)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && onPoint(null)}
    >
      <div
        role="button"
        tabIndex={stop ? 0 : -1}
        className={classes['turn']}
        aria-pressed={pinned}
        data-row
        data-turn={turn.index}
        data-lit={spans.length > 0}
        data-speaker={turn.speaker}
        data-testid="turn"
        onFocus={() => {
          onStop(turn.index);
          onPoint(self);
        }}
        onBlur={() => onPoint(null)}
        onClick={() => !marking() && onPin(self)}
        onKeyDown={(event) => pressed(event) && onPin(self)}
      >
        <span className={classes['number']} aria-hidden="true">
          {turn.index + 1}
        </span>
        <span className={classes['speaker']}>{speakerWords(turn, i18n)}</span>
        <span className={classes['text']} lang={writtenIn}>
          {pieces(turn.text, spans).map((piece) =>
            piece.in.length > 0 ? (
              <mark key={piece.start} className={classes['mark']}>
                {piece.text}
              </mark>
            ) : (
              piece.text
            ),
          )}
        </span>
      </div>
    </li>
  );
});
