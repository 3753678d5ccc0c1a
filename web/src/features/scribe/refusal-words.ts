import { explainCode } from '@/lib/i18n/explain';
import type { I18n } from '@/lib/i18n/i18n';

const words = {
  transcript_missing: 'scribe.fault.empty',
  transcript_empty: 'scribe.fault.empty',
  transcript_too_short: 'scribe.refused.too_short',
  transcript_too_long: 'scribe.fault.too_long',
  http_413: 'scribe.fault.too_long',
  whisperx_invalid: 'scribe.fault.whisperx',
  invalid_utf8: 'scribe.fault.not_text',
  invalid_json: 'scribe.fault.not_text',
  language_unsupported: 'scribe.refused.language',
  nothing_to_note: 'scribe.refused.nothing',
  client_id_reused: 'scribe.refused.reused',
  try_later: 'scribe.refused.busy',
} as const;

/** Why there is no note, and what to do about it. That the transcript is kept is said beside it. */
export function refusalWords(code: string, i18n: Pick<I18n, 't'>, ofPatient = false): string {
  // What is not found is the patient, if one was named.
  if (code === 'not_found' && ofPatient) return i18n.t('scribe.refused.patient');
  if (/^http_5\d\d$/.test(code)) return i18n.t('error.server');
  const key = words[code as keyof typeof words];
  return key ? i18n.t(key) : explainCode(code, i18n);
}
