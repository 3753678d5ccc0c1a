import { AlertIcon, SparkIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { NoteOrigin } from '@/lib/realtime/note-wire';
import classes from './NoteFacts.module.css';
import { whoWords } from './note-words';

interface Properties {
  origin: NoteOrigin | undefined;
  tookMs: number | undefined;
  toCheck: number;
  onCheck: () => void;
}

/** What kind of text this is: a draft, by whom, and how much of it needs a look. */
export function NoteFacts({ origin, tookMs, toCheck, onCheck }: Properties) {
  const i18n = useI18n();
  const { t, tn, language } = i18n;
  const seconds =
    tookMs === undefined ? '' : new Intl.NumberFormat(language, { maximumFractionDigits: tookMs < 10_000 ? 1 : 0 }).format(Math.max(tookMs, 100) / 1000);
  return (
    <div className={classes['facts']}>
      <span className={classes['draft']}>{t('scribe.draft')}</span>
      {origin && (
        <span className={classes['origin']} data-provider={origin.provider} data-testid="provider">
          <SparkIcon size={15} />
          <span className={classes['name']}>{whoWords(origin, i18n)}</span>
          {seconds && <span className={classes['took']}>{t('scribe.took', { seconds })}</span>}
        </span>
      )}
      {toCheck > 0 && (
        <button type="button" className={classes['check']} onClick={onCheck} data-testid="to-check">
          <AlertIcon size={15} />
          {tn('scribe.check', toCheck)}
        </button>
      )}
    </div>
  );
}
