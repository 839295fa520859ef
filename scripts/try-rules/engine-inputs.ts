/** `try-rules` makes one input of the engine per user from punches, HR's entries and rosters. @module */

import * as z from 'zod';
import type { TerminalPunches } from '#bridge/simulator/index.ts';
import {
  type AttendanceInput,
  Correction,
  DayOverride,
  type DutyRoster,
  type EnginePunch,
  Leave,
  RosterAssignment,
} from '#shared/attendance/index.ts';
import { withoutLeadingZeros } from '#shared/punch/leading-zeros.ts';
import { addDays } from '#shared/time/calendar.ts';
import { instantsInLogOrder } from '#shared/time/log-order.ts';
import {
  dateOf,
  type Instant,
  type LocalDate,
  parseWallTime,
  type WallTime,
} from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { type TryOptions, UsageError } from './options.ts';
import type { ExtraInputs } from './read-files.ts';

/** Long after every window has closed: the days that are tried are over. */
const longAfter = '9999-01-01T00:00:00Z' as Instant;

/** The punches of all terminals by user, as the engine reads them. @throws UsageError for a time that does not exist */
function punchesByUser(terminals: readonly TerminalPunches[], zone: string): Map<string, EnginePunch[]> {
  const byUser = new Map<string, EnginePunch[]>();
  for (const { serial, punches } of terminals) {
    const walls = punches.map(({ pin, time }): WallTime => {
      const wall = parseWallTime(time);
      if (wall === null) throw new UsageError(`PIN ${pin}: "${time}" is not a time that exists.`);
      return wall;
    });
    const instants = instantsInLogOrder(walls, zoneNamed(zone));
    for (const [order, { pin, status }] of punches.entries()) {
      const wallTime = walls[order];
      const instant = instants[order];
      if (wallTime === undefined || instant === undefined) continue;
      const own = byUser.get(withoutLeadingZeros(pin)) ?? [];
      own.push({ serial, wallTime, instant, status, order });
      byUser.set(withoutLeadingZeros(pin), own);
    }
  }
  return byUser;
}

/** Entries of a list, completed with the ids and names that the engine needs. @throws UsageError */
function recordsOf<T>(list: string, schema: z.ZodType<T>, rows: readonly object[], more: object): T[] {
  return rows.map((row, index) => {
    const read = schema.safeParse({ id: `${list}-${String(index).padStart(4, '0')}`, ...more, ...row });
    if (read.success) return read.data;
    throw new UsageError(`${list}, entry ${index + 1}:\n${z.prettifyError(read.error)}`);
  });
}

function wanted(
  punches: readonly EnginePunch[],
  { from, to }: TryOptions,
): { from: LocalDate; to: LocalDate } {
  const dates = punches.map(({ wallTime }) => dateOf(wallTime)).sort();
  const first = from ?? dates[0];
  const last = dates.at(-1);
  const end = to ?? (last && addDays(last, 1));
  if (first === undefined || end === undefined)
    throw new UsageError('Without punches, name --from and --to.');
  return { from: first, to: end };
}

/**
 * The engine's inputs: one per user, in the order of the ids.
 * @param rosters - of the rules; the first is everybody's where nothing is assigned
 * @throws UsageError
 */
export function engineInputs(
  terminals: readonly TerminalPunches[],
  extra: ExtraInputs,
  rosters: readonly DutyRoster[],
  options: TryOptions,
): AttendanceInput[] {
  const byUser = punchesByUser(terminals, options.zone);
  const only = options.user === undefined ? undefined : withoutLeadingZeros(options.user);
  const ids = only === undefined ? [...byUser.keys()].sort() : [only];
  return ids.map((userId) => {
    const punches = byUser.get(userId) ?? [];
    const days = wanted(punches, options);
    const [roster] = rosters;
    const usual = roster ? [{ rosterId: roster.id, from: days.from }] : [];
    const entry = { userId, enteredAt: longAfter, author: 'try-rules', reason: 'tried' };
    return {
      user: { ...extra.user, id: userId, zone: options.zone },
      ...days,
      punches,
      assignments: recordsOf(
        'assignments',
        RosterAssignment,
        extra.assignments.length > 0 ? extra.assignments : usual,
        { userId },
      ),
      overrides: recordsOf('overrides', DayOverride, extra.overrides, { userId }),
      leaves: recordsOf('leaves', Leave, extra.leaves, { userId }),
      corrections: recordsOf('corrections', Correction, extra.corrections, entry),
      completeThrough: extra.completeThrough === undefined ? longAfter : extra.completeThrough,
      now: extra.now ?? longAfter,
    };
  });
}
