import type { EnginePunch } from '#shared/attendance/attendance-input.ts';
import { computeDays } from '#shared/attendance/compute-days.ts';
import { completeRules } from '#shared/attendance/default-rules.ts';
import { type CompiledRuleBook, compileRules } from '#shared/attendance/rule-book.ts';
import { addDays } from '#shared/time/calendar.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../store/punches.ts';
import type { SheetRow } from '../store/sheets.ts';
import type { StoredUser } from '../store/users.ts';
import type { Actor } from './caller.ts';

/** What the sheets of all users of an organisation depend on, read once for a batch of work. */
export interface SheetContext {
  zone: string;
  book: CompiledRuleBook;
  /** Up to when the logs of all terminals are known to be stored; `null` when one never was read. */
  completeThrough: Instant | null;
}

/** What a recomputation did. */
export interface ComputedSheets {
  rows: number;
  changed: number;
}

/** Punches of this many days around a range take part: a shift may begin the day before and end the day after. */
const neighbourDays = 2;
/** How often a user's days are computed anew because somebody else wrote one of them meanwhile. */
const attempts = 6;

/** Reads the plan, the settings and how complete the terminals are. Terminals without a bridge are not waited for. */
export async function readSheetContext(actor: Actor): Promise<SheetContext> {
  const { stores } = actor;
  const [settings, schedules, rosters, calendars, terminals] = await Promise.all([
    stores.settings.read(),
    stores.plan.schedules.all(),
    stores.plan.rosters.all(),
    stores.plan.calendars.all(),
    stores.terminals.all(),
  ]);
  const awaited = terminals.filter(
    (terminal) => terminal.state === 'active' && terminal.bridgeId !== undefined,
  );
  const marks = awaited.map((terminal) => terminal.completeThrough);
  const oldest = marks.reduce(
    (a, b) => (a === undefined || b === undefined ? undefined : epochOf(a) <= epochOf(b) ? a : b),
    marks[0],
  );
  return {
    zone: settings.zone,
    book: compileRules({
      schedules,
      rosters,
      calendars,
      rules: completeRules(settings.sheets.rules),
      defaultScheduleId: settings.sheets.defaultScheduleId ?? undefined,
      defaultCalendarId: settings.sheets.calendarId ?? undefined,
    }),
    completeThrough: awaited.length === 0 ? actor.now : (oldest ?? null),
  };
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

function computeUser(
  actor: Actor,
  context: SheetContext,
  user: StoredUser,
  punches: readonly StoredPunch[],
  range: { from: LocalDate; to: LocalDate },
): SheetRow[] {
  const days = computeDays(
    {
      user: {
        id: user.id,
        zone: context.zone,
        issuedOn: user.issuedOn,
        expiresOn: user.expiresOn,
        suspended: user.status === 'suspended' ? [{ from: range.from, to: null }] : undefined,
      },
      from: range.from,
      to: range.to,
      punches: punches.map(enginePunch),
      corrections: [],
      assignments: user.rosterAssignments.map((assignment, index) => ({
        id: `${user.id}-${index}`,
        userId: user.id,
        ...assignment,
      })),
      overrides: [],
      leaves: [],
      completeThrough: context.completeThrough,
      now: actor.now,
    },
    context.book,
  );
  return days.map((day) => ({
    userId: user.id,
    date: day.date,
    status: day.status,
    ...(user.department === undefined ? {} : { department: user.department }),
    inputHash: day.inputHash,
    result: JSON.stringify(day),
  }));
}

/**
 * Computes a user's days with `from ≤ date < to` and writes those that differ from what is stored. The stamps of the
 * rows are read before the inputs, and a row is written only over the stamp that was seen; so of two recomputations
 * at once the one with the older inputs never has the last word.
 * @throws Error when the user's rows keep changing: the message is delivered again later
 */
export async function computeSheets(
  actor: Actor,
  context: SheetContext,
  userId: string,
  range: { from: LocalDate; to: LocalDate },
): Promise<ComputedSheets> {
  const { stores } = actor;
  let changed = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stamps = await stores.sheets.stamps(userId, range.from, range.to);
    const [user, punches] = await Promise.all([
      stores.users.find(userId),
      stores.punches.ofPin(userId, addDays(range.from, -neighbourDays), addDays(range.to, neighbourDays)),
    ]);
    if (!user) return { rows: 0, changed };
    const rows = computeUser(actor, context, user, punches, range);
    const outdated = rows.filter((row) => {
      const stamp = stamps.get(row.date);
      return stamp?.inputHash !== row.inputHash || stamp.department !== row.department;
    });
    const written = await Promise.all(outdated.map((row) => stores.sheets.write(row, stamps.get(row.date))));
    changed += written.filter(Boolean).length;
    if (written.every(Boolean)) return { rows: rows.length, changed };
  }
  throw new Error(`the sheets of user ${userId} keep changing while they are computed`);
}
