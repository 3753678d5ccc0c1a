import type { Allergy, AllergiesKnown, Patient } from '@/lib/api/get-patient';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import { usePatientWords } from './patient-words';
import { AlertIcon } from './icons';
import classes from './PatientBanner.module.css';

interface Properties {
  summary: { patient: Patient; allergies: Allergy[]; allergies_known: AllergiesKnown };
  compact?: boolean;
  heading?: boolean;
}

/** Who this is, the same on every screen: NHS CUI's patient banner with the allergies always in it. */
export function PatientBanner({ summary: { patient, allergies, allergies_known }, compact = false, heading = false }: Properties) {
  const { t, language } = useI18n();
  const words = usePatientWords();
  const Name = heading ? 'h1' : 'p';
  const known = allergies_known === 'known' && allergies.length > 0;
  return (
    <div className={classes['banner']} data-compact={compact} data-testid="patient-banner" role="group" aria-label={t('patient.banner')}>
      <Name className={classes['name']} {...(heading ? { tabIndex: -1, 'data-route-heading': true } : {})}>
        {patientName(patient.family_name, patient.given_name, language)}
        {patient.deceased && <span className={classes['deceased']}>{t('patient.deceased')}</span>}
      </Name>
      <dl className={classes['facts']}>
        <div>
          <dt>{t('patient.born')}</dt>
          <dd>{words.born(patient.birth_date)}</dd>
        </div>
        <div>
          <dt>{t('patient.gender')}</dt>
          <dd>{words.gender(patient.gender)}</dd>
        </div>
        <div>
          <dt>{t('patient.mrn')}</dt>
          <dd className={classes['mrn']}>{patient.mrn || t('patient.unknown')}</dd>
        </div>
      </dl>
      <dl className={classes['allergies']} data-known={known ? 'known' : allergies_known}>
        <dt>
          {known && <AlertIcon size={16} />}
          {t('patient.allergies')}
        </dt>
        <dd data-testid="patient-allergies">
          {known
            ? allergies.map((allergy) => allergy.substance).join(', ')
            : allergies_known === 'none_known'
              ? t('patient.allergies.none')
              : t('patient.allergies.unknown')}
        </dd>
      </dl>
    </div>
  );
}
