import { computeDays } from '#shared/attendance/compute-days.ts';
import { daysTouchedBy, inputsNeededFor } from '#shared/attendance/inputs-needed.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../store/punches.ts';
import type { SheetRow, SheetStamp } from '../store/sheets.ts';
import type { StoredUser } from '../store/users.ts';
import type { Actor } from './caller.ts';
import { oldestMark } from './completeness.ts';
import { inParallel } from './in-parallel.ts';
import { engineInput, readSheetContext, type SheetContext } from './sheet-input.ts';
import { todayIn } from './today.ts';

/** Days of a user, `from ≤ date < to`. */
export interface UserDays {
  userId: string;
  from: LocalDate;
  to: LocalDate;
}

/** What a recomputation did. */
export interface ComputedSheets {
  users: number;
  rows: number;
  changed: number;
  /** Users whose plan the engine cannot compute. */
  failed: { userId: string; error: unknown }[];
}

/** How often days are computed anew because somebody else wrote one of them, or their inputs, meanwhile. */
const attempts = 8;
/** Users computed at once: the work is waiting for the table, not computing. */
const usersAtOnce = 8;

function computeUser(
  actor: Actor,
  context: SheetContext,
  user: StoredUser,
  punches: readonly StoredPunch[],
  range: Pick<UserDays, 'from' | 'to'>,
): SheetRow[] {
  const days = computeDays(engineInput(actor, context, user, punches, range), context.book);
  return days.map((day) => ({
    userId: user.id,
    date: day.date,
    status: day.status,
    ...(user.department === undefined ? {} : { department: user.department }),
    inputHash: day.inputHash,
    result: JSON.stringify(day),
  }));
}

type Stamps = ReadonlyMap<LocalDate, SheetStamp>;

/** What became of some days: rows that the engine gave, dates that were written, whether somebody else was faster. */
interface WrittenDays {
  rows: readonly SheetRow[];
  written: LocalDate[];
  overtaken: boolean;
}

/** Computes a user's days and writes those that differ. @returns `undefined` when there is no such user */
async function writeDays(
  actor: Actor,
  context: SheetContext,
  days: UserDays,
  stamps: Stamps,
): Promise<WrittenDays | undefined> {
  const { stores } = actor;
  const { userId, from, to } = days;
  const needed = inputsNeededFor({ from, to }, context.book);
  const [user, punches] = await Promise.all([
    stores.users.find(userId),
    stores.punches.ofPin(userId, needed.from, needed.to),
  ]);
  if (!user) return undefined;
  const rows = computeUser(actor, context, user, punches, days);
  const outdated = rows.filter((row) => {
    const stamp = stamps.get(row.date);
    return stamp?.inputHash !== row.inputHash || stamp.department !== row.department;
  });
  const taken = await Promise.all(outdated.map((row) => stores.sheets.write(row, stamps.get(row.date))));
  return {
    rows,
    written: outdated.flatMap((row, index) => (taken[index] ? [row.date] : [])),
    overtaken: taken.includes(false),
  };
}

/**
 * Days in which punches arrived, and the days that are decided by them: where overtime is counted by the week or the
 * month, the rest of that period up to today.
 */
function withRestOfPeriod(actor: Actor, context: SheetContext, days: UserDays): UserDays {
  if (!context.book.looksBack) return days;
  const tomorrow = addDays(todayIn(context.zone, actor.now), 1);
  const reached = daysTouchedBy(days, context.book).to;
  const to = [reached, tomorrow].sort()[0] ?? days.to;
  return to > days.to ? { ...days, to } : days;
}

/** Whether a failure is the engine's, on the plan of one user: trying again would not help. */
function isEngineFailure(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError;
}

/** Adds up what became of users' days, however often each was computed. */
class Tally {
  readonly #rows = new Map<UserDays, number>();
  readonly #changed = new Set<string>();
  readonly #failed = new Map<string, unknown>();

  note(days: UserDays, { rows, written }: WrittenDays): void {
    this.#rows.set(days, rows.length);
    for (const date of written) this.#changed.add(`${days.userId}#${date}`);
  }

  fail(userId: string, error: unknown): void {
    this.#failed.set(userId, error);
  }

  sum(): ComputedSheets {
    return {
      users: new Set([...this.#rows.keys()].map((days) => days.userId)).size,
      rows: [...this.#rows.values()].reduce((sum, rows) => sum + rows, 0),
      changed: this.#changed.size,
      failed: [...this.#failed].map(([userId, error]) => ({ userId, error })),
    };
  }
}

/**
 * Computes users' days and writes those that differ from what is stored. The stamps of the rows are read before
 * everything that the rows are computed from, and a row is written only over the stamp that was seen; so of two
 * recomputations at once the one with the older inputs never has the last word. Days that are left pending while a
 * terminal's log becomes complete are computed again, because whoever looked for them then could not see them yet.
 * @param options.touched - the days are those in which punches arrived; later days that they decide are computed too
 * @throws Error when rows keep changing: the message is delivered again later
 */
export async function computeSheets(
  actor: Actor,
  wanted: readonly UserDays[],
  options: { touched: boolean } = { touched: false },
): Promise<ComputedSheets> {
  const { stores } = actor;
  const tally = new Tally();
  let waiting = wanted;
  if (options.touched) {
    const context = await readSheetContext(actor);
    waiting = wanted.map((days) => withRestOfPeriod(actor, context, days));
  }
  for (let attempt = 0; attempt < attempts && waiting.length > 0; attempt += 1) {
    const stamps = new Map<UserDays, Stamps>();
    await inParallel(waiting, usersAtOnce, async (days) => {
      stamps.set(days, await stores.sheets.stamps(days.userId, days.from, days.to));
    });
    const context = await readSheetContext(actor);
    const overtaken: UserDays[] = [];
    const pending: UserDays[] = [];
    await inParallel(waiting, usersAtOnce, async (days) => {
      try {
        const done = await writeDays(actor, context, days, stamps.get(days) ?? new Map());
        if (!done) return;
        tally.note(days, done);
        if (done.overtaken) overtaken.push(days);
        else if (done.rows.some((row) => row.status === 'pending')) pending.push(days);
      } catch (error) {
        if (!isEngineFailure(error)) throw error;
        tally.fail(days.userId, error);
      }
    });
    const markMoved = pending.length > 0 && oldestMark(await stores.terminals.all()) !== context.mark;
    waiting = markMoved ? [...overtaken, ...pending] : overtaken;
  }
  if (waiting.length > 0) {
    throw new Error(`the sheets of ${waiting.length} users keep changing while they are computed`);
  }
  return tally.sum();
}
