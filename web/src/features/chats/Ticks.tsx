import { useI18n } from '@/lib/i18n/i18n';
import type { TickState } from '@/lib/realtime/ticks';
import classes from './Bubble.module.css';

const words = {
  clock: 'tick.clock',
  sent: 'tick.sent',
  delivered: 'tick.delivered',
  read: 'tick.read',
  refused: 'tick.refused',
} as const;

/** Clock, one tick, two ticks, two ticks in the accent: waiting, sent, delivered to all, read by all. */
export function Ticks({ state }: { state: TickState }) {
  const { t } = useI18n();
  const label = t(words[state]);
  return (
    <svg
      className={classes['ticks']}
      data-state={state}
      width="1.125rem"
      height="0.75rem"
      viewBox="0 0 18 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.600"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {state === 'clock' && (
        <>
          <circle cx="12" cy="6" r="4.750" />
          <path d="M12 3.500V6l1.750 1" />
        </>
      )}
      {state === 'refused' && <path d="M12 1.500v5.500M12 10.250v.01" />}
      {state === 'sent' && <path d="m7 6.500 3 3 6-7.500" />}
      {(state === 'delivered' || state === 'read') && <path d="m1.500 6.500 3 3 6-7.500M9 8.750l.75.75 6-7.500" />}
    </svg>
  );
}
