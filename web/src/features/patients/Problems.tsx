import type { Condition } from '@/lib/api/get-patient';
import { calendarDate } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';
import { Card, Nothing } from './Card';
import classes from './Card.module.css';
import { statusWord } from './status-words';

const current = new Set(['active', 'recurrence', 'relapse']);

export function Problems({ conditions }: { conditions: readonly Condition[] }) {
  const { t, language } = useI18n();
  const active = (condition: Condition) => (current.has(condition.status) ? 0 : 1);
  return (
    <Card title={t('patient.problems')} count={conditions.length}>
      {conditions.length === 0 && <Nothing text={t('patient.problems.none')} />}
      <ul className={classes['rows']}>
        {[...conditions]
          .sort((a, b) => active(a) - active(b))
          .map((condition) => (
            <li key={condition.id} className={classes['row']}>
              <span className={active(condition) === 0 ? classes['main'] : classes['past']}>{condition.text}</span>
              <span className={`${classes['note']} ${classes['when']}`}>
                {[
                  condition.status === 'active' ? '' : statusWord(condition.status, t),
                  condition.onset ? t('patient.since', { date: calendarDate(condition.onset, language) }) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
      </ul>
    </Card>
  );
}
