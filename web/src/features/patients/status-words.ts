import type { Key } from '@/lib/i18n/catalogue';
import type { I18n } from '@/lib/i18n/i18n';

/** FHIR R4's words for the state of a problem or a medication. */
const words = {
  active: 'patient.status.active',
  inactive: 'patient.status.inactive',
  resolved: 'patient.status.resolved',
  completed: 'patient.status.completed',
  stopped: 'patient.status.stopped',
  'on-hold': 'patient.status.onhold',
  recurrence: 'patient.status.recurrence',
  relapse: 'patient.status.relapse',
  remission: 'patient.status.remission',
  cancelled: 'patient.status.cancelled',
} as const satisfies Record<string, Key>;

export function statusWord(status: string, t: I18n['t']): string {
  return status in words ? t(words[status as keyof typeof words]) : status;
}
