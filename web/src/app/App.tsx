import { createTheme, MantineProvider, type MantineColorsTuple } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import type { Catalogue } from '@/lib/i18n/catalogue';
import { I18nProvider, type Language } from '@/lib/i18n/i18n';
import { colorSchemeStore } from './color-scheme-store';
import { ErrorBoundary } from './ErrorBoundary';
import { createCache } from './query-cache';
import { router } from './router';
import { UpdateLine } from './UpdateLine';

/** The values live in theme.css; here Mantine only learns the name. */
const petrol: MantineColorsTuple = [
  '#e6f3f2', '#cfe5e4', '#a3cdcc', '#74b4b5', '#4a9a9d', '#2b8186', '#176c72', '#0b5a60', '#08474c', '#05353a',
];

const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'var(--font)',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

export function App({ start }: { start: { language: Language; catalogue: Catalogue } }) {
  const [cache] = useState(createCache);
  return (
    // No style element is made at run time: the policy is style-src 'self'.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeStore}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
    >
      <I18nProvider start={start}>
        <ErrorBoundary>
          <QueryClientProvider client={cache}>
            <UpdateLine />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ErrorBoundary>
      </I18nProvider>
    </MantineProvider>
  );
}
