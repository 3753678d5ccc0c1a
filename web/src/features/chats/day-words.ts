import { dateOf, daysAgo, timeOf, weekdayOf } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';

/** How far back something was, in the words of the list and of the day separators. */
export function useDayWords(now: Date = new Date()) {
  const { t, language } = useI18n();
  return {
    listTime(iso: string): string {
      const days = daysAgo(iso, now);
      if (days <= 0) return timeOf(iso);
      if (days === 1) return t('day.yesterday');
      return days < 7 ? weekdayOf(iso, language) : dateOf(iso, language);
    },
    day(iso: string): string {
      const days = daysAgo(iso, now);
      const date = `${weekdayOf(iso, language)} ${dateOf(iso, language)}`;
      if (days <= 0) return `${t('day.today')} · ${date}`;
      return days === 1 ? `${t('day.yesterday')} · ${date}` : date;
    },
  };
}
