import type { Medication } from '@/lib/api/get-patient';
import { calendarDate } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';
import { Card, Nothing } from './Card';
import classes from './Card.module.css';
import { statusWord } from './status-words';

export function Medications({ medications }: { medications: readonly Medication[] }) {
  const { t, language } = useI18n();
  return (
    <Card title={t('patient.medications')} count={medications.length}>
      {medications.length === 0 && <Nothing text={t('patient.medications.none')} />}
      <ul className={classes['rows']}>
        {medications.map((medication) => {
          const active = medication.status === 'active';
          // Dose, route and frequency in the order they are spoken on a round.
          const how = [medication.dose, medication.route, medication.frequency].filter(Boolean).join(' · ');
          return (
            <li key={medication.id} className={classes['row']}>
              <span>
                <span className={active ? classes['main'] : classes['past']}>{medication.text}</span>
                {how && <span className="figures"> {how}</span>}
              </span>
              <span className={`${classes['note']} ${classes['when']}`}>
                {[
                  active ? '' : statusWord(medication.status, t),
                  medication.started_at ? t('patient.started', { date: calendarDate(medication.started_at, language) }) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
