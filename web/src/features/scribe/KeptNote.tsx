import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { Failure } from '@/components/Failure';
import { AlertIcon } from '@/components/icons';
import { ApiError } from '@/lib/api/http';
import { noteQuery } from '@/lib/cache/notes';
import { useI18n } from '@/lib/i18n/i18n';
import { useScribe } from '@/lib/live/live-context';
import classes from './KeptNote.module.css';
import { NoteView } from './NoteView';
import { patientOf, shownNote } from './shown-note';
import { useNoteActions } from './use-note-actions';

/** An earlier note, as the server keeps it; without a network the copy of the last one that this device holds. */
export function KeptNote({ id }: { id: string }) {
  const { t } = useI18n();
  const { draft } = useScribe();
  const kept = useQuery(noteQuery(id));
  const { startNew, askDelete, deletion } = useNoteActions(id);
  const gone = kept.error instanceof ApiError && kept.error.status === 404;
  const copy = draft.note?.id === id ? draft.note : undefined;
  const note = kept.data ?? (gone ? undefined : copy);

  if (gone && !kept.data) {
    return (
      <EmptyState icon={<AlertIcon size={28} />} title={t('scribe.gone')} level="h1">
        <Button component={Link} to="/scribe" variant="light">
          {t('scribe.gone.home')}
        </Button>
      </EmptyState>
    );
  }
  if (!note) {
    if (kept.error) return <Failure error={kept.error} onRetry={() => void kept.refetch()} />;
    return (
      <div className={classes['waiting']} role="status" aria-label={t('loading')}>
        <Skeleton height="1.5rem" width="14rem" />
        <Skeleton height="1rem" width="22rem" maw="80%" />
        <Skeleton height="18rem" radius="lg" />
      </div>
    );
  }
  return (
    <>
      <NoteView
        shown={shownNote(note)}
        patient={patientOf(note, draft.patient)}
        fromDevice={!kept.data && kept.error !== null}
        onNew={startNew}
        onDelete={askDelete}
      />
      {deletion}
    </>
  );
}
