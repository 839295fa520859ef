/** Reads the cells of a file as values of fields: texts, dates in the order of their file, numbers with a point or a comma. @module */

import { type CustomField, CustomValue } from '#shared/contract/person-fields.ts';
import { UserPatch } from '#shared/contract/users.ts';
import { tidyText, unwantedCharacter } from '#shared/punch/plain-text.ts';
import { type DateOrder, readDate } from '../tables/index.ts';
import type { PersonColumn } from './columns.ts';

const number = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;

/** What a cell says of a field: a value, or what is wrong with it. */
export type CellReading = { value: CustomValue } | { flaw: string };

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
