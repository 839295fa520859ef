/** Reads the cells of a file as values of fields: texts, dates in the order of their file, numbers with a point or a comma. @module */

import { type CustomField, CustomValue } from '#shared/contract/person-fields.ts';
import { UserPatch } from '#shared/contract/users.ts';
import { tidyText, unwantedCharacter } from '#shared/punch/plain-text.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import type { PersonColumn } from './columns.ts';

/** In which order a date has year, month and day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const dateParts = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?(?:[ T]00:00(?::00)?)?$/;
const number = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;
const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** A date of the form that an order has; `null` where it is none. */
function dateIn(text: string, order: DateOrder): string | null {
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

/** What a cell says of a field: a value, or what is wrong with it. */
export type CellReading = { value: CustomValue } | { flaw: string };

function readDate(text: string, order: DateOrder | null): CellReading {
  const [date = ''] = text.split(/[ T]00:00/);
  const exact = parseLocalDate(date);
  if (exact !== null) return { value: exact };
  if (order === null) {
    const isDate = orders.some((each) => dateIn(text, each) !== null);
    return isDate
      ? { flaw: `"${text}" can be read in more than one way: say in "dateOrder" what comes first` }
      : { flaw: `"${text}" is not a date; write it as YYYY-MM-DD` };
  }
  const value = dateIn(text, order);
  return value === null ? { flaw: `"${text}" is not a date that exists` } : { value };
}

function readCustom({ type }: CustomField, text: string): CellReading {
  if (type === 'number' && !number.test(text)) return { flaw: `"${text}" is not a number` };
  const value = CustomValue.safeParse(type === 'number' ? Number(text.replace(',', '.')) : text);
  if (value.success) return { value: value.data };
  return { flaw: type === 'number' ? `"${text}" is too large or too small` : 'is too long' };
}

/**
 * Reads a cell that is not empty.
 * @param order - that of the dates of the file
 */
export function readCell(
  { key, type, custom }: PersonColumn,
  cell: string,
  order: DateOrder | null,
): CellReading {
  const unwanted = unwantedCharacter(cell.trim());
  if (unwanted !== null) return { flaw: `has the character ${unwanted}, which no text may have` };
  const text = tidyText(cell);
  if (type === 'date') return readDate(text, order);
  if (custom !== undefined) return readCustom(custom, text);
  const wanted = key === 'status' ? text.toLowerCase() : text;
  const shape: Record<
    string,
    { safeParse: (value: unknown) => { success: boolean; error?: { issues: { message: string }[] } } }
  > = UserPatch.shape;
  const parsed = shape[key]?.safeParse(wanted);
  if (parsed === undefined || parsed.success) return { value: wanted };
  return { flaw: parsed.error?.issues[0]?.message ?? 'does not fit' };
}
