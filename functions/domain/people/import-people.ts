/** Takes in people from a file: which column is what, what each row would change, and then the changes. @module */

import type { UserImportReport } from '#shared/contract/user-imports.ts';
import { mostUsersOfFile } from '#shared/contract/users.ts';
import { isProblem, type RollcallError } from '#shared/errors.ts';
import { tidyText } from '#shared/punch/plain-text.ts';
import { canonicalUserId, parseUserId, type UserId } from '#shared/punch/user-id.ts';
import { flaw, type Phrase, phrase, type Told } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { sendToTerminals } from '../downloads/index.ts';
import { refusalOf } from '../refusals.ts';
import { type DateOrder, dateOrderOf, type FileColumn, type ReadRow, readTable } from '../tables/index.ts';
import { type NewUser, saveUsers, type UserChange, type UserEdit } from '../users/index.ts';
import { type PersonColumn, type PersonField, personColumns } from './columns.ts';
import { fileColumns } from './guess-columns.ts';
import { readCell } from './read-cells.ts';

type Reported = UserImportReport['rows'][number];

/** A file, and how it is to be taken in. */
export interface PeopleFile {
  bytes: Uint8Array;
  dryRun: boolean;
  mapping?: Readonly<Record<string, string | null>> | undefined;
  missing: 'create' | 'skip';
  existing: 'update' | 'skip';
  emptyCells: 'leave' | 'clear';
  dateOrder?: DateOrder | undefined;
  dutyRosterFrom?: LocalDate | undefined;
}

/** What is known before the rows are read. */
interface Reading extends PeopleFile {
  columns: readonly FileColumn<PersonField>[];
  known: ReadonlyMap<string, PersonColumn>;
  order: DateOrder | null;
  users: ReadonlyMap<string, StoredUser>;
  /** The request, where an earlier try may have saved rows. */
  request: string | undefined;
}

/** A row that asks for a change. */
interface Wanted {
  reported: Reported;
  change: UserChange;
}

/** Rows that are saved before the clock is looked at. */
const rowsAtOnce = 250;
/** After this the answer would not come before the function's time-out. */
const limitMilliseconds = 15_000;

function idIn({ cells }: ReadRow, columns: readonly FileColumn<PersonField>[]): string {
  const index = columns.findIndex(({ field }) => field === 'id');
  return tidyText(cells[index] ?? '');
}

/** What a row says of the fields of its user: those that differ from what is known, or what is wrong with them. */
function editOf(row: ReadRow, user: StoredUser | undefined, reading: Reading) {
  const edit: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  const fields: string[] = [];
  const problems: NonNullable<Reported['problems']> = [];
  for (const [index, { title, field }] of reading.columns.entries()) {
    const column = field === null ? undefined : reading.known.get(field);
    if (column === undefined || column.key === 'id') continue;
    const cell = row.cells[index] ?? '';
    const current = user && column.value(user);
    const into = (value: unknown) => {
      fields.push(column.key);
      if (column.custom === undefined) edit[column.key] = value;
      else custom[column.custom.key] = value;
    };
    if (cell.trim() === '') {
      if (reading.emptyCells === 'leave' || current === undefined || column.key === 'status') continue;
      into(null);
      continue;
    }
    // What has been exported is what is known, whatever it is.
    if (current !== undefined && cell === String(current)) continue;
    const read = readCell(column, cell, reading.order);
    if ('flaw' in read) problems.push({ column: title, ...read.flaw });
    else if (read.value !== current) into(read.value);
  }
  if (Object.keys(custom).length > 0) edit.custom = custom;
  return { edit, fields, problems };
}

/**
 * A change that an earlier try of the request has saved, and may have been stopped before anybody was told; `null` where it
 * has saved nothing of the user. What it has saved is as the file says it.
 */
function ownChange(user: StoredUser, { request }: Reading): UserChange | null {
  if (request === undefined) return null;
  if (user.createdByRequest === request)
    return { kind: 'create', user: { id: user.id, status: user.status } };
  return user.editedByRequest === request ? { kind: 'edit', userId: user.id, edit: {} } : null;
}

/** A row's change, or what is said of it where there is none. */
function wantedOf(row: ReadRow, reading: Reading, seen: Set<string>): Wanted | Reported {
  const text = idIn(row, reading.columns);
  const refused = (why: Phrase): Reported => ({ row: row.row, result: 'refused', problems: [flaw(why)] });
  if (text === '') return refused(phrase('row.no-id', {}));
  const id = parseUserId(text);
  if (id === null) return refused(phrase('row.bad-id', { id: text }));
  if (seen.has(canonicalUserId(id))) return refused(phrase('row.twice', { id: text }));
  seen.add(canonicalUserId(id));
  const user = reading.users.get(canonicalUserId(id));
  const { edit, fields, problems } = editOf(row, user, reading);
  const reported: Reported = { row: row.row, userId: user?.id ?? id, result: 'refused' };
  if (problems.length > 0) return { ...reported, problems };
  if (user === undefined) {
    if (reading.missing === 'skip') return { ...reported, result: 'skipped' };
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== null));
    return {
      reported: { ...reported, fields },
      change: { kind: 'create', user: { status: 'active', ...(given as Partial<NewUser>), id } },
    };
  }
  const own = ownChange(user, reading);
  if (own !== null) return { reported: { ...reported, fields }, change: own };
  if (reading.existing === 'skip') return { ...reported, result: 'skipped' };
  if (fields.length === 0) return { ...reported, result: 'unchanged' };
  const roster = 'dutyRosterId' in edit ? { dutyRosterFrom: reading.dutyRosterFrom } : {};
  return {
    reported: { ...reported, fields },
    change: { kind: 'edit', userId: user.id, edit: { ...(edit as UserEdit), ...roster } },
  };
}

/** Why a row is refused, by the columns whose fields it is about. */
function problemsOf(error: RollcallError, columns: Reading['columns']): NonNullable<Reported['problems']> {
  if (!isProblem(error, 'request.invalid')) return [{ message: error.message, problem: refusalOf(error) }];
  return error.facts.issues.map(({ path, message, told }) => {
    const field = path.slice(1).replace('/', '.');
    const title = columns.find((column) => column.field === field)?.title;
    const said = { message, ...(told && { told: told as Told }) };
    if (title !== undefined) return { column: title, ...said };
    return field === '' ? said : { column: field, ...said };
  });
}

/** Saves rows, and says of each what became of it. @returns ids of those who were added */
async function saveRows(
  actor: Actor,
  wanted: readonly Wanted[],
  { columns, dryRun: isDryRun }: Reading,
): Promise<UserId[]> {
  const changes = wanted.map(({ change }) => change);
  const outcomes = await saveUsers(actor, changes, { kind: 'import', isDryRun });
  for (const [index, { reported }] of wanted.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    reported.result = outcome.result;
    if (outcome.result !== 'refused') continue;
    reported.problems = problemsOf(outcome.error, columns);
  }
  return outcomes.flatMap((outcome) => (outcome.result === 'created' ? [outcome.user.id] : []));
}

function isWanted(row: Wanted | Reported): row is Wanted {
  return 'change' in row;
}

/**
 * Takes in people from a file. A row with a flaw is refused as a whole, and the others are taken in. Taking a file in again
 * changes nothing more.
 * @throws RollcallError table.unreadable, table.too-large, import.mapping
 */
export async function importPeople(actor: Actor, file: PeopleFile): Promise<UserImportReport> {
  const began = performance.now();
  const { stores } = actor;
  const { format, rows } = await readTable(file.bytes, mostUsersOfFile);
  const [titles, ...people] = rows;
  const { people: { customFields } = { customFields: [] } } = await stores.settings.read();
  const known = personColumns(customFields, true);
  const columns = fileColumns(titles?.cells ?? [], known, file.mapping);
  const byKey = new Map(known.map((column) => [column.key as string, column]));
  const dates = columns.flatMap(({ field }, index) =>
    field !== null && byKey.get(field)?.type === 'date' ? people.map(({ cells }) => cells[index] ?? '') : [],
  );
  const order = file.dateOrder ?? dateOrderOf(dates);
  const ids = people.flatMap((row) => parseUserId(idIn(row, columns)) ?? []);
  const users = new Map<string, StoredUser>();
  for (const user of await stores.users.findMany(ids)) users.set(canonicalUserId(user.id), user);

  const seen = new Set<string>();
  const reading = { ...file, columns, known: byKey, order, users, request: actor.request?.id };
  const read = people.map((row) => wantedOf(row, reading, seen));
  const wanted = read.filter(isWanted);
  const created: UserId[] = [];
  let done = 0;
  while (done < wanted.length && performance.now() - began < limitMilliseconds) {
    const some = wanted.slice(done, done + rowsAtOnce);
    created.push(...(await saveRows(actor, some, reading)));
    done += some.length;
  }
  for (const { reported } of wanted.slice(done)) reported.result = 'waiting';
  const reported = read.map((row) => (isWanted(row) ? row.reported : row));
  const count = (result: Reported['result']) => reported.filter((row) => row.result === result).length;
  const counts = {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    skipped: count('skipped'),
    refused: count('refused'),
  };
  if (!file.dryRun) {
    await sendToTerminals(actor, created);
    const facts = { rows: people.length, ...counts };
    const { request } = actor;
    if (request === undefined) await recordAudit(actor, 'people.imported', format, facts);
    else await recordAuditOnce(actor, 'people.imported', format, facts, request.id);
  }
  return {
    dryRun: file.dryRun,
    format,
    columns: [...columns],
    ...(order === null ? {} : { dateOrder: order }),
    rows: reported,
    ...counts,
    isComplete: done >= wanted.length,
  };
}
