/** Reads everything that a user's days depend on, and hands it to the engine. @module */

import type { AttendanceInput, CompiledRuleBook, EnginePunch } from '#shared/attendance/index.ts';
import { inputsNeededFor } from '#shared/attendance/index.ts';
import { addDays, weekOf } from '#shared/time/calendar.ts';
import { dateOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { EnteredMonths } from '../../store/entered-months.ts';
import type { Stores } from '../../store/index.ts';
import type { StoredLock } from '../../store/period-locks.ts';
import type { StoredCorrection, StoredLeave, StoredOverride } from '../../store/stored-entry.ts';
import type { CountedPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { punchesOf, type UserClaims, usesOf as usesOfPins } from '../claims.ts';
import { compiledRulesFrom, planInput, readRules } from '../plan/index.ts';
import type { Days } from '../ranges.ts';
import { RightSerials } from '../right-serials.ts';
import { TerminalsToAwait, type UsedTerminal, usedWithinDays } from '../terminals/index.ts';
import { locksHolding } from './period-locks.ts';

/** What the sheets of all users of an organisation depend on. */
export interface SheetContext {
  zone: string;
  /** The moment at which the terminals were as {@link terminals} knows them: nothing later is settled. */
  knownAt: Instant;
  book: CompiledRuleBook;
  /** For which terminals' logs days wait. */
  terminals: TerminalsToAwait;
  /** For which terminal the punches of each count. */
  rightSerials: RightSerials;
  /** The first day that can still be computed, where not all times are kept. */
  computableFrom: LocalDate | undefined;
  /** Locks of the days that are asked for. */
  locks: readonly StoredLock[];
}

/** Reads the plan, the settings, how complete the terminals are, and which of some days are locked. */
export async function readSheetContext(actor: Actor, days: Days): Promise<SheetContext> {
  const { stores } = actor;
  const [rules, marks, locks] = await Promise.all([
    readRules(stores),
    stores.terminals.marksSince({ now: actor.now, since: actor.askedAt }),
    locksHolding(actor, days),
  ]);
  const book = compiledRulesFrom(rules);
  return {
    zone: rules.settings.zone,
    book,
    computableFrom: firstComputableDay(rules.settings.timesKept?.from, book),
    knownAt: marks.readAt,
    rightSerials: new RightSerials(marks.all),
    terminals: new TerminalsToAwait(marks.all, rules.settings.sheets.waitFor ?? 'own'),
    locks,
  };
}

/**
 * The first day of which every input is kept. The days before it, where a shift of a day that is kept no longer or a period of
 * overtime reaches into them, keep the rows that they have.
 */
function firstComputableDay(keptFrom: LocalDate | undefined, book: CompiledRuleBook): LocalDate | undefined {
  if (keptFrom === undefined) return undefined;
  let day = keptFrom;
  while (inputsNeededFor(day, book).from < keptFrom) day = addDays(day, 1);
  return day;
}

/** Those of some days that can still be computed; `undefined` when none can. */
export function computableDays<T extends Days>({ computableFrom }: SheetContext, days: T): T | undefined {
  if (computableFrom === undefined || days.from >= computableFrom) return days;
  return days.to > computableFrom ? { ...days, from: computableFrom } : undefined;
}

/** What is stored about a user's days, as far as the engine needs it. */
export interface UserInputs {
  punches: CountedPunch[];
  corrections: StoredCorrection[];
  leaves: StoredLeave[];
  overrides: StoredOverride[];
  /** Where the user has punched since {@link usedWithinDays} days before. */
  uses: UsedTerminal[];
  /** The days that the inputs may decide about. */
  needed: Days;
}

/** A user, and what is known of where its inputs are. */
export interface Person {
  user: StoredUser;
  /** The PINs whose punches are the user's. */
  claims: UserClaims;
  /** In which months HR has entered something; when it is left out, everything is searched for. */
  months?: EnteredMonths | undefined;
}

/**
 * Reads what decides about some days of a user: the inputs of those days, of their neighbours and, where a rule looks
 * back, of the period so far. It never reads more, however long the user has been in the system.
 */
export async function readUserInputs(
  stores: Stores,
  { book, terminals, rightSerials }: SheetContext,
  { user: { id: userId }, claims, months }: Person,
  days: Days,
): Promise<UserInputs> {
  const needed = inputsNeededFor(days, book);
  const mayBeEntered = months?.mayHold(needed) ?? true;
  const [stored, used, entered, leaves, overrides] = await Promise.all([
    punchesOf(stores, claims, needed.from, needed.to),
    terminals.needsUses(needed.to)
      ? usesOfPins(stores, claims, weekOf(addDays(needed.from, -usedWithinDays)).from, needed.to)
      : [],
    mayBeEntered ? stores.corrections.ofUser(userId, needed) : [],
    mayBeEntered ? stores.leaves.ofUser(userId, needed) : [],
    mayBeEntered ? stores.overrides.ofUser(userId, needed) : [],
  ]);
  const punches = rightSerials.ofPunches(stored);
  const corrections = entered.map((correction) =>
    correction.kind === 'void-punch'
      ? { ...correction, serial: rightSerials.of(correction.serial) }
      : correction,
  );
  const uses = used.map(({ serial, week }) => ({
    serial: rightSerials.of(serial),
    from: week,
    through: addDays(week, 6),
  }));
  return { punches, corrections, leaves, overrides, uses, needed };
}

/** Each terminal and date of some punches once: people punch several times a day. */
function usesOf(punches: readonly CountedPunch[]): UsedTerminal[] {
  const uses = new Map<string, UsedTerminal>();
  for (const { serial, wallTime } of punches) {
    const date = dateOf(wallTime);
    uses.set(`${date} ${serial}`, { serial, from: date, through: date });
  }
  return [...uses.values()];
}

function enginePunch(punch: CountedPunch): EnginePunch {
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
    completeThrough: context.knownAt,
    waitsFor: context.terminals.of(
      { site: user.site, uses: [...inputs.uses, ...usesOf(inputs.punches)] },
      inputs.needed.from,
      inputs.needed.to,
    ),
    now: actor.now,
  };
}
