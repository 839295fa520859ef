/**
 * The kinds of exports that are tables, a file each: columns, and how the data of a person become rows.
 * What is read and written is decided in the room around it.
 * @module
 */
import type { ExportKind } from '#shared/contract/exports.ts';
import { codes } from './codes.ts';
import { detail } from './detail.ts';
import type { Kind } from './kind.ts';
import { matrix } from './matrix.ts';
import { punches } from './punches.ts';
import { summary } from './summary.ts';

export type { Kind, OpenColumn, PersonData } from './kind.ts';
export { everyDay } from './matrix.ts';

/** A kind of export that is a table. */
export type TableKind = Exclude<ExportKind, 'payroll'>;

/** The kinds by name. */
export const kinds: Readonly<Record<TableKind, Kind>> = { detail, summary, matrix, codes, punches };
