/** Loads the texts of the language that this browser has chosen. A change of language reloads the page. @module */

import { type I18n, setupI18n } from '@lingui/core';

const catalogues = {
  en: () => import('../locales/en.po'),
  ms: () => import('../locales/ms.po'),
} as const;

/** A language of the console. */
export type Language = keyof typeof catalogues;

/** The languages, each by its own name. */
export const languages: readonly { id: Language; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'ms', name: 'Bahasa Melayu' },
];

function isLanguage(text: string): text is Language {
  return Object.hasOwn(catalogues, text);
}

/** The texts of the page's language, which `theme.js` has set. */
export async function loadTexts(): Promise<I18n> {
  const wanted = document.documentElement.lang;
  const language: Language = isLanguage(wanted) ? wanted : 'en';
  if (language === 'ms') (await import('../locales/aria-ms.ts')).speakMalay();
  const { messages } = await catalogues[language]();
  return setupI18n({ locale: language, messages: { [language]: messages } });
}
