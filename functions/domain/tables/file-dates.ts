/** Reads the dates of a file, in the order in which it has year, month and day. @module */

import { type Flaw, flaw, phrase } from '#shared/reasons/index.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';

/** In which order a date has year, month and day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const dateParts = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?(?:[ T]00:00(?::00)?)?$/;
const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** A date of the form that an order has; `null` where it is none. */
function dateIn(text: string, order: DateOrder): LocalDate | null {
  const [, first = '', , second = '', third = ''] = dateParts.exec(text) ?? [];
  const [year, month, day] =
    order === 'ymd'
      ? [first, second, third]
      : order === 'dmy'
        ? [third, second, first]
        : [third, first, second];
  if (year.length !== 4 || month.length > 2 || day.length > 2) return null;
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/**
 * In which order a file writes its dates: the one in which all of them exist.
 * @returns `null` where no date needs it, or where more than one would do
 */
export function dateOrderOf(dates: readonly string[]): DateOrder | null {
  const unclear = dates
    .map((text) => text.trim())
    .filter((text) => text !== '' && parseLocalDate(text) === null);
  if (unclear.length === 0) return null;
  // A date that exists in no order is wrong whatever the others are.
  const real = unclear.filter((text) => orders.some((order) => dateIn(text, order) !== null));
  if (real.length === 0) return null;
  const possible = orders.filter((order) => real.every((text) => dateIn(text, order) !== null));
  const [only, another] = possible;
  if (only !== undefined && another === undefined) return only;
  // Points stand between day, month and year wherever they are used.
  return possible.includes('dmy') && real.every((text) => text.includes('.')) ? 'dmy' : null;
}

/**
 * Reads a date.
 * @param order - that of the dates of the file
 */
export function readDate(text: string, order: DateOrder | null): { value: LocalDate } | { flaw: Flaw } {
  const [date = ''] = text.split(/[ T]00:00/);
  const exact = parseLocalDate(date);
  if (exact !== null) return { value: exact };
  if (order === null) {
    const isDate = orders.some((each) => dateIn(text, each) !== null);
    return isDate
      ? { flaw: flaw(phrase('cell.date-order', { text })) }
      : { flaw: flaw(phrase('cell.no-date', { text })) };
  }
  const value = dateIn(text, order);
  return value === null ? { flaw: flaw(phrase('cell.no-such-date', { text })) } : { value };
}
