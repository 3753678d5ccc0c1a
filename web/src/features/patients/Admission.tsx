import type { ReactNode } from 'react';
import type { Encounter } from '@/lib/api/get-patient';
import { daysAgo, momentOf } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';
import { useDepartmentNames } from '@/lib/cache/department-names';
import { Card, Nothing } from './Card';
import classes from './Card.module.css';
import record from './Admission.module.css';

export function Admission({ encounter, children }: { encounter: Encounter | null; children?: ReactNode }) {
  const { t, language } = useI18n();
  const namesOf = useDepartmentNames();
  if (!encounter) {
    return (
      <div className={record['admission']}>
        <Card title={t('patient.admission')}>
          <Nothing text={t('patient.admission.none')} />
          {children && <div className={classes['foot']}>{children}</div>}
        </Card>
      </div>
    );
  }
  const ward = encounter.department ? namesOf([encounter.department])[0] : undefined;
  const facts = [
    { name: t('patient.ward'), value: ward },
    { name: t('patient.location'), value: encounter.location },
    {
      name: t('patient.admitted'),
      value: `${momentOf(encounter.admitted_at, language)} · ${t('patient.day', { n: Math.max(1, daysAgo(encounter.admitted_at, new Date()) + 1) })}`,
    },
    { name: t('patient.attending'), value: encounter.attending },
  ];
  return (
    <div className={record['admission']}>
      <Card title={t('patient.admission')}>
        <p className={classes['lead']}>
          <span className="seen-by-readers-only">{t('patient.reason')}: </span>
          {encounter.reason || t('patient.unknown')}
        </p>
        <dl className={classes['facts']}>
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd className="figures">{fact.value || t('patient.unknown')}</dd>
            </div>
          ))}
        </dl>
        {children && <div className={classes['foot']}>{children}</div>}
      </Card>
    </div>
  );
}
