import { ageAt, calendarDate } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';

const genders = { male: 'patient.gender.male', female: 'patient.gender.female', other: 'patient.gender.other' } as const;
const units = { years: 'age.years', months: 'age.months', days: 'age.days' } as const;

/** The words of a patient's identity. What is not known says so. */
export function usePatientWords(now: Date = new Date()) {
  const { t, language } = useI18n();
  return {
    gender: (gender: string) => (gender in genders ? t(genders[gender as keyof typeof genders]) : t('patient.unknown')),
    born(birthDate: string): string {
      if (!birthDate) return t('patient.unknown');
      const age = ageAt(birthDate, now);
      return `${calendarDate(birthDate, language)} (${t(units[age.unit], { n: age.count })})`;
    },
  };
}
