/** Reads the rows of sheets page by page, for one user or for everybody. @module */

import type { SheetRow } from '#shared/contract/sheets.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow as StoredRow } from '../../store/stored-row.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { requireUser } from '../lookups.ts';
import { requireRange } from '../ranges.ts';
import { isAwaited } from '../terminals/index.ts';

/** Which rows are asked for: `from ≤ date < to`, of one user or of everybody. */
export interface SheetQuery {
  from: LocalDate;
  to: LocalDate;
  userId?: UserId | undefined;
  department?: string | undefined;
  /** Only rows of locked periods that have changed since. */
  adjusted?: 'true' | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Tells of a terminal that a row waits for whether it is still behind: the row is computed again when the one furthest
 * behind has come, and until then others may have.
 */
function stillBehind(
  terminals: readonly TerminalMark[],
): (serial: string, until: string | undefined) => boolean {
  const bySerial = new Map<string, TerminalMark>(terminals.map((terminal) => [terminal.serial, terminal]));
  return (serial, until) => {
    const terminal = bySerial.get(serial);
    if (!terminal || !isAwaited(terminal)) return false;
    const { completeThrough } = terminal;
    return (
      completeThrough === undefined || until === undefined || Date.parse(completeThrough) <= Date.parse(until)
    );
  };
}

/** Names that were read for earlier rows, `undefined` for a person without one. */
export type KnownNames = Map<UserId, string | undefined>;

/** Reads the names of the people of some rows who are not known yet. */
async function learnNames({ stores }: Actor, rows: readonly StoredRow[], names: KnownNames): Promise<void> {
  const unknown = new Set(rows.map(({ userId }) => userId).filter((userId) => !names.has(userId)));
  if (unknown.size === 0) return;
  for (const userId of unknown) names.set(userId, undefined);
  for (const { id, name } of await stores.users.findMany([...unknown])) names.set(id, name);
}

/** Rows as the API shows them. @param names - of people whom earlier rows had; those of these rows are added */
export async function describeRows(
  actor: Actor,
  rows: readonly StoredRow[],
  names: KnownNames,
): Promise<SheetRow[]> {
  await learnNames(actor, rows, names);
  const isBehind = rows.some((row) => row.pendingFor !== undefined)
    ? stillBehind(await actor.stores.terminals.marks())
    : () => true;
  return rows.map((row) => {
    const name = names.get(row.userId);
    const { pendingFor, ...result } = resultOf(row);
    const behind = pendingFor?.filter((serial) => isBehind(serial, result.pendingUntil));
    return {
      ...result,
      ...(behind === undefined || behind.length === 0 ? {} : { pendingFor: behind }),
      name,
      department: row.department,
      lockId: row.lockId,
    };
  });
}

function hasAdjustment(row: StoredRow): boolean {
  return row.lockId !== undefined && resultOf(row).adjustment !== undefined;
}

/**
 * A page of attendance sheet rows. With a filter for a department or for adjustments, a page may be short although more follow.
 * @param names - of people whom earlier pages had; those of this page are added
 */
export async function readSheets(
  actor: Actor,
  query: SheetQuery,
  names: KnownNames = new Map(),
): Promise<Page<SheetRow>> {
  const { stores } = actor;
  requireRange(query.from, query.to);
  const fits = (row: StoredRow) =>
    (query.department === undefined || row.department === query.department) &&
    (query.adjusted === undefined || hasAdjustment(row));
  if (query.userId !== undefined) {
    const user = await requireUser(actor, query.userId);
    names.set(user.id, user.name);
    const page = await stores.sheets.pageOfUser(user.id, query, query.limit, query.cursor);
    return { ...page, items: await describeRows(actor, page.items.filter(fits), names) };
  }
  const dates = Array.from({ length: daysBetween(query.from, query.to) }, (_, day) =>
    addDays(query.from, day),
  );
  const page = await stores.sheets.ofRange(dates, query.limit, actor.now, query.cursor);
  return { ...page, items: await describeRows(actor, page.items.filter(fits), names) };
}
