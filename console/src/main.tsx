/** Starts the console: texts of the language, memory of answers, router. @module */

import './styles.css';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionGate } from './access/session-gate.tsx';
import { makeQueryClient } from './api/index.ts';
import { loadTexts } from './app/i18n.ts';
import { ConsoleRouter } from './app/router.tsx';
import { AriaLocale } from './ui/aria-locale.tsx';
import { Toasts } from './ui/toasts.tsx';

const i18n = await loadTexts();
const queryClient = makeQueryClient();
const place = document.getElementById('console');
if (!place) throw new Error('index.html has no element with the id "console"');
createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={i18n.locale}>
        <QueryClientProvider client={queryClient}>
          <SessionGate>
            <ConsoleRouter queryClient={queryClient} />
          </SessionGate>
          <Toasts />
        </QueryClientProvider>
      </AriaLocale>
    </I18nProvider>
  </StrictMode>,
);
