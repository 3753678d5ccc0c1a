import { expect, test } from 'vitest';
import { flaggedFirst, scaleOf, seriesOf } from '@/features/patients/series';
import type { Observation } from '@/lib/api/get-patient';

const result = (text: string, value: number | null, hour: number, more: Partial<Observation> = {}): Observation => ({
  id: `${text}${hour}`,
  category: 'laboratory',
  text,
  value,
  unit: 'ng/mL',
  effective_at: `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`,
  ...more,
});

test('Results of one kind form a course from the oldest to the latest', () => {
  const [series] = seriesOf([result('Troponin', 45, 9), result('Troponin', 2, 1), result('Troponin', 60, 5)], 'laboratory');
  expect(series?.latest.value).toBe(45);
  expect(series?.points.map((point) => point.value)).toEqual([2, 60, 45]);
});

test('Values in another unit or without a number are not drawn on the same line', () => {
  const [series] = seriesOf([result('K', 4000, 1, { unit: 'µmol/L' }), result('K', null, 2), result('K', 4.1, 3)], 'laboratory');
  expect(series?.points).toHaveLength(1);
});

test('Laboratory and vital signs do not mix', () => {
  expect(seriesOf([result('Pulse', 80, 1, { category: 'vital-signs' })], 'laboratory')).toEqual([]);
});

test('The scale holds every point and the reference range', () => {
  const scale = scaleOf([45, 2], null, 0.04);
  for (const value of [0.04, 2, 45]) {
    expect(scale.place(value)).toBeGreaterThan(0);
    expect(scale.place(value)).toBeLessThan(1);
  }
  expect(scale.place(45)).toBeGreaterThan(scale.place(2));
});

test('A single value without a range still has a place', () => {
  expect(scaleOf([0], null, null).place(0)).toBeCloseTo(0.5);
});

test('Results out of range stand first, the rest in the order of the record', () => {
  const all = seriesOf(
    [result('Na', 139, 1, { reference_low: 136, reference_high: 145 }), result('Troponin', 45, 1, { reference_high: 0.04 }), result('K', 4, 1), result('LDL', 148, 1, { interpretation: 'H' })],
    'laboratory',
  );
  expect(flaggedFirst(all).map((series) => series.name)).toEqual(['Troponin', 'LDL', 'Na', 'K']);
});
