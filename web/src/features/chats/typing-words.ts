import { shortName } from '@/lib/format/names';
import type { I18n } from '@/lib/i18n/i18n';
import type { Typist } from '@/lib/realtime/typing';

export function typingWords(typists: readonly Typist[], t: I18n['t']): string {
  const [first, second] = typists.map((typist) => shortName(typist.display_name));
  if (first === undefined) return '';
  if (typists.length > 2) return t('chat.typing.many');
  return second === undefined ? t('chat.typing.single', { name: first }) : t('chat.typing.two', { first, second });
}
