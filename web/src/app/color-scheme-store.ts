import { localStorageColorSchemeManager } from '@mantine/core';

/** The key is also read by public/first-paint.js. */
export const colorSchemeStore = localStorageColorSchemeManager({ key: 'wardline.theme' });
