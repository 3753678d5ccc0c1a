import { expect, test } from 'vitest';
import { ageAt, calendarDate, dateOf, dayKey, daysAgo, timeOf } from '@/lib/format/dates';
import { initials, patientName, shortName, tintOf } from '@/lib/format/names';
import { flagOf, measured, unitWords } from '@/lib/format/numbers';

test.each([
  ['en', '14-Jul-1945'],
  ['pt', '14-jul-1945'],
  ['es', '14-jul-1945'],
])('A birth date in %s reads %s', (language, words) => {
  expect(calendarDate('1945-07-14', language)).toBe(words);
});

test('A calendar date is the same day in every time zone, the first and the last of a year included', () => {
  expect(calendarDate('1958-01-01', 'en')).toBe('01-Jan-1958');
  expect(calendarDate('1958-12-31', 'en')).toBe('31-Dec-1958');
});

test.each([
  ['1945-07-14', '2026-11-21', 81, 'years'],
  ['1958-11-22', '2026-11-21', 67, 'years'],
  ['1958-11-21', '2026-11-21', 68, 'years'],
  ['2024-02-29', '2026-02-28', 23, 'months'],
  ['2024-11-21', '2026-11-21', 2, 'years'],
  ['2026-10-21', '2026-11-21', 1, 'months'],
  ['2026-10-22', '2026-11-21', 30, 'days'],
  ['2026-11-21', '2026-11-21', 0, 'days'],
] as const)('Born %s is on %s %i %s old', (birth, now, count, unit) => {
  expect(ageAt(birth, new Date(`${now}T12:00:00`))).toEqual({ count, unit });
});

test('Times are local and of 24 hours', () => {
  expect(timeOf('2026-11-21T07:05:00')).toBe('07:05');
  expect(timeOf('2026-11-21T19:45:00')).toBe('19:45');
});

test('Days are counted by the calendar and not by 24 hours', () => {
  const now = new Date('2026-11-21T00:10:00');
  expect(daysAgo('2026-11-20T23:50:00', now)).toBe(1);
  expect(daysAgo('2026-11-21T00:05:00', now)).toBe(0);
  expect(dayKey('2026-11-20T23:50:00')).not.toBe(dayKey('2026-11-21T00:05:00'));
  expect(dateOf('2026-11-20T23:50:00', 'en')).toBe('20-Nov-2026');
});

test('The family name stands first and in capitals', () => {
  expect(patientName('Silva', 'João', 'pt')).toBe('SILVA, João');
  expect(patientName('Ångström', 'Ida', 'en')).toBe('ÅNGSTRÖM, Ida');
  expect(patientName('Silva', '')).toBe('SILVA');
});

test.each([
  ['Dr. Miguel Santos', 'MS', 'Dr. Santos'],
  ['Dra. Ana Rita Costa', 'AC', 'Dra. Costa'],
  ['Nurse Rita Oliveira', 'RO', 'Nurse Oliveira'],
  ['Carmen López', 'CL', 'Carmen'],
  ['Cher', 'C', 'Cher'],
])('%s has the initials %s and is called %s', (name, letters, short) => {
  expect(initials(name)).toBe(letters);
  expect(shortName(name)).toBe(short);
});

test('A person has the same tint everywhere', () => {
  expect(tintOf('0193-a', 6)).toBe(tintOf('0193-a', 6));
  expect(tintOf('0193-a', 6)).toBeLessThan(6);
});

test('Figures keep the digits that matter and the separator of the language', () => {
  expect(measured(0.04, 'en')).toBe('0.04');
  expect(measured(0.04, 'pt')).toBe('0,04');
  expect(measured(1450, 'en')).toBe('1450');
  expect(measured(45, 'es')).toBe('45');
});

test.each([
  [{ value: 45, reference_high: 0.04, interpretation: 'HH' }, 'critical_high'],
  [{ value: 45, reference_high: 0.04 }, 'high'],
  [{ value: 36, reference_low: 40 }, 'low'],
  [{ value: 41, reference_low: 40, reference_high: 60 }, null],
  [{ value: 40, reference_low: 40, reference_high: 60 }, null],
  [{ value: 99, reference_high: 60, interpretation: 'N' }, null],
  [{ value: null, reference_high: 60 }, null],
  [{ value: 99, reference_high: 60, interpretation: 'something new' }, 'high'],
])('%j is flagged %s', (result, flag) => {
  expect(flagOf(result)).toBe(flag);
});

test.each([
  ['10*3/uL', '10³/µL'],
  ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
  ['ug/L', 'µg/L'],
  ['umol/L', 'µmol/L'],
  ['mm[Hg]', 'mmHg'],
  ['Cel', '°C'],
  ['ng/mL', 'ng/mL'],
  ['mU/L', 'mU/L'],
  ['mmol/L', 'mmol/L'],
  ['/min', '/min'],
  ['%', '%'],
])('The unit %s reads %s', (ucum, words) => {
  expect(unitWords(ucum)).toBe(words);
});
