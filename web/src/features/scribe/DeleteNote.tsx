import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notesOverRest } from '@/lib/api/notes-over-rest';
import { notesQuery } from '@/lib/cache/notes';
import { explain } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';
import { useLive } from '@/lib/live/live-context';
import classes from './DeleteNote.module.css';

export function DeleteNote({ id, onClose, onDeleted }: { id: string; onClose: () => void; onDeleted: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { scribe } = useLive();
  const cache = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await notesOverRest.deleteNote(id);
      scribe.forget(id);
      onDeleted();
      cache.removeQueries({ queryKey: ['note', id] });
      await cache.invalidateQueries({ queryKey: notesQuery.queryKey });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} title={t('scribe.delete.title')} centered lockScroll={false} withCloseButton={false}>
      <p className={classes['text']}>{t('scribe.delete.text')}</p>
      <p className={classes['error']} role="alert">
        {error != null && explain(error, i18n)}
      </p>
      <div className={classes['actions']}>
        <Button variant="subtle" className={classes['remove'] ?? ''} onClick={() => void remove()} loading={busy} data-testid="confirm-delete">
          {t('scribe.delete.confirm')}
        </Button>
        <Button onClick={onClose} data-autofocus>
          {t('scribe.delete.keep')}
        </Button>
      </div>
    </Modal>
  );
}
