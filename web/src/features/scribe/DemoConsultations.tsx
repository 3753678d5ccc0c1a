import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemoConsultation } from '@/lib/api/list-demo-consultations';
import { demoConsultationsQuery } from '@/lib/cache/notes';
import { patientQuery } from '@/lib/cache/patients';
import { useI18n } from '@/lib/i18n/i18n';
import type { NotePatient, ScribeInput } from '@/lib/realtime/scribe-draft';
import classes from './DemoConsultations.module.css';

interface Properties {
  current: string;
  onPick: (input: { [Field in keyof ScribeInput]?: ScribeInput[Field] | undefined }) => void;
  /** Who the patient of a picked text is is known a little later. */
  onPatient: (text: string, patient: NotePatient) => void;
}

/** Invented conversations to try the scribe with; there are none outside the demo. */
export function DemoConsultations({ current, onPick, onPatient }: Properties) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const { data } = useQuery(demoConsultationsQuery);
  if (!data || data.length === 0) return null;

  const pick = async (consultation: DemoConsultation) => {
    // Not everybody may see everybody; the consultation is worth a note without its patient, too. The patient of the
    // one picked before must not stay.
    const input = inputOf(consultation);
    onPick({ ...input, patient: undefined });
    const { patient_id } = consultation;
    const summary = patient_id ? await cache.fetchQuery({ ...patientQuery(patient_id), retry: false }).catch(() => null) : null;
    if (summary) onPatient(input.text, identity(summary.patient));
  };

  return (
    <div>
      <h2 className={classes['title']}>{t('scribe.demo.title')}</h2>
      <ul className={classes['cards']}>
        {data.map((consultation) => (
          <li key={consultation.id}>
            <button
              type="button"
              className={classes['card']}
              aria-pressed={current === inputOf(consultation).text}
              onClick={() => void pick(consultation)}
              data-testid="demo-consultation"
            >
              <span className={classes['name']}>{consultation.title}</span>
              <span className={classes['about']}>{consultation.specialty}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function inputOf({ title, transcript, whisperx }: DemoConsultation): Pick<ScribeInput, 'text' | 'file'> {
  return transcript === undefined ? { text: JSON.stringify(whisperx), file: { name: title, whisperx: true } } : { text: transcript };
}

function identity({ id, family_name, given_name, birth_date, mrn }: NotePatient): NotePatient {
  return { id, family_name, given_name, birth_date, mrn };
}
