import type { I18n } from '@/lib/i18n/i18n';

const happened = {
  unreachable: 'scribe.reason.unreachable',
  timeout: 'scribe.reason.timeout',
  cut: 'scribe.reason.cut',
  error: 'scribe.reason.error',
  unauthorized: 'scribe.reason.unauthorized',
  rate_limited: 'scribe.reason.rate_limited',
  overloaded: 'scribe.reason.overloaded',
  no_model: 'scribe.reason.no_model',
  wrong_endpoint: 'scribe.reason.wrong_endpoint',
  too_large: 'scribe.reason.too_large',
  unusable: 'scribe.reason.unusable',
  nothing_to_note: 'scribe.reason.nothing_to_note',
  too_long: 'scribe.reason.too_long',
  paused: 'scribe.reason.paused',
} as const;

const servers = { local: 'scribe.server.local', cloud: 'scribe.server.cloud' } as const;
const tiers = { local: 'scribe.tier.local', cloud: 'scribe.tier.cloud' } as const;

/** What the reader should know and that is no failure of a tier. */
export const informs = (code: string): boolean => code === 'speakers_unlabelled' || code.endsWith('_nothing_to_note');

/** A reason's stable code (docs/protocol/scribe.md) in the reader's words. One that is not known yet is named. */
export function reasonWords(code: string, { t }: Pick<I18n, 't'>): string {
  if (code === 'speakers_unlabelled') return t('scribe.reason.speakers_unlabelled');
  if (code === 'cloud_off') return t('scribe.reason.cloud_off');
  const at = code.indexOf('_');
  // Where no model is, it is the server that answered.
  const tier = (code.endsWith('_no_model') ? servers : tiers)[code.slice(0, at) as keyof typeof tiers];
  const what = happened[code.slice(at + 1) as keyof typeof happened];
  return tier && what ? t(what, { tier: t(tier) }) : t('scribe.reason.unknown', { code });
}
