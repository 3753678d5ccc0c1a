import { ApiError } from '../api/http';
import type { Key } from './catalogue';
import type { I18n } from './i18n';

type Plain = Extract<Key, `error.${string}`>;

/** The server's stable codes in the reader's words. Its own English sentences are for developers. */
const words: Record<string, Exclude<Plain, 'error.limited' | 'error.unknown' | 'error.load'>> = {
  network: 'error.network',
  no_answer: 'error.network',
  not_found: 'error.notfound',
  forbidden: 'error.forbidden',
  origin_forbidden: 'error.forbidden',
  invalid_credentials: 'error.credentials',
  locked_out: 'error.locked',
  not_signed_in: 'error.session',
  invalid_token: 'error.session',
  session_ended: 'error.session',
  content_too_large: 'error.toolarge',
  content_empty: 'error.content',
  content_ill_formed: 'error.content',
  content_control_character: 'error.content',
  reply_to_unknown: 'error.reply',
  participant_unknown: 'error.participant',
  title_too_long: 'error.title.long',
  setup_token_invalid: 'error.token',
  password_weak: 'error.password',
  user_name_invalid: 'error.name',
  user_name_taken: 'error.name.taken',
  display_name_invalid: 'error.display',
  try_later: 'error.server',
  unavailable: 'error.server',
};

export function explain(error: unknown, i18n: Pick<I18n, 't'>): string {
  if (!(error instanceof ApiError)) return i18n.t('error.unknown', { code: 'client' });
  if (error.code === 'rate_limited') return i18n.t('error.limited', { seconds: Math.ceil((error.retryAfterMs ?? 30_000) / 1000) });
  if (error.status >= 500 && !(error.code in words)) return i18n.t('error.server');
  return explainCode(error.code, i18n);
}

export function explainCode(code: string, { t }: Pick<I18n, 't'>): string {
  const key = words[code];
  return key ? t(key) : t('error.unknown', { code });
}
