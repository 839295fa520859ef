/** Reads the cells of a file as values of fields: texts, dates in the order of their file, numbers with a point or a comma. @module */

import type * as z from 'zod';
import { type CustomField, CustomValue } from '#shared/contract/person-fields.ts';
import { UserPatch } from '#shared/contract/users.ts';
import { tidyText, unwantedCharacter } from '#shared/punch/plain-text.ts';
import { describeIssue, type Flaw, flaw, flawOfIssue, phrase } from '#shared/reasons/index.ts';
import { type DateOrder, readDate } from '../tables/index.ts';
import type { PersonColumn } from './columns.ts';

const number = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;

/** What a cell says of a field: a value, or what is wrong with it. */
export type CellReading = { value: CustomValue } | { flaw: Flaw };

function readCustom({ type }: CustomField, text: string): CellReading {
  if (type === 'number' && !number.test(text)) return { flaw: flaw(phrase('cell.no-number', { text })) };
  const value = CustomValue.safeParse(type === 'number' ? Number(text.replace(',', '.')) : text);
  if (value.success) return { value: value.data };
  return {
    flaw: flaw(type === 'number' ? phrase('cell.number-size', { text }) : phrase('cell.too-long', {})),
  };
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
  if (unwanted !== null) return { flaw: flaw(phrase('cell.character', { character: unwanted })) };
  const text = tidyText(cell);
  if (type === 'date') return readDate(text, order);
  if (custom !== undefined) return readCustom(custom, text);
  const wanted = key === 'status' ? text.toLowerCase() : text;
  const shape: Readonly<Record<string, z.ZodType>> = UserPatch.shape;
  const parsed = shape[key]?.safeParse(wanted, { error: describeIssue });
  if (parsed === undefined || parsed.success) return { value: wanted };
  const [issue] = parsed.error.issues;
  return { flaw: issue === undefined ? flaw(phrase('cell.no-fit', {})) : flawOfIssue(issue) };
}
