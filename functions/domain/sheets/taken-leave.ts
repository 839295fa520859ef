/** Counts how much leave of each type people have taken, from the days of their sheets. @module */

import type { LeaveOfPerson, LeaveType } from '#shared/contract/leave-types.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import type { Page } from '../../store/cursor.ts';
import type { Actor } from '../actor.ts';
import { requireKept } from '../kept-times.ts';
import { requireRange } from '../ranges.ts';
import { type PeopleQuery, peopleSheets } from './people-sheets.ts';

/** Most people of a page: each may have the rows of a year. */
const mostPeople = 50;

function takenOf(rows: readonly ReportDay[], types: readonly LeaveType[]): LeaveOfPerson['taken'] {
  const parts = rows.flatMap(({ leave, status }) =>
    leave.map(({ type, seconds }) => ({ type, seconds, isWhole: status === 'leave' })),
  );
  const byType = [...Map.groupBy(parts, ({ type }) => type)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byType.map(([type, ofType]) => {
    const listed = types.find((each) => each.type === type);
    const wholeDays = ofType.filter(({ isWhole }) => isWhole).length;
    return {
      type,
      payCode: listed?.payCode,
      unit: listed?.unit,
      seconds: ofType.reduce((sum, { seconds }) => sum + seconds, 0),
      wholeDays,
      partDays: ofType.length - wholeDays,
    };
  });
}

/**
 * A page of people with the leave that they have taken. No balance is kept: what is due to somebody is not known here.
 * @throws RollcallError range.invalid, times.not-kept, user.unknown, request.cursor
 */
export async function countTakenLeave(
  actor: Actor,
  query: PeopleQuery & { limit: number; cursor?: string | undefined },
): Promise<Page<LeaveOfPerson>> {
  requireRange(query.from, query.to);
  await requireKept(actor.stores, query.from);
  const [{ leave }, page] = await Promise.all([
    actor.stores.settings.read(),
    peopleSheets(actor, query, Math.min(query.limit, mostPeople), query.cursor),
  ]);
  return {
    ...page,
    items: page.items.map(({ user, rows }) => ({
      userId: user.id,
      name: user.name,
      department: user.department,
      taken: takenOf(rows, leave?.types ?? []),
    })),
  };
}
