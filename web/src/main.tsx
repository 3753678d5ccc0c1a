import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/Loader.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './app/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { loadAhead } from './app/router';
import { loadCatalogue, preferredLanguage } from './lib/i18n/i18n';

const language = preferredLanguage();
const catalogue = await loadCatalogue(language);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App start={{ language, catalogue }} />
  </StrictMode>,
);

loadAhead();
void import('./app/expire-drafts').then(({ expireDrafts }) => expireDrafts()).catch(() => {});
