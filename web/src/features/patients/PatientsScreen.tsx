import { useParams } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { PatientsIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import { PatientList } from './PatientList';
import { PatientRecord } from './PatientRecord';
import classes from './PatientsScreen.module.css';

export function PatientsScreen() {
  const { t } = useI18n();
  const { patientId } = useParams();
  return (
    <div className={classes['panes']} data-open={patientId !== undefined}>
      <section className={classes['list']} aria-label={t('patients.title')}>
        <PatientList current={patientId} />
      </section>
      <div className={classes['record']}>
        {patientId ? (
          <PatientRecord key={patientId} id={patientId} />
        ) : (
          <EmptyState icon={<PatientsIcon size={28} />} title={t('patients.pick.title')} text={t('patients.pick.text')} />
        )}
      </div>
    </div>
  );
}
