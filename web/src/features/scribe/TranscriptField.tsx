import { Button } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, type DragEvent } from 'react';
import { CloseIcon, NoteIcon, UploadIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import type { ScribeInput } from '@/lib/realtime/scribe-draft';
import { bytesOf, longestEditable, readTranscript, spokenSegments, type TranscriptFault } from './read-transcript';
import classes from './TranscriptField.module.css';

interface Properties {
  input: ScribeInput;
  fault: string;
  onText: (text: string, file?: ScribeInput['file']) => void;
  onFile: (text: string, file?: ScribeInput['file']) => void;
  onFault: (fault: TranscriptFault) => void;
}

function countWords(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/\S+/g)) count++;
  return count;
}

export function TranscriptField({ input, fault, onText, onFile, onFault }: Properties) {
  const { t, tn, language } = useI18n();
  const [label, field, hint, problem] = [useId(), useId(), useId(), useId()];
  const { text, file } = input;
  const size = useMemo(
    () => ({
      amount: file?.whisperx ? tn('scribe.segments', spokenSegments(text)) : tn('scribe.words', countWords(text)),
      kilobytes: file ? Math.ceil(bytesOf(text) / 1024) : 0,
    }),
    [text, file, tn],
  );
  const chooser = useRef<HTMLInputElement>(null);
  const reads = useRef(0);

  // The field gives way to a file's card, and the card to the field: whoever was in the one goes on in the other.
  const moves = useRef(false);
  useEffect(() => {
    if (moves.current) document.getElementById(field)?.focus();
    moves.current = false;
  }, [file, field]);

  const read = async (chosen: File) => {
    const turn = ++reads.current;
    const found = await readTranscript(chosen);
    // Another one was chosen meanwhile.
    if (turn !== reads.current) return;
    if ('fault' in found) return onFault(found.fault);
    const keepsFile = found.whisperx || found.text.length > longestEditable;
    onFile(found.text, keepsFile ? { name: chosen.name, whisperx: found.whisperx } : undefined);
  };

  const type = (typed: string) => {
    if (typed.length <= longestEditable) return onText(typed);
    moves.current = true;
    onText(typed, { name: t('scribe.file.pasted'), whisperx: false });
  };

  const remove = () => {
    moves.current = true;
    onText('');
  };

  const drop = (event: DragEvent) => {
    const dropped = event.dataTransfer.files[0];
    if (!dropped) return;
    event.preventDefault();
    void read(dropped);
  };

  return (
    <div onDrop={drop} onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}>
      <div className={classes['head']}>
        {file ? (
          <span id={label} className={classes['label']}>
            {t('scribe.transcript')}
          </span>
        ) : (
          <label htmlFor={field} className={classes['label']}>
            {t('scribe.transcript')}
          </label>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<UploadIcon size={16} />}
          onClick={() => chooser.current?.click()}
          data-testid="upload"
        >
          {t('scribe.upload')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".txt,.json,text/plain,application/json"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            // The same file may be chosen again after it was changed.
            event.currentTarget.value = '';
            if (chosen) void read(chosen);
          }}
          data-testid="upload-input"
        />
      </div>
      {file ? (
        <div
          id={field}
          role="group"
          tabIndex={-1}
          aria-labelledby={label}
          aria-describedby={`${problem} ${hint}`}
          className={classes['file']}
          data-testid="transcript-file"
        >
          <NoteIcon size={22} />
          <div className={classes['about']}>
            <strong>{file.name}</strong>
            <span className={classes['size']}>
              {size.amount} · {new Intl.NumberFormat(language).format(size.kilobytes)} KB
            </span>
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<CloseIcon size={15} />}
            onClick={remove}
            data-testid="remove-file"
          >
            {t('scribe.file.remove')}
          </Button>
          {!file.whisperx && <p className={classes['preview']}>{text.slice(0, 400)}</p>}
        </div>
      ) : (
        <textarea
          id={field}
          className={classes['box']}
          placeholder={t('scribe.transcript.placeholder')}
          spellCheck={false}
          aria-describedby={`${problem} ${hint}`}
          aria-invalid={fault !== ''}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          data-testid="transcript-input"
        />
      )}
      <p id={problem} className={classes['fault']} role="alert" data-testid="transcript-fault">
        {fault}
      </p>
      <p id={hint} className={classes['hint']}>
        {text.trim() === '' || file ? t('scribe.upload.hint') : size.amount}
      </p>
    </div>
  );
}
