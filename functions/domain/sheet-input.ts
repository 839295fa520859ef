import type { AttendanceInput, EnginePunch } from '#shared/attendance/attendance-input.ts';
import { completeRules } from '#shared/attendance/default-rules.ts';
import { type CompiledRuleBook, compileRules } from '#shared/attendance/rule-book.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../store/punches.ts';
import type { StoredUser } from '../store/users.ts';
import type { Actor } from './caller.ts';
import { oldestMark } from './completeness.ts';

/** What the sheets of all users of an organisation depend on. */
export interface SheetContext {
  zone: string;
  book: CompiledRuleBook;
  /** Up to when the logs of all terminals are known to be stored; `null` when one never was read. */
  completeThrough: Instant | null;
  /** The oldest terminal's mark that this was taken from. */
  mark: Instant | null | undefined;
}

/** Reads the plan, the settings and how complete the terminals are. */
export async function readSheetContext(actor: Actor): Promise<SheetContext> {
  const { stores } = actor;
  const [settings, schedules, rosters, calendars, terminals] = await Promise.all([
    stores.settings.read(),
    stores.plan.schedules.all(),
    stores.plan.rosters.all(),
    stores.plan.calendars.all(),
    stores.terminals.all(),
  ]);
  const mark = oldestMark(terminals);
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
    completeThrough: mark === undefined ? actor.now : mark,
    mark,
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

/** What the engine reads about a user to compute some days. @param punches - of the dates that the engine needs */
export function engineInput(
  actor: Actor,
  context: SheetContext,
  user: StoredUser,
  punches: readonly StoredPunch[],
  range: { from: LocalDate; to: LocalDate },
): AttendanceInput {
  return {
    user: {
      id: user.id,
      zone: context.zone,
      issuedOn: user.issuedOn,
      expiresOn: user.expiresOn,
      suspended: user.suspensions,
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
  };
}
