import { useConnectionState, useOutbox } from '@/lib/live/live-context';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './ConnectionLine.module.css';

/** A hairline while all is well; it opens into one line of words when it is not. */
export function ConnectionLine() {
  const { t, tn } = useI18n();
  const state = useConnectionState();
  const waiting = useOutbox().filter((entry) => !entry.refused).length;
  const words = state === 'online' ? t('line.online') : state === 'connecting' ? t('line.connecting') : t('line.offline');
  return (
    <div className={classes['line']} data-state={state} data-testid="connection-line" role="status">
      <span className={classes['dot']} aria-hidden="true" />
      <span className={state === 'online' ? 'seen-by-readers-only' : undefined}>
        {words}
        {state !== 'online' && waiting > 0 && ` ${tn('line.waiting', waiting)}`}
      </span>
    </div>
  );
}
