/** The languages of the console, and which one this browser has chosen. `theme.js` sets it before the first paint. @module */

/** The languages, each by its own name. */
export const languages = [
  { id: 'en', name: 'English' },
  { id: 'ms', name: 'Bahasa Melayu' },
] as const;

/** A language of the console. */
export type Language = (typeof languages)[number]['id'];

/** The language that a text names; English where the console does not speak it. */
export function languageOf(text: string): Language {
  return languages.find(({ id }) => id === text)?.id ?? 'en';
}

/** Chooses a language. The page is loaded anew, because React Aria reads its own words once. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem('rollcall.language', language);
  location.reload();
}
