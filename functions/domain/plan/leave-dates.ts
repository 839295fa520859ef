/** Finds the dates on which a leave that HR enters takes nothing, by the plan as it is stored. @module */

import { datesWithoutWork } from '#shared/attendance/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredLeave } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { planInput } from './plan-input.ts';
import { compiledRulesFrom, readRules } from './stored-rules.ts';

/** The dates of a leave on which it takes nothing: rest days, off days, holidays, unless its type counts there. */
export async function leaveDatesWithoutWork(
  { stores }: Actor,
  user: StoredUser,
  leave: StoredLeave,
): Promise<LocalDate[]> {
  const [rules, overrides, corrections] = await Promise.all([
    readRules(stores),
    stores.overrides.ofUser(user.id, leave),
    stores.corrections.ofUser(user.id, leave),
  ]);
  const input = { ...planInput(rules.settings.zone, user), overrides };
  return datesWithoutWork(input, corrections, compiledRulesFrom(rules), leave);
}
