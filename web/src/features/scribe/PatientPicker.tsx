import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Failure } from '@/components/Failure';
import { SearchIcon } from '@/components/icons';
import { ListSkeleton } from '@/components/ListSkeleton';
import { moveFocus } from '@/components/move-focus';
import { usePatientWords } from '@/components/patient-words';
import { patientsQuery } from '@/lib/cache/patients';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import type { NotePatient } from '@/lib/realtime/scribe-draft';
import classes from './PatientPicker.module.css';

/** The patients that this person may see; the server searches. */
export function PatientPicker({ onPick, onClose }: { onPick: (patient: NotePatient) => void; onClose: () => void }) {
  const { t, language } = useI18n();
  const words = usePatientWords();
  const [search, setSearch] = useState('');
  const [q] = useDebouncedValue(search.trim(), 200);
  const patients = useInfiniteQuery(patientsQuery(undefined, q));
  const list = useRef<HTMLUListElement>(null);
  const items = patients.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Modal opened onClose={onClose} title={t('scribe.patient.choose')} centered lockScroll={false} closeButtonProps={{ 'aria-label': t('newchat.cancel') }}>
      <TextInput
        type="search"
        aria-label={t('patients.search')}
        placeholder={t('patients.search')}
        leftSection={<SearchIcon size={18} />}
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'ArrowDown' && moveFocus(event, list.current)}
        data-testid="picker-search"
      />
      {patients.isPending && <ListSkeleton rows={4} />}
      {patients.error && !patients.data && <Failure error={patients.error} onRetry={() => void patients.refetch()} />}
      {patients.data && items.length === 0 && <p className={classes['nobody']}>{t('patients.nomatch', { query: search })}</p>}
      <ul ref={list} className={classes['list']} onKeyDown={(event) => moveFocus(event, list.current)}>
        {items.map(({ id, family_name, given_name, birth_date, mrn, location }) => (
          <li key={id}>
            <button type="button" className={classes['patient']} onClick={() => onPick({ id, family_name, given_name, birth_date, mrn })} data-testid="pick-patient">
              <span className={classes['top']}>
                <span className={classes['name']}>{patientName(family_name, given_name, language)}</span>
                <span>{location}</span>
              </span>
              <span className={classes['facts']}>
                {words.born(birth_date)} · {t('patient.mrn')} {mrn}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
