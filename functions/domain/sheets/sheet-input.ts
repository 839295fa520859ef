/** Reads everything that a user's days depend on, and hands it to the engine. @module */

import type { AttendanceInput, CompiledRuleBook, EnginePunch } from '#shared/attendance/index.ts';
import { inputsNeededFor } from '#shared/attendance/index.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredCorrection, StoredLeave, StoredOverride } from '../../store/entries.ts';
import type { Stores } from '../../store/index.ts';
import type { StoredLock } from '../../store/period-locks.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { compiledRulesFrom, planInput, readRules } from '../plan/index.ts';
import type { Days } from '../ranges.ts';
import { completeThrough } from '../terminals/index.ts';
import { locksHolding } from './period-locks.ts';

/** What the sheets of all users of an organisation depend on. */
export interface SheetContext {
  zone: string;
  book: CompiledRuleBook;
  /** Up to when the logs of all terminals are known to be stored; `null` when one of them has never been read. */
  completeThrough: Instant | null;
  /** Locks of the days that are asked for. */
  locks: readonly StoredLock[];
}

/** Reads the plan, the settings, how complete the terminals are, and which of some days are locked. */
export async function readSheetContext(actor: Actor, days: Days): Promise<SheetContext> {
  const { stores } = actor;
  const [rules, terminals, locks] = await Promise.all([
    readRules(stores),
    stores.terminals.all(),
    locksHolding(actor, days),
  ]);
  return {
    zone: rules.settings.zone,
    book: compiledRulesFrom(rules),
    completeThrough: completeThrough(actor, terminals),
    locks,
  };
}

/** What is stored about a user's days, as far as the engine needs it. */
export interface UserInputs {
  punches: StoredPunch[];
  corrections: StoredCorrection[];
  leaves: StoredLeave[];
  overrides: StoredOverride[];
}

/**
 * Reads what decides about some days of a user: the inputs of those days, of their neighbours and, where a rule looks
 * back, of the period so far. It never reads more, however long the user has been in the system.
 */
export async function readUserInputs(
  stores: Stores,
  book: CompiledRuleBook,
  userId: UserId,
  days: Days,
): Promise<UserInputs> {
  const needed = inputsNeededFor(days, book);
  const [punches, corrections, leaves, overrides] = await Promise.all([
    stores.punches.ofPin(pinOfUser(userId), needed.from, needed.to),
    stores.corrections.ofUser(userId, needed),
    stores.leaves.ofUser(userId, needed),
    stores.overrides.ofUser(userId, needed),
  ]);
  return { punches, corrections, leaves, overrides };
}

function enginePunch(punch: StoredPunch): EnginePunch {
  return {
    serial: punch.serial,
    wallTime: punch.wallTime,
    instant: punch.instant,
    status: punch.status,
    order: punch.order,
    clockSuspect: punch.clockSuspect,
  };
}

/** What the engine reads about a user to compute some days. */
export function engineInput(
  actor: Actor,
  context: SheetContext,
  user: StoredUser,
  inputs: UserInputs,
  days: Days,
): AttendanceInput {
  return {
    ...planInput(context.zone, user),
    from: days.from,
    to: days.to,
    punches: inputs.punches.map(enginePunch),
    corrections: inputs.corrections,
    overrides: inputs.overrides,
    leaves: inputs.leaves,
    completeThrough: context.completeThrough,
    now: actor.now,
  };
}
