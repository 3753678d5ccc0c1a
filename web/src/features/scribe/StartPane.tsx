import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { AlertIcon, NoteIcon, SparkIcon } from '@/components/icons';
import { PaneHeader } from '@/components/PaneHeader';
import { useI18n } from '@/lib/i18n/i18n';
import { useConnectionState, useLive, useScribe } from '@/lib/live/live-context';
import type { NoteLayout, Tier } from '@/lib/realtime/note-wire';
import type { NotePatient, ScribeInput } from '@/lib/realtime/scribe-draft';
import { DemoConsultations } from './DemoConsultations';
import { EarlierNotes } from './EarlierNotes';
import { PatientField } from './PatientField';
import { faultOf, type TranscriptFault } from './read-transcript';
import { refusalWords } from './refusal-words';
import classes from './StartPane.module.css';
import { TranscriptField } from './TranscriptField';
import { WritingStatus } from './WritingStatus';

const faults = {
  empty: 'scribe.fault.empty',
  too_long: 'scribe.fault.too_long',
  not_text: 'scribe.fault.not_text',
  kind: 'scribe.fault.kind',
  whisperx: 'scribe.fault.whisperx',
} as const;

/** Where a transcript becomes a note: what was said, about whom, in which form, by which tier. */
export function StartPane() {
  const i18n = useI18n();
  const { t } = i18n;
  const { scribe } = useLive();
  const state = useScribe();
  const online = useConnectionState() === 'online';
  const navigate = useNavigate();
  const [fault, setFault] = useState<TranscriptFault | null>(null);
  const [replaced, setReplaced] = useState<ScribeInput | null>(null);
  const asked = useRef(false);
  const ids = { layout: useId(), prefer: useId(), offline: useId() };
  const { draft, phase, progress } = state;
  const busy = phase === 'asking' || phase === 'writing';

  useEffect(() => {
    // Whoever pressed the button goes to the note as soon as it has a name.
    if (asked.current && busy && state.noteId !== undefined) void navigate(`/scribe/${state.noteId}`);
    if (!busy && phase !== 'idle') asked.current = false;
    if (phase === 'failed' && state.noteId !== undefined) scribe.seen();
  }, [busy, phase, state.noteId, navigate, scribe]);

  // A file takes its time to be read: what is in hand is what is there now, not what was there when the page was drawn.
  const replace = (input: Parameters<typeof scribe.edit>[0]) => {
    if (scribe.busy) return;
    const { draft: now } = scribe.state;
    setFault(null);
    setReplaced(now.text.trim() === '' || now.text === input.text ? null : now);
    scribe.edit({ file: undefined, ...input });
  };

  const addPatient = (text: string, patient: NotePatient) => {
    const { draft: now } = scribe.state;
    if (now.text === text && now.patient === undefined) scribe.edit({ patient });
  };

  const undo = () => {
    if (replaced) scribe.edit({ text: replaced.text, file: replaced.file, patient: replaced.patient });
    setReplaced(null);
  };

  const write = () => {
    const found = faultOf(draft.text, draft.file?.whisperx);
    setFault(found);
    if (found) return;
    asked.current = true;
    scribe.write();
  };

  return (
    <div className={classes['screen']} data-testid="scribe-start">
      <div className={classes['columns']}>
        <div className={classes['main']}>
          <PaneHeader title={t('scribe.title')} beside={false} />
          {busy && (
            <div className={classes['running']}>
              <WritingStatus scribe={state} onCancel={() => scribe.cancel()} />
              {state.noteId !== undefined && (
                <Link to={`/scribe/${state.noteId}`} className={classes['show'] ?? ''}>
                  {t('scribe.running.show')}
                </Link>
              )}
            </div>
          )}
          {phase === 'failed' && progress.failure && (
            <div className={classes['refused']} data-cancelled={progress.failure.code === 'cancelled'} role="alert" data-testid="scribe-refused">
              {progress.failure.code === 'cancelled' ? (
                t('scribe.cancelled')
              ) : (
                <>
                  <AlertIcon size={20} />
                  <span>
                    <strong>{t('scribe.refused.title')}</strong> {refusalWords(progress.failure.code, i18n, draft.patient !== undefined)} {t('scribe.refused.kept')}
                  </span>
                </>
              )}
            </div>
          )}
          {!busy && draft.note && (
            <div className={classes['made']}>
              <NoteIcon size={20} />
              <span>{t('scribe.made')}</span>
              <Link to={`/scribe/${draft.note.id}`} className={classes['show'] ?? ''} data-testid="open-made">
                {t('scribe.made.open')}
              </Link>
              <Button variant="subtle" size="compact-sm" onClick={() => scribe.clear()} data-testid="start-empty">
                {t('scribe.made.clear')}
              </Button>
            </div>
          )}
          <fieldset className={classes['form']} disabled={busy}>
            <legend className="seen-by-readers-only">{t('scribe.new')}</legend>
            <TranscriptField
              input={draft}
              fault={fault ? t(faults[fault]) : ''}
              onText={(text, file) => {
                setFault(null);
                setReplaced(null);
                scribe.edit({ text, file });
              }}
              onFile={(text, file) => replace({ text, ...(file ? { file } : {}) })}
              onFault={(found) => scribe.busy || setFault(found)}
            />
            {replaced && (
              <p className={classes['replaced']} role="status">
                {t('scribe.replaced')}
                <button type="button" className={classes['undo']} onClick={undo}>
                  {t('scribe.undo')}
                </button>
              </p>
            )}
            <DemoConsultations current={draft.text} onPick={replace} onPatient={addPatient} />
            <div className={classes['options']}>
              <PatientField patient={draft.patient} onChange={(patient) => scribe.edit({ patient })} />
              <div className={classes['option']}>
                <span id={ids.layout} className={classes['label']}>
                  {t('scribe.layout')}
                </span>
                <SegmentedControl
                  fullWidth
                  aria-labelledby={ids.layout}
                  value={draft.layout}
                  onChange={(value) => scribe.edit({ layout: value as NoteLayout })}
                  data={[
                    { value: 'soap', label: t('scribe.layout.soap') },
                    { value: 'clinical', label: t('scribe.layout.clinical') },
                  ]}
                  data-testid="layout"
                />
              </div>
            </div>
            <details className={classes['advanced']}>
              <summary>{t('scribe.prefer')}</summary>
              <SegmentedControl
                fullWidth
                aria-labelledby={ids.prefer}
                value={draft.prefer ?? 'best'}
                onChange={(value) => scribe.edit({ prefer: value === 'best' ? undefined : (value as Tier) })}
                data={[
                  { value: 'best', label: t('scribe.prefer.best') },
                  { value: 'cloud', label: t('scribe.prefer.cloud') },
                  { value: 'local', label: t('scribe.prefer.local') },
                  { value: 'builtin', label: t('scribe.prefer.builtin') },
                ]}
                data-testid="prefer"
              />
              <p id={ids.prefer} className={classes['hint']}>
                {t('scribe.prefer.hint')}
              </p>
            </details>
            <div className={classes['go']}>
              {!online && !busy && (
                <p id={ids.offline} className={classes['hint']} data-testid="write-offline">
                  {t('scribe.write.offline')}
                </p>
              )}
              <Button
                size="md"
                leftSection={<SparkIcon size={18} />}
                disabled={!online}
                loading={busy}
                aria-describedby={online ? undefined : ids.offline}
                onClick={write}
                data-testid="write-note"
              >
                {t('scribe.write')}
              </Button>
            </div>
          </fieldset>
        </div>
        <EarlierNotes />
      </div>
    </div>
  );
}
