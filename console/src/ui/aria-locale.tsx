/** Tells React Aria the language, by which it says its own words and orders the parts of dates. @module */

import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';

/** Languages of which dates are written as in one place. */
const regions: Readonly<Record<string, string>> = { en: 'en-GB', ms: 'ms-MY' };

/** @param locale - the language of the texts, such as `en` */
export function AriaLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <I18nProvider locale={regions[locale] ?? locale}>{children}</I18nProvider>;
}
