/** Loads the texts of the language that this browser has chosen. A change of language reloads the page. @module */

import { type I18n, setupI18n } from '@lingui/core';
import { type Language, languageOf } from '../ui/language.ts';

const catalogues: { [L in Language]: () => Promise<typeof import('../locales/en.po')> } = {
  en: () => import('../locales/en.po'),
  ms: () => import('../locales/ms.po'),
};

/** Whether tests or developers look at this build; only then it can speak as languages do that there are none of yet. */
const isChecked = import.meta.env.MODE === 'checked' || import.meta.env.DEV;

async function loadStandIn(): Promise<I18n | undefined> {
  const { standInOf } = await import('../locales/pseudo.ts');
  const standIn = standInOf(document.documentElement.lang);
  if (!standIn) return undefined;
  const { messages } = await catalogues.en();
  return setupI18n({ locale: standIn.locale, messages: { [standIn.locale]: standIn.texts(messages) } });
}

/** The texts of the page's language, which `theme.js` has set. */
export async function loadTexts(): Promise<I18n> {
  const standIn = isChecked ? await loadStandIn() : undefined;
  if (standIn) return standIn;
  const language = languageOf(document.documentElement.lang);
  if (language === 'ms') (await import('../locales/aria-ms.ts')).speakMalay();
  const { messages } = await catalogues[language]();
  return setupI18n({ locale: language, messages: { [language]: messages } });
}
