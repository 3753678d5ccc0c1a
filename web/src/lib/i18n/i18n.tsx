import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en } from './en';
import { fill, type Catalogue, type Key, type PluralBase, type Values } from './catalogue';

export const languages = { en: 'English', pt: 'Português', es: 'Español' } as const;
export type Language = keyof typeof languages;

const loaders: Record<Exclude<Language, 'en'>, () => Promise<Catalogue>> = {
  pt: async () => (await import('./pt')).pt,
  es: async () => (await import('./es')).es,
};

const storageKey = 'wardline.language';

export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages];
  for (const tag of wanted) {
    const base = tag?.slice(0, 2).toLowerCase();
    if (base !== undefined && base in languages) return base as Language;
  }
  return 'en';
}

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'en' ? Promise.resolve(en) : loaders[language]();
}

export interface I18n {
  language: Language;
  setLanguage: (language: Language) => void;
  t: <K extends Key>(key: K, ...values: Values<K>) => string;
  /** Chooses `key.one` or `key.other` by the language's own rule and fills `{count}`. */
  tn: (key: PluralBase, count: number) => string;
}

const Context = createContext<I18n | null>(null);

export function I18nProvider({ start, children }: { start: { language: Language; catalogue: Catalogue }; children: ReactNode }) {
  const [{ language, catalogue }, set] = useState(start);

  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    void loadCatalogue(next).then((loaded) => set({ language: next, catalogue: loaded }));
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo<I18n>(() => {
    const rules = new Intl.PluralRules(language);
    return {
      language,
      setLanguage,
      t: (key, ...values) => fill(catalogue[key], values[0] as Record<string, string | number> | undefined),
      tn: (key, count) => {
        const form: 'one' | 'other' = rules.select(count) === 'one' ? 'one' : 'other';
        return fill(catalogue[`${key}.${form}`], { count: new Intl.NumberFormat(language).format(count) });
      },
    };
  }, [language, catalogue, setLanguage]);

  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error('useI18n outside I18nProvider');
  return value;
}
