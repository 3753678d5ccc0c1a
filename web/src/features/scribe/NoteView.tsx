import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { BackIcon, BinIcon, CopyIcon, DownloadIcon, PlusIcon } from '@/components/icons';
import { momentOf } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';
import { toCheck } from '@/lib/realtime/note-progress';
import type { NoteLayout, NoteOrigin, NoteSection, Turn } from '@/lib/realtime/note-wire';
import type { NotePatient } from '@/lib/realtime/scribe-draft';
import { copyText, downloadText } from './hand-over';
import { placed } from './links';
import { layoutWords } from './note-words';
import { NoteFacts } from './NoteFacts';
import { NoteNotices } from './NoteNotices';
import { NotePane } from './NotePane';
import classes from './NoteView.module.css';
import { PatientLine } from './PatientLine';
import { fileName } from './plain-text';
import { SourceSheet } from './SourceSheet';
import { TranscriptPane } from './TranscriptPane';
import { useLinks } from './use-links';

/** A note to look at: one that is being written, or a finished one with its text and its time. */
export interface ShownNote {
  turns: readonly Turn[];
  sections: readonly NoteSection[];
  origin: NoteOrigin | undefined;
  layout: NoteLayout;
  discarded: boolean;
  finished?: { text: string; createdAt: string; tookMs: number };
}

interface Properties {
  shown: ShownNote;
  patient: NotePatient | { id: string } | undefined;
  fromDevice?: boolean;
  status?: ReactNode;
  onNew: () => void;
  onDelete?: () => void;
}

/** Long enough to be read, and to be read out. */
const saidForMs = 8000;

export function NoteView({ shown, patient, fromDevice = false, status, onNew, onDelete }: Properties) {
  const { t, tn, language } = useI18n();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [tab, setTab] = useState<'note' | 'transcript'>('note');
  const [said, setSaid] = useState('');
  const links = useLinks(shown.sections);
  const checked = useRef(-1);
  const body = useRef<HTMLDivElement>(null);
  const { finished, sections, origin } = shown;
  const flagged = toCheck(sections);
  const sentences = useMemo(() => placed(sections), [sections]);

  const isFinished = finished !== undefined;
  const wasFinished = useRef(isFinished);
  useEffect(() => {
    if (isFinished && !wasFinished.current) setSaid(flagged > 0 ? tn('scribe.ready.check', flagged) : t('scribe.ready'));
    wasFinished.current = isFinished;
  }, [isFinished, flagged, t, tn]);

  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async (text: string, copied: readonly NoteSection[]) => {
    const count = toCheck(copied);
    const worked = await copyText(text);
    setSaid(!worked ? t('scribe.copy.failed') : count > 0 ? tn('scribe.copied.check', count) : t('scribe.copied'));
  };

  /** One flagged sentence after the other, from the first again after the last. */
  const check = () => {
    const all = sentences.filter(({ sentence }) => sentence.flags.length > 0);
    checked.current = (checked.current + 1) % all.length;
    setTab('note');
    const key = all[checked.current]?.key;
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-sentence="${key}"]`)?.focus());
  };

  const turnOver = () => setTab(tab === 'note' ? 'transcript' : 'note');

  return (
    <div className={classes['view']} data-testid="note-view" data-finished={finished !== undefined}>
      <header className={classes['header']}>
        <Link to="/scribe" className={classes['back'] ?? ''} aria-label={t('nav.back')} data-testid="back">
          <BackIcon />
        </Link>
        <div className={classes['heading']}>
          <h1 className={classes['title']} tabIndex={-1} data-route-heading>
            {layoutWords(shown.layout, { t })}
            {finished && <span className={classes['when']}>{momentOf(finished.createdAt, language)}</span>}
          </h1>
          {wide && <PatientLine patient={patient} />}
        </div>
        {finished && (
          <div className={classes['actions']}>
            {onDelete && (
              <ActionIcon variant="subtle" size="lg" aria-label={t('scribe.delete')} title={t('scribe.delete')} onClick={onDelete} data-testid="delete-note">
                <BinIcon size={20} />
              </ActionIcon>
            )}
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('scribe.download')}
              title={t('scribe.download')}
              onClick={() => downloadText(fileName(finished.createdAt), `${finished.text}\n`)}
              data-testid="download-note"
            >
              <DownloadIcon size={20} />
            </ActionIcon>
            {wide ? (
              <>
                <Button variant="default" leftSection={<CopyIcon size={18} />} onClick={() => void copy(finished.text, sections)} data-testid="copy-note">
                  {t('scribe.copy')}
                </Button>
                <Button leftSection={<PlusIcon size={18} />} onClick={onNew} data-testid="new-note">
                  {t('scribe.new')}
                </Button>
              </>
            ) : (
              <>
                <ActionIcon variant="subtle" size="lg" aria-label={t('scribe.copy')} title={t('scribe.copy')} onClick={() => void copy(finished.text, sections)} data-testid="copy-note">
                  <CopyIcon size={20} />
                </ActionIcon>
                <ActionIcon variant="light" size="lg" aria-label={t('scribe.new')} title={t('scribe.new')} onClick={onNew} data-testid="new-note">
                  <PlusIcon size={20} />
                </ActionIcon>
              </>
            )}
          </div>
        )}
      </header>
      <div className={classes['facts']}>
        {!wide && <PatientLine patient={patient} />}
        <NoteFacts origin={finished ? origin : undefined} tookMs={finished?.tookMs} toCheck={flagged} onCheck={check} />
        <p className={classes['said']} role="status" data-testid="said">
          {said}
        </p>
      </div>
      {status}
      <NoteNotices origin={origin} finished={finished !== undefined} discarded={shown.discarded} fromDevice={fromDevice} />
      {!wide && (
        <SegmentedControl
          className={classes['tabs'] ?? ''}
          fullWidth
          aria-label={t('scribe.view')}
          value={tab}
          onChange={(value) => setTab(value as typeof tab)}
          data={[
            { value: 'note', label: t('scribe.note') },
            { value: 'transcript', label: t('scribe.transcript') },
          ]}
          data-testid="note-tabs"
        />
      )}
      <div ref={body} className={classes['panes']} data-wide={wide}>
        <div className={classes['pane']} data-seen={wide || tab === 'transcript'}>
          <TranscriptPane turns={shown.turns} links={links} />
        </div>
        <div className={classes['pane']} data-seen={wide || tab === 'note'}>
          <NotePane sections={sections} turns={shown.turns} links={links} writing={!finished} onCopy={(text, copied) => void copy(text, copied)} />
        </div>
      </div>
      {!wide && links.pinned && <SourceSheet links={links} pane={tab} turns={shown.turns} sentences={sentences} onShow={turnOver} />}
    </div>
  );
}
