export function measured(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 4, useGrouping: Math.abs(value) >= 10_000 }).format(value);
}

const superscripts: Record<string, string> = { 2: '²', 3: '³', 6: '⁶', 9: '⁹', 12: '¹²' };

/** UCUM as the record has it (`10*3/uL`, `mL/min/{1.73_m2}`) in the signs that people read. */
export function unitWords(ucum: string): string {
  return ucum
    .replaceAll(/10[*^](\d+)/g, (whole, power: string) => (superscripts[power] ? `10${superscripts[power]}` : whole))
    .replaceAll(/\bu(?=[gLm](\b|ol))/g, 'µ')
    .replaceAll('_', ' ')
    .replaceAll(/\bm2\b/g, 'm²')
    .replaceAll('Cel', '°C')
    .replaceAll('mm[Hg]', 'mmHg')
    .replaceAll('[iU]', 'IU')
    .replaceAll(/[{}]/g, '');
}

export type Flag = 'low' | 'high' | 'critical_low' | 'critical_high' | 'abnormal' | null;

const interpretations: Record<string, Flag> = {
  L: 'low',
  H: 'high',
  LL: 'critical_low',
  HH: 'critical_high',
  A: 'abnormal',
  AA: 'abnormal',
  N: null,
  low: 'low',
  high: 'high',
  normal: null,
  critical_low: 'critical_low',
  critical_high: 'critical_high',
  abnormal: 'abnormal',
};

/** The laboratory's own word wins; without one the reference range speaks. */
export function flagOf(result: {
  value?: number | null;
  reference_low?: number | null;
  reference_high?: number | null;
  interpretation?: string | null;
}): Flag {
  const word = result.interpretation ?? undefined;
  if (word !== undefined && word in interpretations) return interpretations[word] ?? null;
  if (result.value == null) return null;
  if (result.reference_low != null && result.value < result.reference_low) return 'low';
  if (result.reference_high != null && result.value > result.reference_high) return 'high';
  return null;
}
