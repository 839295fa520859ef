/** Fills the words of a template: `{from:…}`, `{last:…}`, `{to:…}` with dates, `{name}` with the customer's settings. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { datePattern, writeDate } from './dates.ts';

/** Days that are paid: `from ≤ date < to`. */
export interface PayPeriod {
  from: LocalDate;
  to: LocalDate;
}

const placeholder = /\{(?<name>[^{}:]*)(?::(?<pattern>[^{}]*))?\}/g;
const isDate = (name: string) => name === 'from' || name === 'to' || name === 'last';

/** What is wrong with the placeholders of a text; `null` when they can be filled. */
export function placeholderFlaw(text: string, settings: Readonly<Record<string, string>>): string | null {
  for (const { 0: whole, groups = {} } of text.matchAll(placeholder)) {
    const { name = '', pattern } = groups;
    if (isDate(name)) {
      if (pattern !== undefined && !datePattern.test(pattern))
        return `${whole} has no date pattern; write it like {${name}:yyyyMMdd}`;
    } else if (pattern !== undefined) {
      return `${whole} is no date; dates are {from:…}, {last:…} and {to:…}`;
    } else if (!Object.hasOwn(settings, name)) {
      return `${whole} is none of the template's settings; add it there, or use {from:…}, {last:…} or {to:…}`;
    }
  }
  return null;
}

/** A text with its placeholders filled. Dates without a pattern are `YYYY-MM-DD`. */
export function filled(
  text: string,
  settings: Readonly<Record<string, string>>,
  { from, to }: PayPeriod,
): string {
  const dates = { from, to, last: addDays(to, -1) };
  return text.replace(placeholder, (whole: string, name: string, pattern: string | undefined) => {
    if (name === 'from' || name === 'to' || name === 'last') {
      return pattern === undefined ? dates[name] : writeDate(dates[name], pattern);
    }
    return settings[name] ?? whole;
  });
}
