import { Button, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useI18n } from '@/lib/i18n/i18n';
import type { ScribeState } from '@/lib/realtime/scribe';
import { whoWords } from './note-words';
import classes from './WritingStatus.module.css';

/** Who is at it, with which part, since when; and the way out. */
export function WritingStatus({ scribe, onCancel }: { scribe: ScribeState; onCancel: () => void }) {
  const { t } = useI18n();
  const words = useStatusWords(scribe);
  const seconds = useSeconds(scribe.since);
  return (
    <div className={classes['status']} data-waiting={scribe.waiting} data-testid="writing-status">
      <Loader size="xs" aria-hidden="true" />
      <p className={classes['words']} role="status">
        {words}
      </p>
      <span className={classes['time']} aria-hidden="true">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
      </span>
      <Button variant="default" size="compact-sm" onClick={onCancel} data-testid="cancel-note">
        {t('scribe.cancel')}
      </Button>
    </div>
  );
}

function useStatusWords({ phase, waiting, streamed, progress: { origin, turns, sections } }: ScribeState): string {
  const i18n = useI18n();
  const { t } = i18n;
  const who = origin ? whoWords(origin, i18n) : '';
  if (waiting === 'connection') {
    if (phase === 'asking') return t('scribe.status.waits');
    return streamed ? t('scribe.status.again') : t('scribe.status.connection');
  }
  if (waiting === 'server') return t('scribe.status.server');
  if (waiting === 'model') return t('scribe.status.slow');
  if (!origin) return phase === 'asking' && turns.length === 0 ? t('scribe.status.asking') : t('scribe.status.reading');
  const section = sections.at(-1);
  return section ? t('scribe.status.section', { who, section: section.title }) : t('scribe.status.writing', { who });
}

function useSeconds(since: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((now - since) / 1000));
}
