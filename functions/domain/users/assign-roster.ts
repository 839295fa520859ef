/** Puts a duty roster among those that a user has, each for a time. @module */

import type { User } from '#shared/contract/users.ts';
import { compareDates } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/**
 * Gives a user a roster (`null`: none) for `from ≤ date < to`. What was in force before ends there and goes on at `to`;
 * without a `to`, later assignments are dropped.
 */
export function assignRoster(
  assignments: User['rosterAssignments'],
  rosterId: string | null,
  from: LocalDate,
  to: LocalDate | null = null,
): User['rosterAssignments'] {
  const kept = assignments.flatMap((assignment) => [
    ...(assignment.from < from ? [{ ...assignment, to: earlierEnd(assignment.to, from) }] : []),
    ...(to !== null && (assignment.to === null || assignment.to > to)
      ? [{ ...assignment, from: assignment.from > to ? assignment.from : to }]
      : []),
  ]);
  const assigned = rosterId === null ? [] : [{ rosterId, from, to }];
  return [...kept, ...assigned].sort((a, b) => compareDates(a.from, b.from));
}

function earlierEnd(end: LocalDate | null, from: LocalDate): LocalDate {
  return end === null || end > from ? from : end;
}
