import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemoConsultation } from '@/lib/api/list-demo-consultations';
import { demoConsultationsQuery } from '@/lib/cache/notes';
import { patientQuery } from '@/lib/cache/patients';
import { useI18n } from '@/lib/i18n/i18n';
import type { NotePatient, ScribeInput } from '@/lib/realtime/scribe-draft';
import classes from './DemoConsultations.module.css';

interface Properties {
  current: string;
  onPick: (input: Partial<ScribeInput>) => void;
}

/** Invented conversations to try the scribe with; there are none outside the demo. */
export function DemoConsultations({ current, onPick }: Properties) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const { data } = useQuery(demoConsultationsQuery);
  if (!data || data.length === 0) return null;

  const pick = async (consultation: DemoConsultation) => {
    const { patient_id } = consultation;
    const summary = patient_id ? await cache.fetchQuery({ ...patientQuery(patient_id), retry: false }).catch(() => null) : null;
    onPick({ ...spoken(consultation), ...(summary ? { patient: identity(summary.patient) } : {}) });
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
              aria-pressed={current === spoken(consultation).text}
              onClick={() => void pick(consultation)}
              data-testid="demo-consultation"
            >
              <span className={classes['name']}>{consultation.title}</span>
              <span className={classes['about']}>
                {consultation.specialty}
                {consultation.minutes != null && ` · ${t('scribe.demo.minutes', { n: consultation.minutes })}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function spoken({ title, transcript, whisperx }: DemoConsultation): Pick<ScribeInput, 'text' | 'file'> {
  if (!whisperx) return { text: transcript ?? '' };
  return { text: JSON.stringify(whisperx), file: { name: `${title}.json`, whisperx: true } };
}

function identity({ id, family_name, given_name, birth_date, mrn }: NotePatient): NotePatient {
  return { id, family_name, given_name, birth_date, mrn };
}
