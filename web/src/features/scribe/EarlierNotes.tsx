import { ActionIcon, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '@/components/Failure';
import { AlertIcon, BinIcon } from '@/components/icons';
import { ListSkeleton } from '@/components/ListSkeleton';
import { moveFocus } from '@/components/move-focus';
import { notesQuery } from '@/lib/cache/notes';
import { patientsQuery } from '@/lib/cache/patients';
import { momentOf } from '@/lib/format/dates';
import { patientName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import { DeleteNote } from './DeleteNote';
import classes from './EarlierNotes.module.css';
import { layoutWords, whoWords } from './note-words';

/** One's own drafts on the server, newest first. The list knows no word of them: patient, time and tier name a note. */
export function EarlierNotes() {
  const i18n = useI18n();
  const { t, language } = i18n;
  const notes = useInfiniteQuery(notesQuery);
  const [deleting, setDeleting] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const items = notes.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = usePatientNames();

  return (
    <aside className={classes['pane']} aria-labelledby="earlier-notes" data-testid="earlier-notes">
      <h2 id="earlier-notes" className={classes['title']}>
        {t('scribe.earlier')}
      </h2>
      {notes.isPending && <ListSkeleton rows={3} />}
      {notes.error && !notes.data && <Failure error={notes.error} onRetry={() => void notes.refetch()} />}
      {notes.data && items.length === 0 && <p className={classes['none']}>{t('scribe.earlier.none')}</p>}
      <ul ref={list} className={classes['list']} onKeyDown={(event) => moveFocus(event, list.current)}>
        {items.map((note) => (
          <li key={note.id} className={classes['item']}>
            <Link to={`/scribe/${note.id}`} className={classes['note'] ?? ''} data-testid="earlier-note">
              <span className={classes['who']} data-known={note.patient_id != null}>
                {note.patient_id ? nameOf(note.patient_id) : t('scribe.patient.none')}
              </span>
              <span className={classes['facts']}>
                <span>{momentOf(note.created_at, language)}</span>
                <span>{layoutWords(note.layout, i18n)}</span>
                <span className={classes['origin']}>
                  {note.degraded && <AlertIcon size={13} />}
                  {whoWords({ provider: note.provider, degraded: note.degraded, reasons: [] }, i18n)}
                </span>
              </span>
            </Link>
            <ActionIcon
              variant="subtle"
              size="lg"
              className={classes['delete'] ?? ''}
              aria-label={t('scribe.delete.of', { when: momentOf(note.created_at, language) })}
              title={t('scribe.delete')}
              onClick={() => setDeleting(note.id)}
              data-testid="delete-earlier"
            >
              <BinIcon size={18} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {notes.hasNextPage && (
        <Button variant="subtle" fullWidth loading={notes.isFetchingNextPage} onClick={() => void notes.fetchNextPage()}>
          {t('scribe.earlier.more')}
        </Button>
      )}
      {deleting !== null && <DeleteNote id={deleting} onClose={() => setDeleting(null)} onDeleted={() => setDeleting(null)} />}
    </aside>
  );
}

/** From the list of patients: a name alone is no reason to open somebody's record, which the record would tell of. */
function usePatientNames(): (id: string) => string {
  const { t, language } = useI18n();
  const { data, isPending, hasNextPage } = useInfiniteQuery(patientsQuery(undefined, ''));
  const names = useMemo(
    () => new Map(data?.pages.flatMap(({ items }) => items.map((each) => [each.id, patientName(each.family_name, each.given_name, language)] as const))),
    [data, language],
  );
  // One who is not on the first pages may be further down.
  return (id) => names.get(id) ?? t(isPending ? 'loading' : data && !hasNextPage ? 'scribe.patient.hidden' : 'patient.banner');
}
