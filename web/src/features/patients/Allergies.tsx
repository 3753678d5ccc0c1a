import type { AllergiesKnown, Allergy } from '@/lib/api/get-patient';
import { useI18n } from '@/lib/i18n/i18n';
import { Card, Nothing } from './Card';
import classes from './Card.module.css';

const severities = { mild: 'severity.mild', moderate: 'severity.moderate', severe: 'severity.severe' } as const;

export function Allergies({ allergies, known }: { allergies: readonly Allergy[]; known: AllergiesKnown }) {
  const { t } = useI18n();
  const severity = (word: string) => (word in severities ? t(severities[word as keyof typeof severities]) : word);
  return (
    <Card title={t('patient.allergies')} count={allergies.length}>
      {allergies.length === 0 && (
        <Nothing text={known === 'none_known' ? t('patient.allergies.none') : t('patient.allergies.unknown')} />
      )}
      <ul className={classes['rows']}>
        {allergies.map((allergy) => (
          <li key={allergy.id} className={classes['row']}>
            <span className={classes['grave']}>{allergy.substance}</span>
            <span className={classes['note']}>
              {allergy.reaction ? t('patient.reaction', { text: allergy.reaction }) : t('patient.reaction.unknown')}
              {allergy.severity && ` · ${severity(allergy.severity)}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
