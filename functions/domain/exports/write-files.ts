/** Writes the files of an export, piece by piece, to wherever its caller wants them; it keeps no more than a page of rows. @module */

import { RollcallError } from '#shared/errors.ts';
import { encoderOf, openPayroll, type PayrollTemplate } from '#shared/payroll/index.ts';
import type { Phrase } from '#shared/reasons/index.ts';
import { byteOrderMark, csvRow, csvTitles, type Line, type Row } from '#shared/table/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { writeXlsx, xlsxMediaType } from '../tables/index.ts';
import { type ChosenColumn, chosenColumns } from './chosen-columns.ts';
import { kinds, type TableKind } from './kinds/index.ts';
import { customKeysFor } from './person-fields.ts';
import { byDate, byPerson } from './read-people.ts';
import { textLine, textTitles } from './text-lines.ts';
import { adjustmentsOf, ofPeopleOfNow, type Wanted } from './wanted.ts';

/** A file that is about to be written. */
export interface NewFile {
  /** Under which a browser saves it. */
  name: string;
  mediaType: string;
}

/** Takes the bytes of a file; it says when it wants more. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** What an export has written. */
export interface WrittenExport {
  files: { name: string; rows: number }[];
  rows: number;
  /** How many of the rows are adjustments of locked days, in files for payroll. */
  adjustments: number;
  notes: Phrase[];
}

/** Rows of a spreadsheet, without the line of its titles. */
const mostXlsxRows = 1_048_575;
const mostNotes = 50;
const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: xlsxMediaType, txt: 'text/plain; charset=utf-8' };

/** A table whose rows come page by page. */
export interface OpenTable {
  title: string;
  name: string;
  columns: readonly ChosenColumn[];
  legend: readonly { sign: string; meaning: string }[];
  pages: () => AsyncGenerator<Row[]>;
}

/** Opens the table of an export that is no payroll. */
export async function openTable(actor: Actor, wanted: Wanted, name: TableKind): Promise<OpenTable> {
  const { title, reads, open, legend = [] } = kinds[name];
  const format = wanted.format ?? 'csv';
  const customKeys = await customKeysFor(actor, wanted.sight);
  const kind = open({ ...wanted, customKeys });
  const columns = chosenColumns(name, kind.columns, wanted.columns, format);
  const indexes = columns.map(({ index }) => index);
  const adjustments = adjustmentsOf(wanted);
  const reading = { wanted, reads, customKeys };
  const isByDate = name === 'detail' && wanted.order !== 'person';
  const file = name === 'detail' ? 'attendance' : name;
  return {
    title,
    // The name that files of sheets have had from the beginning.
    name: `${file}-${wanted.from}-${wanted.to}.${format}`,
    columns,
    legend,
    async *pages() {
      for await (const page of (isByDate ? byDate : byPerson)(actor, reading)) {
        yield page.flatMap((data) => kind.rowsOf(data, adjustments, indexes));
      }
    },
  };
}

/** The texts of a file that is no spreadsheet: the first is its opening. */
export function linesIn(columns: readonly ChosenColumn[], { format = 'csv', header }: Wanted) {
  const isCsv = format === 'csv';
  const titles = (isCsv ? csvTitles : textTitles)(columns);
  const hasTitles = header ?? isCsv;
  return {
    opening: (isCsv ? byteOrderMark : '') + (hasTitles ? titles : ''),
    line: (row: Row) => (isCsv ? csvRow(columns, row) : textLine(columns, row)),
  };
}

async function writeTable(
  actor: Actor,
  wanted: Wanted,
  name: TableKind,
  open: (file: NewFile) => WriteBytes,
): Promise<WrittenExport> {
  const table = await openTable(actor, wanted, name);
  const format = wanted.format ?? 'csv';
  const write = open({ name: table.name, mediaType: mediaTypes[format] });
  let rows = 0;
  if (format === 'xlsx') {
    const lines = async function* (): AsyncGenerator<Line> {
      for await (const page of table.pages()) {
        rows += page.length;
        if (rows > mostXlsxRows) throw new RollcallError('export.too-many-rows', { most: mostXlsxRows });
        for (const cells of page) yield { kind: 'row', cells };
      }
    };
    const notes = [`${wanted.from} to ${addDays(wanted.to, -1)}`];
    const head = { ...table, notes, frozenColumns: 1 };
    for await (const bytes of writeXlsx(head, lines())) await write(bytes);
  } else {
    const encode = encoderOf('utf-8');
    const { opening, line } = linesIn(table.columns, wanted);
    await write(encode(opening));
    for await (const page of table.pages()) {
      rows += page.length;
      if (page.length > 0) await write(encode(page.map(line).join('')));
    }
  }
  return { files: [{ name: table.name, rows }], rows, adjustments: 0, notes: [] };
}

/** Opens the files of a payroll template, and goes over the people. */
export async function openPayrollFiles(actor: Actor, wanted: Wanted, template: PayrollTemplate) {
  const customKeys = await customKeysFor(actor, wanted.sight);
  const payroll = openPayroll(template, wanted, adjustmentsOf(wanted));
  return {
    payroll,
    async *people() {
      for await (const page of byPerson(actor, { wanted, reads: 'days', customKeys })) {
        yield page.map(({ person, days }) => payroll.add(person, days));
      }
    },
  };
}

async function writePayroll(
  actor: Actor,
  wanted: Wanted,
  template: PayrollTemplate,
  open: (file: NewFile) => WriteBytes,
): Promise<WrittenExport> {
  const { payroll, people } = await openPayrollFiles(actor, wanted, template);
  const files = payroll.files.map(({ name, encoding, opening }) => ({
    name,
    rows: 0,
    adjustments: 0,
    opening,
    encode: encoderOf(encoding),
    write: open({ name, mediaType: 'application/octet-stream' }),
  }));
  for (const { write, encode, opening } of files) await write(encode(opening));
  for await (const page of people()) {
    for (const [at, file] of files.entries()) {
      const rows = page.flatMap((ofPerson) => ofPerson[at] ?? []);
      file.rows += rows.length;
      file.adjustments += rows.filter(({ isAdjustment }) => isAdjustment).length;
      if (rows.length > 0) await file.write(file.encode(rows.map(({ line }) => line).join('')));
    }
  }
  return {
    files: files.map(({ name, rows }) => ({ name, rows })),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    adjustments: files.reduce((sum, { adjustments }) => sum + adjustments, 0),
    notes: payroll
      .notes()
      .slice(0, mostNotes)
      .map(({ told }) => told),
  };
}

/**
 * Writes the files of an export.
 * @param open - begins a file; what it returns takes the bytes in order
 * @throws RollcallError user.unknown; export.too-many-rows when a spreadsheet cannot hold them
 */
export async function writeExport(
  actor: Actor,
  asked: Wanted,
  open: (file: NewFile) => WriteBytes,
): Promise<WrittenExport> {
  // A job may run after somebody was merged who was chosen when it was asked for.
  const wanted = await ofPeopleOfNow(actor, asked);
  const { kind, payroll } = wanted;
  if (kind !== 'payroll') return await writeTable(actor, wanted, kind, open);
  if (payroll === undefined) throw new Error('an export for payroll has no template');
  return await writePayroll(actor, wanted, payroll, open);
}
