import './shell/fonts.css';
import './shell/mantine.css';
import './shell/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { sessionQuery } from './api/session.ts';
import { loadLocaleTable } from './format/locale-table.ts';
import { languages } from './i18n/catalogue.ts';
import { chooseLanguage, storedLanguage } from './i18n/choose-language.ts';
import { loadAreas, startI18n } from './i18n/i18n.ts';
import { ReaderProvider } from './i18n/reader.tsx';
import { router } from './shell/routes.ts';
import { resolveVariables, theme } from './shell/theme.ts';

const language = chooseLanguage(languages, {
  search: location.search,
  stored: storedLanguage(),
  browser: navigator.languages,
});
const queries = createQueryClient();
void queries.prefetchQuery(sessionQuery);

const [table] = await Promise.all([loadLocaleTable(language), startI18n(language)]);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element "root"');
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ReaderProvider table={table}>
          <RouterProvider router={router} />
        </ReaderProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

// Refusals are fetched ahead of need, after the first picture: when the line is down it would be too late.
setTimeout(() => void loadAreas('refusals'), 1500);
