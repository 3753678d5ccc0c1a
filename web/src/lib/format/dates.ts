/** Dates as hospitals write them: day, short month, year, nothing that could be read two ways. */

const parts = (date: Date, language: string, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(new Intl.DateTimeFormat(language, options).formatToParts(date).map((part) => [part.type, part.value]));

const plain = (text: string | undefined): string => (text ?? '').replaceAll('.', '');

function dayMonthYear(date: Date, language: string, timeZone: string | undefined): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const { day, month, year } = parts(date, language, { day: '2-digit', month: 'short', year: 'numeric', ...zone });
  return `${day}-${plain(month)}-${year}`;
}

/** A calendar date without a time (`1945-07-14`): no time zone may move it. */
export function calendarDate(isoDate: string, language: string): string {
  return dayMonthYear(new Date(`${isoDate.slice(0, 10)}T00:00:00Z`), language, 'UTC');
}

export function dateOf(iso: string, language: string): string {
  return dayMonthYear(new Date(iso), language, undefined);
}

export function timeOf(iso: string): string {
  const date = new Date(iso);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

export function momentOf(iso: string, language: string): string {
  return `${dateOf(iso, language)} ${timeOf(iso)}`;
}

export function weekdayOf(iso: string, language: string): string {
  return plain(new Intl.DateTimeFormat(language, { weekday: 'short' }).format(new Date(iso)));
}

/** Whole local days from `iso` to `now`: 0 today, 1 yesterday. */
export function daysAgo(iso: string, now: Date): number {
  const then = new Date(iso);
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(now) - midnight(then)) / 86_400_000);
}

export function dayKey(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

export interface Age {
  unit: 'years' | 'months' | 'days';
  count: number;
}

/** Years from two years of age on, months from one month on, days before. */
export function ageAt(birthDate: string, now: Date): Age {
  const [year = 0, month = 1, day = 1] = birthDate.slice(0, 10).split('-').map(Number);
  let months = (now.getFullYear() - year) * 12 + (now.getMonth() + 1 - month);
  if (now.getDate() < day) months--;
  if (months >= 24) return { unit: 'years', count: Math.floor(months / 12) };
  if (months >= 1) return { unit: 'months', count: months };
  const days = Math.round(
    (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(year, month - 1, day)) / 86_400_000,
  );
  return { unit: 'days', count: Math.max(0, days) };
}
