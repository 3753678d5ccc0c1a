import { Button } from '@mantine/core';
import { useId, useRef, type DragEvent } from 'react';
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

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;

export function TranscriptField({ input, fault, onText, onFile, onFault }: Properties) {
  const { t, tn } = useI18n();
  const [field, hint, problem] = [useId(), useId(), useId()];
  const chooser = useRef<HTMLInputElement>(null);

  const read = async (file: File) => {
    const read = await readTranscript(file);
    if ('fault' in read) return onFault(read.fault);
    const { text, whisperx } = read;
    const keepFile = whisperx || text.length > longestEditable;
    onFile(text, keepFile ? { name: file.name, whisperx } : undefined);
  };

  const type = (text: string) =>
    text.length > longestEditable ? onText(text, { name: t('scribe.file.pasted'), whisperx: false }) : onText(text);

  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    void read(file);
  };

  return (
    <div onDrop={drop} onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}>
      <div className={classes['head']}>
        <label htmlFor={field} className={classes['label']}>
          {t('scribe.transcript')}
        </label>
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
            const file = event.currentTarget.files?.[0];
            // The same file may be chosen again after it was changed.
            event.currentTarget.value = '';
            if (file) void read(file);
          }}
          data-testid="upload-input"
        />
      </div>
      {input.file ? (
        <div id={field} className={classes['file']} data-testid="transcript-file">
          <NoteIcon size={22} />
          <div className={classes['about']}>
            <strong>{input.file.name}</strong>
            <span className={classes['size']}>
              {input.file.whisperx ? tn('scribe.segments', spokenSegments(input.text)) : tn('scribe.words', countWords(input.text))}
              {' · '}
              {Math.ceil(bytesOf(input.text) / 1024).toLocaleString()} KB
            </span>
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<CloseIcon size={15} />}
            onClick={() => onText('')}
            data-testid="remove-file"
          >
            {t('scribe.file.remove')}
          </Button>
          {!input.file.whisperx && <p className={classes['preview']}>{input.text.slice(0, 400)}</p>}
        </div>
      ) : (
        <textarea
          id={field}
          className={classes['box']}
          placeholder={t('scribe.transcript.placeholder')}
          spellCheck={false}
          aria-describedby={`${problem} ${hint}`}
          aria-invalid={fault !== ''}
          value={input.text}
          onChange={(event) => type(event.currentTarget.value)}
          data-testid="transcript-input"
        />
      )}
      <p id={problem} className={classes['fault']} role="alert" data-testid="transcript-fault">
        {fault}
      </p>
      <p id={hint} className={classes['hint']}>
        {input.text.trim() === '' || input.file ? t('scribe.upload.hint') : tn('scribe.words', countWords(input.text))}
      </p>
    </div>
  );
}
