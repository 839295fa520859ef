/** Finds the days that are open before a period is locked, and those that have changed after it, page by page. @module */

import type { AdjustedDay, OpenDay } from '#shared/contract/lock-checks.ts';
import { canonicalUserId, requireUserId } from '#shared/punch/user-id.ts';
import { told } from '#shared/reasons/index.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import type { Page } from '../../store/cursor.ts';
import type { Actor } from '../actor.ts';
import type { Days } from '../ranges.ts';
import { readSheets } from './sheet-rows.ts';
import { unapprovedOf } from './unapproved-entries.ts';

/** Which days are asked for. `limit` counts the rows that are looked at. */
export interface LockCheck extends Days {
  department?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** How many of the rows of a page were looked at, and how many days are open for which reason. */
interface OpenCounts {
  looked: number;
  pending: number;
  incomplete: number;
  toApprove: number;
  unapproved: number;
}

function toApproveOf({ overtime, premiums }: ReportDay): number {
  return [...overtime, ...premiums].reduce((sum, { seconds, approved }) => sum + (approved ? 0 : seconds), 0);
}

function openOf(row: ReportDay, entries: NonNullable<OpenDay['unapproved']>): OpenDay | undefined {
  const { name, department, date, status, pendingFor } = row;
  const userId = requireUserId(row.userId);
  const toApprove = toApproveOf(row);
  const open: OpenDay['open'] = [];
  if (status === 'pending' || status === 'incomplete') open.push(status);
  if (toApprove > 0) open.push('to-approve');
  if (entries.length > 0) open.push('unapproved');
  if (open.length === 0) return undefined;
  const unapproved = entries.length > 0 ? entries : undefined;
  return { userId, name, department, date, status, open, toApprove, pendingFor, unapproved };
}

/**
 * The open days of a page of rows: pending, incomplete, with overtime that nobody has approved, or with an entry that waits for
 * a second person. Rows that are sealed are open no more.
 * @throws RollcallError range.invalid, request.cursor
 */
export async function listOpenDays(
  actor: Actor,
  query: LockCheck,
): Promise<Page<OpenDay> & { counts: OpenCounts }> {
  const { items: rows, nextCursor } = await readSheets(actor, query);
  // One search a page, of what waits in the range: seldom more than a few entries.
  const entriesOf = await unapprovedOf(actor, query);
  const items = rows
    .filter(({ lockId }) => lockId === undefined)
    .flatMap((row) => openOf(row, entriesOf(requireUserId(row.userId), row.date)) ?? []);
  const having = (reason: OpenDay['open'][number]) =>
    items.filter(({ open }) => open.includes(reason)).length;
  const counts = {
    looked: rows.length,
    pending: having('pending'),
    incomplete: having('incomplete'),
    toApprove: having('to-approve'),
    unapproved: having('unapproved'),
  };
  return { items, nextCursor, counts };
}

/**
 * The days of a page of rows that would be different now from what they were when their period was locked.
 * @throws RollcallError range.invalid, request.cursor
 */
export async function listAdjustments(actor: Actor, query: LockCheck): Promise<Page<AdjustedDay>> {
  const { items: rows, nextCursor } = await readSheets(actor, { ...query, adjusted: 'true' });
  const people = await actor.stores.users.findMany([
    ...new Set(rows.map((row) => requireUserId(row.userId))),
  ]);
  const numbers = new Map(people.map(({ id, employeeNumber }) => [canonicalUserId(id), employeeNumber]));
  const items = rows.flatMap(({ name, department, date, lockId, adjustment, ...row }) => {
    if (lockId === undefined || adjustment === undefined) return [];
    const userId = requireUserId(row.userId);
    const employeeNumber = numbers.get(canonicalUserId(userId));
    const { reason, ...difference } = adjustment;
    return [
      {
        userId,
        name,
        department,
        date,
        employeeNumber,
        lockId,
        adjustment: { ...difference, reason: told(reason) },
      },
    ];
  });
  return { items, nextCursor };
}
