import type { en } from './en';

export type Key = keyof typeof en;
export type Catalogue = Readonly<Record<Key, string>>;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** The arguments a key wants: none, or one object with exactly the placeholders of the English text. */
export type Values<K extends Key> = [Placeholders<(typeof en)[K]>] extends [never]
  ? []
  : [Record<Placeholders<(typeof en)[K]>, string | number>];

type StripOne<K extends string> = K extends `${infer Base}.one` ? Base : never;
export type PluralBase = StripOne<Key>;

export function fill(text: string, values?: Record<string, string | number>): string {
  if (!values) return text;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
