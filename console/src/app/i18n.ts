/** Loads the texts of the language that this browser has chosen. A change of language reloads the page. @module */

import { type I18n, setupI18n } from '@lingui/core';
import { type Language, languageOf } from '../ui/language.ts';

const catalogues: { [L in Language]: () => Promise<typeof import('../locales/en.po')> } = {
  en: () => import('../locales/en.po'),
  ms: () => import('../locales/ms.po'),
};

/** The texts of the page's language, which `theme.js` has set. */
export async function loadTexts(): Promise<I18n> {
  const language = languageOf(document.documentElement.lang);
  if (language === 'ms') (await import('../locales/aria-ms.ts')).speakMalay();
  const { messages } = await catalogues[language]();
  return setupI18n({ locale: language, messages: { [language]: messages } });
}
