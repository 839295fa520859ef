/** Tells React Aria the language, by which it says its own words and orders the parts of dates. @module */

import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';

/** @param locale - a language of the console, `en` or `ms` */
export function AriaLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <I18nProvider locale={locale === 'ms' ? 'ms-MY' : 'en-GB'}>{children}</I18nProvider>;
}
