/** Says of stored punches whose they are, for which terminal they count, and where they stand in the sheet. @module */

import { toldIgnored } from '#shared/attendance/index.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins } from '../claims.ts';
import { RightSerials } from '../right-serials.ts';
import { sitesOf } from '../terminals/index.ts';

/** What punches are narrowed to, and what is told of them. */
export interface PunchQuery {
  /** Any of these. */
  userIds?: readonly UserId[] | undefined;
  terminal?: string | undefined;
  /** Where the terminal stands. */
  site?: string | undefined;
  /** In which the person is now. */
  department?: string | undefined;
  /** Whether the sheets are read, too. */
  sheet?: 'true' | undefined;
}

type Told = Pick<StoredPunch, 'serial' | 'wallTime' | 'status'>;

/** Where a punch stands in one of some days. */
function placeIn(days: readonly ReportDay[], { serial, wallTime, status }: Told) {
  const isIt = (source: { serial: string; wallTime: string; status: number }) =>
    source.serial === serial && source.wallTime === wallTime && source.status === status;
  for (const day of days) {
    for (const shift of [day.slots, ...day.furtherShifts.map(({ slots }) => slots)]) {
      for (const [column, time] of Object.entries(shift)) {
        if (time?.source.kind === 'punch' && isIt(time.source)) {
          return { column: column as keyof typeof shift, sheetDate: day.date };
        }
      }
    }
    const ignored = day.ignored?.find(({ punch }) => isIt(punch));
    if (ignored) return { ignored: toldIgnored(ignored.reason), sheetDate: day.date };
  }
  return {};
}

/**
 * Punches as the API shows them, those that are wanted, in their order.
 * @param mayName - whether the caller may learn names
 */
export async function describePunches(
  { stores }: Actor,
  punches: readonly StoredPunch[],
  query: PunchQuery,
  mayName: boolean,
) {
  const marks = await stores.terminals.marks();
  const right = new RightSerials(marks);
  const siteOf: ReadonlyMap<string, string> = sitesOf(marks);
  const claims = await claimsOfPins(stores, [...new Set(punches.map(({ pin }) => canonicalPinOf(pin)))]);
  const claimants = punches.map(({ pin, serial, wallTime }) =>
    claims.claimantOf(canonicalPinOf(pin), serial, dateOf(wallTime)),
  );
  const ids = claimants.flatMap((claimant) => (claimant.kind === 'user' ? [claimant.userId] : []));
  const users = new Map(
    (await stores.users.findMany([...new Set<UserId>(ids)])).map((user) => [canonicalUserId(user.id), user]),
  );
  const chosen = query.userIds && new Set(query.userIds.map(canonicalUserId));
  const wanted = punches.flatMap((punch, index) => {
    const claimant = claimants[index];
    const user = claimant?.kind === 'user' ? users.get(claimant.userId) : undefined;
    const countsAs = right.of(punch.serial);
    return fits(punch, countsAs, user) ? [{ punch, user, countsAs }] : [];
  });

  function fits({ serial }: StoredPunch, countsAs: string, user: StoredUser | undefined): boolean {
    const { terminal, site, department } = query;
    return (
      (chosen === undefined || (user !== undefined && chosen.has(canonicalUserId(user.id)))) &&
      (terminal === undefined || serial === terminal || countsAs === terminal) &&
      (site === undefined || siteOf.get(countsAs) === site) &&
      (department === undefined || user?.department === department)
    );
  }

  // A shift may have begun the day before.
  const daysOf = (date: LocalDate) => [date, addDays(date, -1)];
  const asked =
    query.sheet === undefined
      ? []
      : wanted.flatMap(({ punch, user }) =>
          user ? daysOf(dateOf(punch.wallTime)).map((date) => ({ userId: user.id, date })) : [],
        );
  const rows = new Map(
    (await stores.sheets.rowsOf(asked)).map((row) => [`${canonicalUserId(row.userId)} ${row.date}`, row]),
  );
  const results = new Map<string, ReportDay>();
  const dayOf = (user: StoredUser, date: LocalDate): ReportDay[] => {
    const key = `${canonicalUserId(user.id)} ${date}`;
    const row = rows.get(key);
    if (!row) return [];
    const day = results.get(key) ?? resultOf(row);
    results.set(key, day);
    return [day];
  };
  return wanted.map(({ punch, user, countsAs }) => {
    const { batchId: _batchId, order: _order, ...shown } = punch;
    const days = user ? daysOf(dateOf(punch.wallTime)).flatMap((date) => dayOf(user, date)) : [];
    return {
      ...shown,
      ...(countsAs === punch.serial ? {} : { countsAs }),
      ...(user ? { userId: user.id } : {}),
      ...(user && mayName ? { name: user.name, department: user.department } : {}),
      ...placeIn(days, { ...punch, serial: countsAs }),
    };
  });
}
