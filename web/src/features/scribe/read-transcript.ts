/** The server's limit on a transcript (docs/protocol/scribe.md). */
export const longestBytes = 5 * 1024 * 1024;

/** Of WhisperX's JSON most is not spoken; how much is, the server counts. */
export const longestJsonBytes = 32 * 1024 * 1024;

/** Above this a text field is no place to edit in. */
export const longestEditable = 200_000;

export type TranscriptFault = 'empty' | 'too_long' | 'not_text' | 'kind' | 'whisperx';

export type TranscriptFile = { text: string; whisperx: boolean } | { fault: TranscriptFault };

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Reads a chosen file: a text, or what WhisperX wrote. */
export async function readTranscript(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<TranscriptFile> {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'txt';
  if (ending !== 'txt' && ending !== 'json') return { fault: 'kind' };
  if (file.size > (ending === 'json' ? longestJsonBytes : longestBytes)) return { fault: 'too_long' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return { fault: 'not_text' };
  }
  if (text.includes('\0')) return { fault: 'not_text' };
  if (text.trim() === '') return { fault: 'empty' };
  if (ending === 'txt') return { text, whisperx: false };
  return spokenSegments(text) > 0 ? { text, whisperx: true } : { fault: 'whisperx' };
}

/** How many segments WhisperX's JSON has; none when it is something else. */
export function spokenSegments(json: string): number {
  try {
    const { segments } = JSON.parse(json) as { segments?: unknown };
    return Array.isArray(segments) ? segments.length : 0;
  } catch {
    return 0;
  }
}

export function faultOf(text: string, whisperx = false): TranscriptFault | null {
  if (text.trim() === '') return 'empty';
  const longest = whisperx ? longestJsonBytes : longestBytes;
  return text.length > longest / 3 && bytesOf(text) > longest ? 'too_long' : null;
}
