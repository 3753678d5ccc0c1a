import { ActionIcon, Button } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import { CloseIcon, PatientsIcon } from '@/components/icons';
import { usePatientWords } from '@/components/patient-words';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import type { NotePatient } from '@/lib/realtime/scribe-draft';
import classes from './PatientField.module.css';

const PatientPicker = lazy(async () => ({ default: (await import('./PatientPicker')).PatientPicker }));

interface Properties {
  patient: NotePatient | undefined;
  onChange: (patient: NotePatient | undefined) => void;
}

/** Whom the note is about; nobody is an answer, too. */
export function PatientField({ patient, onChange }: Properties) {
  const { t, language } = useI18n();
  const words = usePatientWords();
  const [picking, setPicking] = useState(false);
  const label = useId();
  return (
    <div className={classes['field']} role="group" aria-labelledby={label}>
      <span id={label} className={classes['label']}>
        {t('patient.banner')}
      </span>
      {patient ? (
        <div className={classes['chosen']} data-testid="chosen-patient">
          <button type="button" className={classes['who']} onClick={() => setPicking(true)}>
            <span className={classes['name']}>{patientName(patient.family_name, patient.given_name, language)}</span>
            <span className={classes['facts']}>
              {words.born(patient.birth_date)} · {t('patient.mrn')} {patient.mrn || t('patient.unknown')}
            </span>
          </button>
          <ActionIcon variant="subtle" size="lg" aria-label={t('scribe.patient.remove')} title={t('scribe.patient.remove')} onClick={() => onChange(undefined)}>
            <CloseIcon size={18} />
          </ActionIcon>
        </div>
      ) : (
        <Button variant="default" fullWidth justify="start" leftSection={<PatientsIcon size={18} />} onClick={() => setPicking(true)} data-testid="choose-patient">
          {t('scribe.patient.choose')}
        </Button>
      )}
      <Suspense>
        {picking && (
          <PatientPicker
            onClose={() => setPicking(false)}
            onPick={(picked) => {
              onChange(picked);
              setPicking(false);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
