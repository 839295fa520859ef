/** Computes users' days with the engine and writes the rows that differ, safely beside other recomputations. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import { computeDays, daysTouchedBy, PlanFault } from '#shared/attendance/index.ts';
import type { LockId } from '#shared/contract/ids.ts';
import { requireSerial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { Stores } from '../../store/index.ts';
import type { SheetStamp } from '../../store/stored-row.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { claimsOfMany, plainClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import type { Days } from '../ranges.ts';
import { isAwaited } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import type { ComputedDays, ComputedLately } from './computed-lately.ts';
import { EngineDefect, inEngine } from './in-engine.ts';
import { type Computation, rowToWrite } from './locked-days.ts';
import {
  computableDays,
  engineInput,
  type Person,
  readSheetContext,
  readUserInputs,
  type SheetContext,
} from './sheet-input.ts';
import type { UnfinishedDay } from './unfinished-days.ts';

/** Days of a user, `from ≤ date < to`. */
export interface UserDays extends Days {
  userId: UserId;
}

/** What a recomputation did. */
export interface ComputedSheets {
  users: number;
  rows: number;
  changed: number;
  /** Users whose plan cannot be computed, and why. */
  failed: { userId: UserId; error: PlanFault }[];
  /** Days that were to be sealed by a lock of finished days, and are not finished: nothing of their users was written. */
  unfinished: UnfinishedDay[];
  /** Users on whose days the engine failed: the caller has to report that their sheets were not computed. */
  defects: EngineDefect[];
}

/** How many times days are computed because somebody else keeps writing them, or their inputs, in the meantime. */
const attempts = 8;
/** Users computed at once: the time goes into waiting for the table, not into computing. */
const usersAtOnce = 8;

type Stamps = ReadonlyMap<LocalDate, SheetStamp>;

/** What became of some days. */
interface WrittenDays {
  /** The engine's results. */
  computed: readonly DayResult[];
  /** The dates that were written. */
  written: LocalDate[];
  /** Whether somebody else wrote first. */
  overtaken: boolean;
  /** Days that cannot be sealed. Where there are some, nothing was written. */
  unfinished: UnfinishedDay[];
}

/** Computes a user's days and writes those that differ. */
async function writeDays(
  { actor, context, sealing, ...person }: Omit<Computation, 'inputs'> & Person,
  days: UserDays,
  stamps: Stamps,
): Promise<WrittenDays> {
  const { stores } = actor;
  const { user } = person;
  const inputs = await readUserInputs(stores, context, person, days);
  const computed = inEngine(user.id, () =>
    computeDays(engineInput(actor, context, user, inputs, days), context.book),
  );
  const computation = { actor, context, user, inputs, sealing };
  const wanted = await Promise.all(computed.map((day) => rowToWrite(computation, day, stamps.get(day.date))));
  const unfinished = wanted
    .filter((one) => one?.isUnfinished)
    .flatMap((one) => one?.row ?? [])
    .map(({ userId, date, status }) => ({ userId, date, status }));
  if (unfinished.length > 0) return { computed, written: [], overtaken: false, unfinished };
  const differing = wanted.flatMap((one) => one?.row ?? []);
  const taken =
    differing.length === 0
      ? []
      : await stores.sheets.write(
          differing.map((row) => ({ row, previous: stamps.get(row.date) })),
          actor.now,
        );
  return {
    computed,
    written: differing.flatMap(({ date }, index) => (taken[index] ? [date] : [])),
    overtaken: taken.includes(false),
    unfinished,
  };
}

/**
 * Days in which punches arrived or that HR has changed, and the days that are decided by them: where overtime is counted by
 * the week or the month, the rest of that period up to today; where the plan of the whole period decides, also what has
 * passed of it.
 */
function withRestOfPeriod(actor: Actor, context: SheetContext, days: UserDays): UserDays {
  if (!context.book.looksBack) return days;
  const tomorrow = addDays(todayIn(context.zone, actor.now), 1);
  const reached = daysTouchedBy(days, context.book);
  const to = [reached.to, tomorrow].sort()[0] ?? days.to;
  const from = context.book.looksAhead && reached.from < days.from ? reached.from : days.from;
  return { ...days, from, to: to > days.to ? to : days.to };
}

/** What a pending day waits for: the terminal that is furthest behind, and the moment that its log must pass. */
interface Wait {
  serial: string;
  until: Instant;
}

function waitsOf(days: readonly DayResult[]): Wait[] {
  return days.flatMap(({ pendingFor: [serial] = [], pendingUntil: until }) =>
    serial === undefined || until === undefined ? [] : [{ serial, until }],
  );
}

/**
 * Days as they are remembered. How complete the terminals' logs are may have been read some seconds before the rest: that
 * moves forward only, and can change nothing but days that wait.
 */
function asComputed(
  { now }: Actor,
  { knownAt }: SheetContext,
  { userId, from, to }: UserDays,
  computed: readonly DayResult[],
): ComputedDays {
  const waits = computed.some(({ status }) => status === 'pending');
  const asOf = waits && epochOf(knownAt) < epochOf(now) ? knownAt : now;
  return { userId, from, to, dates: computed.map(({ date }) => date), asOf };
}

/** Of some users' days those of which one waits for a log that has become complete since it was computed. */
async function inVain<T extends { waits: readonly Wait[] }>(
  { stores }: Actor,
  pending: readonly T[],
): Promise<T[]> {
  if (pending.length === 0) return [];
  const serials = [...new Set(pending.flatMap(({ waits }) => waits.map(({ serial }) => serial)))];
  const marks = await stores.terminals.marksOf(serials.map(requireSerial));
  const terminals = new Map<string, TerminalMark>(marks.map((mark) => [mark.serial, mark]));
  const isOver = ({ serial, until }: Wait): boolean => {
    const terminal = terminals.get(serial);
    if (!terminal || !isAwaited(terminal)) return true;
    return terminal.completeThrough !== undefined && epochOf(terminal.completeThrough) > epochOf(until);
  };
  return pending.filter(({ waits }) => waits.some(isOver));
}

/** Adds up what became of users' days, however often each was computed. */
class Tally {
  readonly #rows = new Map<UserDays, number>();
  readonly #changed = new Set<string>();
  readonly #failed = new Map<UserId, PlanFault>();
  readonly #defects = new Map<UserId, EngineDefect>();
  readonly #unfinished: UnfinishedDay[] = [];

  /** Notes days that were computed before, after they had been asked for. */
  noteAnswered(days: UserDays, rows: number): void {
    this.#rows.set(days, rows);
  }

  note(days: UserDays, { computed, written }: WrittenDays): void {
    this.#rows.set(days, computed.length);
    for (const date of written) this.#changed.add(`${days.userId}#${date}`);
  }

  /** Notes days that cannot be sealed. */
  noteUnfinished(days: readonly UnfinishedDay[]): void {
    this.#unfinished.push(...days);
  }

  /** Notes why a user's days could not be computed, where that concerns nobody else. @throws any other error */
  fail(userId: UserId, error: unknown): void {
    if (error instanceof PlanFault) this.#failed.set(userId, error);
    else if (error instanceof EngineDefect) this.#defects.set(userId, error);
    else throw error;
  }

  sum(): ComputedSheets {
    return {
      users: new Set([...this.#rows.keys()].map((days) => days.userId)).size,
      rows: [...this.#rows.values()].reduce((sum, rows) => sum + rows, 0),
      changed: this.#changed.size,
      // Users are computed side by side; what is told of them has one order.
      failed: [...this.#failed]
        .map(([userId, error]) => ({ userId, error }))
        .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
      unfinished: this.#unfinished,
      defects: [...this.#defects.values()],
    };
  }
}

/** The users who exist among those of some days, strongly consistent. Of users of earlier versions no months are known. */
async function peopleOf(
  stores: Stores,
  wanted: readonly UserDays[],
): Promise<ReadonlyMap<CanonicalUserId, Person>> {
  const ids = wanted.map((days) => days.userId);
  const [users, months] = await Promise.all([stores.users.findMany(ids), stores.enteredMonths.ofMany(ids)]);
  const claims = await claimsOfMany(stores, ids, months);
  return new Map(
    users.map((user) => {
      const canonical = canonicalUserId(user.id);
      return [
        canonical,
        {
          user,
          claims: claims.get(canonical) ?? plainClaims(user.id),
          months: user.entriesMarked ? months.get(canonical) : undefined,
        },
      ];
    }),
  );
}

/** Each user's days in as few ranges as possible: ranges that overlap or touch are joined. */
function joined(wanted: readonly UserDays[]): UserDays[] {
  const ranges = wanted.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return [...Map.groupBy(ranges, (days) => days.userId).values()].flatMap((ofUser) => {
    const apart: UserDays[] = [];
    for (const days of ofUser) {
      const last = apart.at(-1);
      if (!last || days.from > last.to) apart.push({ ...days });
      else if (days.to > last.to) last.to = days.to;
    }
    return apart;
  });
}

/** Days in which something was changed, and the days that are decided by them, in as few ranges as possible. */
export async function withWhatTheyDecide(actor: Actor, touched: readonly UserDays[]): Promise<UserDays[]> {
  const span = spanOf(touched);
  if (!span) return [];
  const context = await readSheetContext(actor, span);
  return joined(touched.map((days) => withRestOfPeriod(actor, context, days)));
}

/** The days from the first to the last of all users. */
function spanOf(wanted: readonly UserDays[]): Days | undefined {
  const [from] = wanted.map((days) => days.from).sort();
  const to = wanted
    .map((days) => days.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/**
 * Computes users' days and writes those that differ from what is stored. The stamps of the rows are read before
 * everything that the rows are computed from, and a row is written only over the stamp that was seen; so of two
 * recomputations at once the one with the older inputs never has the last word. Days that are left pending while the
 * last log that they wait for becomes complete are computed again, because the search for such days could not see them yet.
 * Days of a locked period stay as they were when it was locked, with what they would be now as their adjustment. Days of a
 * user of which one is not finished are not sealed for a lock that was asked for without force: the result names it.
 * Days of which not every input is kept any more stay as they are.
 * A user whose days cannot be computed does not hold up the others; the result says whether the plan or we are at fault.
 * @param options.touched - the days are those in which punches arrived; later days that they decide are computed too
 * @param options.sealing - the period lock for which the rows are computed for the last time
 * @param options.lately - days that this process has computed: those among them that were asked for before are left as they are
 * @throws Error when rows keep changing: the message is delivered again later; whatever the stores throw
 */
export async function computeSheets(
  actor: Actor,
  wanted: readonly UserDays[],
  options: { touched?: boolean; sealing?: LockId | undefined; lately?: ComputedLately | undefined } = {},
): Promise<ComputedSheets> {
  const { stores } = actor;
  const { sealing, lately } = options;
  const { organisation } = stores;
  const tally = new Tally();
  let waiting = options.touched ? await withWhatTheyDecide(actor, wanted) : wanted;
  if (sealing === undefined) {
    waiting = waiting.filter((days) => {
      const { askedAt, now } = actor;
      const dates = lately?.answerTo(organisation, { ...days, askedAt, now });
      if (dates) tally.noteAnswered(days, dates.length);
      return dates === undefined;
    });
  }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const span = spanOf(waiting);
    if (!span) break;
    const stamps = new Map<UserDays, Stamps>();
    await inParallel(waiting, usersAtOnce, async (days) => {
      stamps.set(days, await stores.sheets.stamps(days.userId, days.from, days.to));
    });
    // A second try is for days that were computed by something outdated: nothing that was read before may count.
    const reader = attempt === 0 ? actor : { ...actor, askedAt: undefined };
    const [context, people] = await Promise.all([readSheetContext(reader, span), peopleOf(stores, waiting)]);
    const settled = new Map<UserDays, ComputedDays>();
    const unfinished = new Map<UserDays, UnfinishedDay[]>();
    const overtaken: UserDays[] = [];
    const pending: { days: UserDays; waits: Wait[] }[] = [];
    await inParallel(waiting, usersAtOnce, async (days) => {
      const person = people.get(canonicalUserId(days.userId));
      if (!person) return;
      const computable = computableDays(context, days);
      if (computable === undefined) {
        tally.noteAnswered(days, 0);
        return;
      }
      try {
        const done = await writeDays(
          { actor, context, sealing, ...person },
          computable,
          stamps.get(days) ?? new Map(),
        );
        tally.note(days, done);
        if (done.overtaken) overtaken.push(days);
        else {
          if (done.unfinished.length > 0) unfinished.set(days, done.unfinished);
          else settled.set(days, asComputed(actor, context, days, done.computed));
          const waits = waitsOf(done.computed);
          if (waits.length > 0) pending.push({ days, waits });
        }
      } catch (error) {
        tally.fail(days.userId, error);
      }
    });
    const due = await inVain(actor, pending);
    for (const { days } of due) {
      settled.delete(days);
      unfinished.delete(days);
    }
    for (const days of unfinished.values()) tally.noteUnfinished(days);
    for (const days of settled.values()) lately?.add(organisation, days);
    waiting = [...overtaken, ...due.map(({ days }) => days)];
  }
  if (waiting.length > 0) {
    throw new Error(`the sheets of ${waiting.length} users keep changing while they are computed`);
  }
  return tally.sum();
}
