import { expect, test } from 'vitest';
import { patientOf } from '@/features/scribe/shown-note';

const silva = { id: 'p1', family_name: 'Silva', given_name: 'João', birth_date: '1958-07-14', mrn: '7823' };

test('A note is shown with the patient that it names, never with the one in hand', () => {
  expect(patientOf({ patient_id: 'p1' }, silva)).toBe(silva);
  expect(patientOf({ patient_id: 'p2' }, silva)).toEqual({ id: 'p2' });
  expect(patientOf({ patient_id: null }, silva)).toBeUndefined();
  expect(patientOf({}, silva)).toBeUndefined();
  expect(patientOf({ patient_id: 'p2' }, undefined)).toEqual({ id: 'p2' });
});
