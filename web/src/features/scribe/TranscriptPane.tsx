import { useRef, useState } from 'react';
import { useI18n } from '@/lib/i18n/i18n';
import type { Turn } from '@/lib/realtime/note-wire';
import { rove } from './rove';
import classes from './TranscriptPane.module.css';
import { noSpans, TurnRow } from './TurnRow';
import { useTurnWindow } from './turn-window';
import type { Links } from './use-links';
import { useReveal } from './use-reveal';

export function TranscriptPane({ turns, links }: { turns: readonly Turn[]; links: Links }) {
  const { t } = useI18n();
  const pane = useRef<HTMLElement>(null);
  const [stop, setStop] = useState(0);
  const { lit, light, pinned, point, pin } = links;
  const first = lit?.kind === 'sentence' && light.spans.size > 0 ? Math.min(...light.spans.keys()) : null;
  const shown = useTurnWindow(turns.length, first);
  useReveal(pane, first === null ? null : `[data-turn="${first}"]`);
  const reached = stop >= shown.from && stop < shown.to ? stop : shown.from;

  return (
    <section ref={pane} className={classes['pane']} aria-label={t('scribe.transcript')} data-testid="transcript">
      {shown.from > 0 && (
        <button type="button" className={classes['more']} onClick={() => shown.moveTo(shown.from)}>
          {t('scribe.turns.earlier')}
        </button>
      )}
      <ol className={classes['turns']} onKeyDown={rove}>
        {turns.slice(shown.from, shown.to).map((turn) => (
          <TurnRow
            key={turn.index}
            turn={turn}
            spans={light.spans.get(turn.index) ?? noSpans}
            pinned={pinned && lit?.kind === 'turn' && lit.index === turn.index}
            stop={turn.index === reached}
            onStop={setStop}
            onPoint={point}
            onPin={pin}
          />
        ))}
      </ol>
      {shown.to < turns.length && (
        <button type="button" className={classes['more']} onClick={() => shown.moveTo(shown.to)}>
          {t('scribe.turns.later')}
        </button>
      )}
    </section>
  );
}
