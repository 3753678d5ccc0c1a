import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fill } from '@/lib/i18n/catalogue';
import { en } from '@/lib/i18n/en';
import { es } from '@/lib/i18n/es';
import { pt } from '@/lib/i18n/pt';

const source = join(import.meta.dirname, '../../src');
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/i18n\/(en|pt|es)\.ts$/.test(path))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');

const keys = Object.keys(en);
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test.each([
  ['pt', pt],
  ['es', es],
])('No key is missing or surplus in %s', (_, catalogue) => {
  expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
});

test.each([
  ['pt', pt],
  ['es', es],
])('Placeholders match the English text in %s', (_, catalogue) => {
  const wrong = keys.filter(
    (key) => String(placeholders(catalogue[key as keyof typeof en])) !== String(placeholders(en[key as keyof typeof en])),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['en', en],
  ['pt', pt],
  ['es', es],
])('No text is empty in %s', (_, catalogue) => {
  expect(Object.entries(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
});

test.each([
  ['pt', pt],
  ['es', es],
])('%s is a translation and not the English text', (_, catalogue) => {
  const same = keys.filter((key) => catalogue[key as keyof typeof en] === en[key as keyof typeof en]);
  // Names, units and words that are the same in both languages.
  expect(same.length).toBeLessThan(20);
});

test('No key is unused', () => {
  const unused = keys.filter((key) => !code.includes(`'${key.replace(/\.(one|other)$/, '')}'`) && !code.includes(`'${key}'`));
  expect(unused).toEqual([]);
});

test('A plural has both forms', () => {
  const bases = keys.filter((key) => key.endsWith('.one')).map((key) => key.slice(0, -4));
  expect(bases.filter((base) => !keys.includes(`${base}.other`))).toEqual([]);
});

test('No words stand in a component outside the catalogue', () => {
  const strays = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) => {
      const text = readFileSync(join(source, path), 'utf8');
      const found = [
        ...text.matchAll(/>\s*([A-Za-zÀ-ÿ][^<>{}()=;]*[A-Za-zÀ-ÿ])\s*<\//g),
        ...text.matchAll(/(?:aria-label|title|placeholder|label)="([^"]*[A-Za-z]{2}[^"]*)"/g),
      ];
      return found.map((match) => `${path}: ${match[1]}`);
    });
  expect(strays).toEqual([]);
});

test('A placeholder without a value stays visible instead of vanishing', () => {
  expect(fill('{name} has {count}', { name: 'Ana' })).toBe('Ana has {count}');
});
