import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState, type UIEvent } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { Failure } from '@/components/Failure';
import { AlertIcon, PatientsIcon, SearchIcon } from '@/components/icons';
import { ListSkeleton } from '@/components/ListSkeleton';
import { moveFocus } from '@/components/move-focus';
import { PaneHeader } from '@/components/PaneHeader';
import { usePatientWords } from '@/components/patient-words';
import type { PatientRow } from '@/lib/api/list-patients';
import { patientsQuery } from '@/lib/cache/patients';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import { useSession } from '@/lib/session/session-context';
import classes from './PatientList.module.css';

export function PatientList({ current }: { current: string | undefined }) {
  const { t, tn } = useI18n();
  const { me } = useSession();
  const [department, setDepartment] = useState<string | undefined>(undefined);
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search.trim(), 200);
  const patients = useInfiniteQuery(patientsQuery(department, q));
  const list = useRef<HTMLUListElement>(null);
  const items = patients.data?.pages.flatMap((page) => page.items) ?? [];
  const count = `${items.length}${patients.hasNextPage ? '+' : ''}`;

  const scrolled = (event: UIEvent<HTMLElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < 600 && patients.hasNextPage && !patients.isFetchingNextPage) void patients.fetchNextPage();
  };

  return (
    <div className={classes['pane']}>
      <PaneHeader title={t('patients.title')} beside={current !== undefined} {...(patients.data ? { note: patients.hasNextPage ? count : tn('patients.count', items.length) } : {})} />
      <div className={classes['search']}>
        <TextInput
          type="search"
          aria-label={t('patients.search')}
          placeholder={t('patients.search')}
          leftSection={<SearchIcon size={18} />}
          radius="xl"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'ArrowDown' && moveFocus(event, list.current)}
          data-testid="patient-search"
        />
        {me.departments.length > 1 && (
          <div className={classes['wards']} role="group" aria-label={t('patients.filter')}>
            {[{ id: undefined, name: t('patients.all') }, ...me.departments].map((ward) => (
              <button
                key={ward.id ?? ''}
                type="button"
                className={classes['ward']}
                aria-pressed={department === ward.id}
                onClick={() => setDepartment(ward.id)}
              >
                {ward.name}
              </button>
            ))}
          </div>
        )}
      </div>
      <div className={classes['scroll']} onScroll={scrolled}>
        {patients.isPending && <ListSkeleton />}
        {patients.error && !patients.data && <Failure error={patients.error} onRetry={() => void patients.refetch()} />}
        {patients.data && items.length === 0 && q !== '' && <p className={classes['nothing']}>{t('patients.nomatch', { query: search })}</p>}
        {patients.data && items.length === 0 && q === '' && (
          <EmptyState icon={<PatientsIcon size={28} />} title={t('patients.none.title')} text={t('patients.none.text')} />
        )}
        <ul ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
          {items.map((patient) => (
            <Row key={patient.id} patient={patient} current={patient.id === current} />
          ))}
        </ul>
        {patients.isFetchingNextPage && <ListSkeleton rows={2} />}
      </div>
    </div>
  );
}

function Row({ patient, current }: { patient: PatientRow; current: boolean }) {
  const { t, language } = useI18n();
  const words = usePatientWords();
  return (
    <li>
      <Link
        to={`/patients/${patient.id}`}
        className={classes['item'] ?? ''}
        aria-current={current ? 'page' : undefined}
        data-testid="patient-item"
        data-patient-id={patient.id}
        data-mrn={patient.mrn}
      >
        <span className={classes['top']}>
          <span className={classes['name']}>{patientName(patient.family_name, patient.given_name, language)}</span>
          <span className={classes['place']}>{patient.location}</span>
        </span>
        <span className={classes['identity']}>
          <span>{words.born(patient.birth_date)}</span>
          <span>{words.gender(patient.gender)}</span>
          <span>
            {t('patient.mrn')} {patient.mrn}
          </span>
        </span>
        {patient.reason && <span className={classes['reason']}>{patient.reason}</span>}
        {patient.allergies.length === 0 && (
          <span className={classes['identity']}>
            {patient.allergies_known === 'none_known' ? t('patient.allergies.none') : `${t('patient.allergies')}: ${t('patient.allergies.unknown')}`}
          </span>
        )}
        {patient.allergies.length > 0 && (
          <span className={classes['allergies']}>
            <AlertIcon size={14} />
            <span className="seen-by-readers-only">{t('patient.allergies')}: </span>
            {patient.allergies.join(', ')}
          </span>
        )}
      </Link>
    </li>
  );
}
