import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { usePatientWords } from '@/components/patient-words';
import { patientQuery } from '@/lib/cache/patients';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import type { NotePatient } from '@/lib/realtime/scribe-draft';
import classes from './PatientLine.module.css';

/** Whom a note is about, in one line that leads to the record. */
export function PatientLine({ patient }: { patient: NotePatient | { id: string } | undefined }) {
  const { t, language } = useI18n();
  const words = usePatientWords();
  const known = patient && 'mrn' in patient ? patient : undefined;
  const fetched = useQuery({ ...patientQuery(patient?.id ?? ''), enabled: patient !== undefined && !known });
  if (!patient) return <p className={classes['line']}>{t('scribe.patient.none')}</p>;
  const shown = known ?? fetched.data?.patient;
  if (!shown) return <p className={classes['line']}>{fetched.error ? t('scribe.patient.hidden') : t('loading')}</p>;
  return (
    <p className={classes['line']} data-testid="note-patient">
      <Link to={`/patients/${patient.id}`} className={classes['name'] ?? ''}>
        {patientName(shown.family_name, shown.given_name, language)}
      </Link>
      <span>
        {t('patient.born')} {words.born(shown.birth_date)}
      </span>
      <span>
        {t('patient.mrn')} {shown.mrn || t('patient.unknown')}
      </span>
    </p>
  );
}
