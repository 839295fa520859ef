/**
 * Takes in a file whose rows say something about people: which column is what, whom each row means, what it wants, and then what
 * became of it. What is particular to leaves or to rosters is described by a {@link FileKind}.
 * @module
 */

import type { AuditAction } from '#shared/contract/audit-actions.ts';
import { type HrImportReport, mostRowsOfHrFile } from '#shared/contract/hr-imports.ts';
import { tidyText, unwantedCharacter } from '#shared/punch/plain-text.ts';
import { canonicalUserId, parseUserId } from '#shared/punch/user-id.ts';
import { type Flaw, flaw, type Phrase, phrase } from '#shared/reasons/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { inParallel } from '../in-parallel.ts';
import {
  type DateOrder,
  dateOrderOf,
  type FileColumn,
  type FileField,
  fileColumns,
  type ReadRow,
  readDate,
  readTable,
  wrongColumns,
} from '../tables/index.ts';

type Reported = HrImportReport['rows'][number];
type Problems = NonNullable<Reported['problems']>;

/** A file, and how it is to be taken in. */
export interface HrFile {
  bytes: Uint8Array;
  dryRun: boolean;
  mapping?: Readonly<Record<string, string | null>> | undefined;
  dateOrder?: DateOrder | undefined;
}

/** What became of a row, or would. */
export type RowOutcome = Pick<Reported, 'result' | 'awaiting' | 'problems' | 'warnings' | 'warningsTold'>;

/** A row of a file that can be read: whom it means, and what it wants. */
export interface WantedRow<W> {
  user: StoredUser;
  wanted: W;
}

/** The cells of a row, and what is wrong with them. */
export class Cells<F extends string> {
  readonly problems: Problems = [];
  readonly #row: ReadRow;
  readonly #columns: readonly FileColumn<F>[];
  readonly #order: DateOrder | null;

  constructor(row: ReadRow, columns: readonly FileColumn<F>[], order: DateOrder | null) {
    this.#row = row;
    this.#columns = columns;
    this.#order = order;
  }

  /** Notes what is wrong with a cell. @param why - goes on after the title of its column */
  flaw(field: F, why: Phrase): void {
    this.#note(field, flaw(why));
  }

  #note(field: F, said: Flaw): void {
    const column = this.#columns.find((each) => each.field === field)?.title;
    this.problems.push(column === undefined ? { ...said } : { column, ...said });
  }

  /** The text of a field; empty where there is none. */
  text(field: F): string {
    const index = this.#columns.findIndex((each) => each.field === field);
    const cell = this.#row.cells[index] ?? '';
    const unwanted = unwantedCharacter(cell.trim());
    if (unwanted !== null) this.flaw(field, phrase('cell.character', { character: unwanted }));
    return tidyText(cell);
  }

  /** A date; `undefined` where there is none, or no readable one. */
  date(field: F): LocalDate | undefined {
    const text = this.text(field);
    if (text === '') return undefined;
    const read = readDate(text, this.#order);
    if ('value' in read) return read.value;
    this.#note(field, read.flaw);
    return undefined;
  }
}

/** What a kind of file holds, and what is done with its rows. */
export interface FileKind<F extends string, W> {
  fields: readonly FileField<F>[];
  /** Fields that a file must have, beside one that says whom a row means. */
  needed: readonly F[];
  dates: readonly F[];
  action: AuditAction;
  /** What a row wants. What is wrong with it is noted with its cells. */
  read: (cells: Cells<F>) => W | undefined;
  /**
   * Does what rows want, or says what would become of them. Rows of one user come in the order of the file.
   * @returns what became of each; `undefined` of those for which the time was up
   */
  save: (
    actor: Actor,
    rows: readonly WantedRow<W>[],
    options: { isDryRun: boolean; isTimeUp: () => boolean },
  ) => Promise<readonly (RowOutcome | undefined)[]>;
}

/** After this the answer would not come before the function's time-out. */
const limitMilliseconds = 15_000;
const numbersAtOnce = 16;

/** Finds the people of a file by their ids and by their employee numbers. */
async function findPeople({ stores }: Actor, ids: readonly string[], numbers: readonly string[]) {
  const ofNumber = new Map<string, readonly StoredUser[]>();
  await inParallel([...new Set(numbers)], numbersAtOnce, async (number) => {
    const users = await stores.users.findMany(await stores.employeeNumbers.everOf(number));
    ofNumber.set(
      number,
      users.filter((user) => user.employeeNumber === number && !user.merged),
    );
  });
  const known = ids.flatMap((text) => parseUserId(text) ?? []);
  const users = await stores.users.findMany(known);
  const byId = new Map(users.map((user) => [canonicalUserId(user.id), user]));
  return (idText: string, number: string): StoredUser | Phrase => {
    if (idText !== '') {
      const id = parseUserId(idText);
      const user = id === null ? undefined : byId.get(canonicalUserId(id));
      if (user === undefined) return phrase('row.unknown-user', { id: idText });
      if (user.merged) return phrase('row.merged', { id: idText, into: user.merged.into });
      if (number === '' || user.employeeNumber === number) return user;
      return phrase('row.other-number', { id: idText, number });
    }
    if (number === '') return phrase('row.nobody', {});
    const [user, another] = ofNumber.get(number) ?? [];
    if (user === undefined) return phrase('row.unknown-number', { number });
    return another === undefined
      ? user
      : phrase('row.number-of-two', { first: user.id, second: another.id, number });
  };
}

/** The first day after the last one of a row; a row without a last day is about one day. */
export function dayAfter(first: LocalDate, last: LocalDate | undefined): LocalDate {
  return addDays(last ?? first, 1);
}

/**
 * Takes in a file. A row with a flaw is refused as a whole, and the others are taken in. Taking a file in again changes nothing.
 * @throws RollcallError table.unreadable, table.too-large, import.mapping
 */
export async function importFile<F extends string, W>(
  actor: Actor,
  kind: FileKind<F | 'userId' | 'employeeNumber', W>,
  file: HrFile,
): Promise<HrImportReport> {
  type Field = F | 'userId' | 'employeeNumber';
  const began = performance.now();
  const { format, rows } = await readTable(file.bytes, mostRowsOfHrFile);
  const [titles, ...lines] = rows;
  const firstRow = titles?.cells ?? [];
  const columns = fileColumns<Field>(firstRow, kind.fields, file.mapping);
  const has = (field: Field) => columns.some((column) => column.field === field);
  if (!has('userId') && !has('employeeNumber')) {
    throw wrongColumns(phrase('columns.no-ids-or-numbers', {}), kind.fields, firstRow);
  }
  const missing = kind.needed.find((field) => !has(field));
  if (missing !== undefined)
    throw wrongColumns(phrase('columns.missing', { field: missing }), kind.fields, firstRow);
  const dates = columns.flatMap(({ field }, index) =>
    field !== null && kind.dates.includes(field) ? lines.map(({ cells }) => cells[index] ?? '') : [],
  );
  const order = file.dateOrder ?? dateOrderOf(dates);
  const read = lines.map((line) => ({ line, cells: new Cells<Field>(line, columns, order) }));
  const whom = await findPeople(
    actor,
    read.map(({ cells }) => cells.text('userId')),
    read.flatMap(({ cells }) => cells.text('employeeNumber') || []),
  );
  const wanted: (WantedRow<W> & { reported: Reported })[] = [];
  const reported = read.map(({ line, cells }): Reported => {
    const user = whom(cells.text('userId'), cells.text('employeeNumber'));
    if ('key' in user) return { row: line.row, result: 'refused', problems: [flaw(user)] };
    cells.problems.length = 0;
    const wants = kind.read(cells);
    const row: Reported = { row: line.row, userId: user.id, result: 'refused' };
    if (wants === undefined || cells.problems.length > 0) return { ...row, problems: cells.problems };
    wanted.push({ user, wanted: wants, reported: row });
    return row;
  });
  const outcomes = await kind.save(actor, wanted, {
    isDryRun: file.dryRun,
    isTimeUp: () => performance.now() - began > limitMilliseconds,
  });
  for (const [index, row] of wanted.entries())
    Object.assign(row.reported, outcomes[index] ?? { result: 'waiting' });
  const count = (result: Reported['result']) => reported.filter((row) => row.result === result).length;
  const counts = {
    entered: count('entered'),
    awaiting: reported.filter(({ awaiting }) => awaiting === true).length,
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
  if (!file.dryRun) await recordAudit(actor, kind.action, format, { rows: lines.length, ...counts });
  return {
    dryRun: file.dryRun,
    format,
    columns: [...columns],
    ...(order === null ? {} : { dateOrder: order }),
    rows: reported,
    ...counts,
    isComplete: count('waiting') === 0,
  };
}
