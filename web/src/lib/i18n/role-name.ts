import type { Key } from './catalogue';
import type { I18n } from './i18n';

const roles = {
  physician: 'role.physician',
  nurse: 'role.nurse',
  administrator: 'role.administrator',
  privacy_officer: 'role.privacy',
} as const satisfies Record<string, Key>;

/** A role this page does not know yet is shown as the server names it. */
export function roleName(role: string, t: I18n['t']): string {
  return role in roles ? t(roles[role as keyof typeof roles]) : role.replaceAll('_', ' ');
}
