import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { Failure } from '@/components/Failure';
import { AlertIcon, BackIcon, ChatsIcon } from '@/components/icons';
import { PatientBanner } from '@/components/PatientBanner';
import { ApiError } from '@/lib/api/http';
import { conversationsQuery } from '@/lib/cache/conversations';
import { patientQuery } from '@/lib/cache/patients';
import { useI18n } from '@/lib/i18n/i18n';
import { Admission } from './Admission';
import { Allergies } from './Allergies';
import { Medications } from './Medications';
import { Observations } from './Observations';
import classes from './PatientRecord.module.css';
import { Problems } from './Problems';
import { Reports } from './Reports';

/** The first look at a patient: who, why here, what matters, what the laboratory says. */
export function PatientRecord({ id }: { id: string }) {
  const { t } = useI18n();
  const summary = useQuery(patientQuery(id));
  const chat = useQuery(conversationsQuery).data?.find((conversation) => conversation.patient_id === id);

  if (summary.error instanceof ApiError && summary.error.status === 404) {
    return (
      <EmptyState icon={<AlertIcon size={28} />} title={t('patient.gone')}>
        <Button component={Link} to="/patients" variant="light">
          {t('patient.gone.home')}
        </Button>
      </EmptyState>
    );
  }
  if (summary.error && !summary.data) return <Failure error={summary.error} onRetry={() => void summary.refetch()} />;

  return (
    <div className={classes['record']}>
      <header className={classes['header']}>
        <Link to="/patients" className={classes['back'] ?? ''} aria-label={t('nav.back')}>
          <BackIcon />
        </Link>
        {summary.data ? (
          <PatientBanner summary={summary.data} heading />
        ) : (
          <div className={classes['waiting']} role="status" aria-label={t('loading')}>
            <Skeleton height="1.5rem" width="14rem" />
            <Skeleton height="1rem" width="20rem" maw="80%" />
          </div>
        )}
      </header>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('patient.banner')}>
        {summary.data && (
          <>
            <Admission encounter={summary.data.encounter ?? null}>
              {chat && (
                <Link to={`/chats/${chat.id}`} className={classes['chat'] ?? ''}>
                  <ChatsIcon size={18} />
                  {t('patient.chat')}
                </Link>
              )}
            </Admission>
            <div className={classes['columns']}>
              <div className={classes['column']}>
                <Problems conditions={summary.data.conditions} />
                <Allergies allergies={summary.data.allergies} known={summary.data.allergies_known} />
                <Medications medications={summary.data.medications} />
                <Reports reports={summary.data.reports} />
              </div>
              <div className={classes['column']}>
                <Observations category="laboratory" observations={summary.data.observations} />
                <Observations category="vital-signs" observations={summary.data.observations} />
              </div>
            </div>
          </>
        )}
        {summary.isPending && (
          <div className={classes['columns']}>
            <Skeleton height="12rem" radius="lg" />
            <Skeleton height="18rem" radius="lg" />
          </div>
        )}
      </div>
    </div>
  );
}
