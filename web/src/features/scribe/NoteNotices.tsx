import { AlertIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { NoteOrigin } from '@/lib/realtime/note-wire';
import classes from './NoteNotices.module.css';
import { whoWords, writtenByWords } from './note-words';
import { informs, reasonWords } from './reason-words';

interface Properties {
  origin: NoteOrigin | undefined;
  /** The note is there; before that nobody says who wrote it. */
  finished: boolean;
  discarded: boolean;
  fromDevice: boolean;
}

/** What one should know before reading: which tier could not answer, and what was guessed. */
export function NoteNotices({ origin, finished, discarded, fromDevice }: Properties) {
  const i18n = useI18n();
  const { t } = i18n;
  if (!origin) return null;
  const failed = origin.reasons.filter((code) => !informs(code));
  const informed = origin.reasons.filter(informs);
  return (
    <>
      {origin.degraded && (
        <p className={classes['degraded']} role="status" data-testid="degraded">
          <AlertIcon size={18} />
          <span>
            {failed.map((code) => reasonWords(code, i18n)).join(' ')} {finished && writtenByWords(origin, i18n)}
          </span>
        </p>
      )}
      {!origin.degraded && failed.length > 0 && <p className={classes['info']}>{failed.map((code) => reasonWords(code, i18n)).join(' ')}</p>}
      {discarded && !finished && (
        <p className={classes['info']} role="status" data-testid="discarded">
          {t('scribe.discarded', { who: whoWords(origin, i18n) })}
        </p>
      )}
      {informed.map((code) => (
        <p key={code} className={classes['info']} data-testid="informed">
          {reasonWords(code, i18n)}
        </p>
      ))}
      {fromDevice && (
        <p className={classes['info']} role="status">
          {t('scribe.kept.offline')}
        </p>
      )}
    </>
  );
}
