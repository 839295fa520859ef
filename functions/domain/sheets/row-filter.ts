/** Decides which rows of sheets a query wants: by what a row has, and by who its person is. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import { hasFlag } from '#shared/reports/index.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow as StoredRow } from '../../store/stored-row.ts';
import { isFoundBy, type StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';

/** What rows are narrowed to: all that is given must hold. */
export interface RowFilter {
  /** In which the person was when the day was computed. */
  department?: string | undefined;
  /** Of the person, as HR has entered it. */
  site?: string | undefined;
  /** To which the person is assigned on the day. */
  roster?: string | undefined;
  status?: readonly DayResult['status'][] | undefined;
  exception?: readonly DayResult['exceptions'][number]['code'][] | undefined;
  needsApproval?: 'true' | 'false' | undefined;
  edited?: 'true' | 'false' | undefined;
  /** Only rows of locked periods that have changed since. */
  adjusted?: 'true' | undefined;
  search?: string | undefined;
}

function isAsked(asked: 'true' | 'false' | undefined, holds: () => boolean): boolean {
  return asked === undefined || (asked === 'true') === holds();
}

/** Whether a row fits by what it has. Its result is read only where that matters. */
function fitsByItself(row: StoredRow, wanted: RowFilter): boolean {
  const { department, status, exception, adjusted, needsApproval, edited } = wanted;
  if (department !== undefined && row.department !== department) return false;
  if (status !== undefined && !status.some((one) => one === row.status)) return false;
  if (adjusted !== undefined && row.lockId === undefined) return false;
  if ([exception, adjusted, needsApproval, edited].every((part) => part === undefined)) return true;
  const day = resultOf(row);
  return (
    (exception === undefined || day.exceptions.some(({ code }) => exception.includes(code))) &&
    (adjusted === undefined || day.adjustment !== undefined) &&
    isAsked(needsApproval, () => hasFlag(day, 'to-approve')) &&
    isAsked(edited, () => hasFlag(day, 'edited'))
  );
}

function fitsByPerson(row: StoredRow, user: StoredUser | undefined, wanted: RowFilter): boolean {
  const { site, roster, search } = wanted;
  if (user === undefined) return false;
  const isAssigned = () =>
    user.rosterAssignments.some(
      ({ rosterId, from, to }) => rosterId === roster && from <= row.date && (to === null || row.date < to),
    );
  return (
    (site === undefined || user.site === site) &&
    (roster === undefined || isAssigned()) &&
    (search === undefined || isFoundBy(user, search))
  );
}

/** Whether a filter asks for anything. */
export function isFiltering({ site, roster, search, ...others }: RowFilter): boolean {
  const { department, status, exception, needsApproval, edited, adjusted } = others;
  return [site, roster, search, department, status, exception, needsApproval, edited, adjusted].some(
    (part) => part !== undefined,
  );
}

/** Makes what tells of some rows which of them are wanted. Each person is read once, and only where the filter asks for people. */
export function rowFilter({ stores }: Actor, wanted: RowFilter) {
  const asksForPeople = [wanted.site, wanted.roster, wanted.search].some((part) => part !== undefined);
  const people = new Map<CanonicalUserId, StoredUser>();
  return async (rows: readonly StoredRow[]): Promise<StoredRow[]> => {
    const fitting = rows.filter((row) => fitsByItself(row, wanted));
    if (!asksForPeople) return fitting;
    const unknown = fitting.map(({ userId }) => userId).filter((id) => !people.has(canonicalUserId(id)));
    for (const user of await stores.users.findMany([...new Set(unknown)])) {
      people.set(canonicalUserId(user.id), user);
    }
    return fitting.filter((row) => fitsByPerson(row, people.get(canonicalUserId(row.userId)), wanted));
  };
}
