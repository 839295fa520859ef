/** Shows what days pay on the dates on which it was worked, where the day rule splits shifts at midnight. */
import { intersect, type Spans, totalOf, unite } from '../model/index.ts';
import { type Approvals, type DateOfWork, type GivenSeconds, paidFrom } from '../overtime/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import { type DayFigures, expectedOf, timesOf } from './day-figures.ts';
import { PaidDay } from './paid-day.ts';

/** What one layer gave, as far as it lies on a date. */
interface GivenOnDate {
  readonly given: GivenSeconds;
  /** What the layer gave of the whole day, in seconds. */
  readonly ofDay: number;
  readonly approved: number;
}

/** The part of a day's pay that lies on a date. Seconds. */
interface DateShare {
  /** The day that is paid. */
  readonly of: PaidDay;
  readonly spans: Spans;
  readonly expected: number;
  readonly worked: number;
  readonly short: number;
  readonly undertime: number;
  readonly late: number;
  readonly early: number;
  readonly forgivenLate: number;
  readonly forgivenEarly: number;
  readonly overtime: readonly GivenOnDate[];
  readonly premiums: readonly GivenOnDate[];
}

/** What days pay, by the dates on which it was worked. */
export class SharesByDate {
  readonly #shares = new Map<number, DateShare[]>();

  /**
   * Adds what a day pays on other dates than its own, and on its own.
   * @param pieces - of its shifts that are split, on all their dates
   */
  add(paid: PaidDay, pieces: readonly DayPiece[]): void {
    const { dates } = paid.basis;
    if (dates === null) return;
    for (const [index, share] of sharesOf(paid, dates, pieces).entries()) {
      const date = dates[index]?.day ?? paid.basis.own.day;
      this.#shares.set(date, [...(this.#shares.get(date) ?? []), share]);
    }
  }

  /**
   * A date with what lies on it of its own shifts and of those of other days.
   * @param basis - the date as it is shown
   * @param own - the day's shifts, paid as if none were split
   */
  on(basis: DayBasis, own: PaidDay): PaidDay {
    const shares = this.#shares.get(basis.own.day);
    this.#shares.delete(basis.own.day);
    if (shares === undefined) return new PaidDay(basis, own.figures, own.next);
    const ofOwn = shares.find(({ of }) => of === own) ?? wholeShare(own);
    const others = shares.filter(({ of }) => of !== own);
    return new PaidDay(basis, figuresOn(basis, own.figures, [ofOwn, ...others]), own.next);
  }
}

/** All that a day pays, as a share of its one date. */
function wholeShare(of: PaidDay): DateShare {
  const {
    spans,
    expected,
    worked,
    short,
    undertime,
    late,
    early,
    forgivenLate,
    forgivenEarly,
    shared,
    approved,
  } = of.figures;
  const all = (given: readonly GivenSeconds[], seconds: readonly number[]): GivenOnDate[] =>
    given.map((each, index) => ({ given: each, ofDay: each.seconds, approved: seconds[index] ?? 0 }));
  return {
    of,
    spans,
    expected,
    worked,
    short,
    undertime,
    late,
    early,
    forgivenLate,
    forgivenEarly,
    overtime: all(shared.overtime, approved.overtime),
    premiums: all(shared.premiums, approved.premiums),
  };
}

/** Shares a day's pay out to dates; the shares of each figure add up to the day's. */
function sharesOf(paid: PaidDay, dates: readonly DateOfWork[], pieces: readonly DayPiece[]): DateShare[] {
  const { basis, figures } = paid;
  const spans = dates.map(({ from, to }) => intersect(figures.spans, [from, to]));
  const worked = fromFirst(figures.worked, spans.map(totalOf));
  const expected = dates.map(({ day }) => expectedOn(paid, day, pieces));
  const missing = expected.map((seconds, index) => Math.max(0, seconds - (worked[index] ?? 0)));
  const short = fromLast(figures.short, missing, missing);
  const undertime = fromLast(-figures.undertime, missing, missing);
  const free = [...worked];
  const overtime = figures.shared.overtime.map((given, index) => {
    const seconds = fromLast(given.seconds, secondsOn(given, dates), free);
    for (const [date, taken] of seconds.entries()) free[date] = (free[date] ?? 0) - taken;
    return onDates(given, seconds, figures.approved.overtime[index] ?? 0, paid);
  });
  const premiums = figures.shared.premiums.map((given, index) => {
    const seconds = fromLast(given.seconds, secondsOn(given, dates), null);
    return onDates(given, seconds, figures.approved.premiums[index] ?? 0, paid);
  });
  return dates.map(({ day }, index) => {
    const { late, early } = latenessOn(day, basis, pieces);
    return {
      of: paid,
      spans: spans[index] ?? [],
      expected: expected[index] ?? 0,
      worked: worked[index] ?? 0,
      short: short[index] ?? 0,
      undertime: 0 - (undertime[index] ?? 0),
      late: figures.forgivenLate > 0 ? 0 : late,
      early: figures.forgivenEarly > 0 ? 0 : early,
      forgivenLate: figures.forgivenLate > 0 ? late : 0,
      forgivenEarly: figures.forgivenEarly > 0 ? early : 0,
      overtime: overtime.flatMap((given) => given[index] ?? []),
      premiums: premiums.flatMap((given) => given[index] ?? []),
    };
  });
}

/** Late on the date of arrival, early on the date of departure. */
function latenessOn(
  date: number,
  { own, pieces: whole }: DayBasis,
  pieces: readonly DayPiece[],
): { late: number; early: number } {
  let late = 0;
  let early = 0;
  const split = new Set(pieces.map(({ outcome }) => outcome));
  const others = date === own.day ? whole.filter(({ outcome }) => !split.has(outcome)) : [];
  for (const piece of [...pieces.filter(({ day }) => day === date), ...others]) {
    if (piece.isFirst) late += piece.outcome.lateness.late;
    if (piece.isLast) early += piece.outcome.lateness.early;
  }
  return { late, early };
}

/** What is expected on a date of the day's shifts; what worked leave gives back is expected on the day of the leave. */
function expectedOn({ basis, figures }: PaidDay, date: number, pieces: readonly DayPiece[]): number {
  const isOwn = date === basis.own.day;
  const split = new Set(pieces.map(({ outcome }) => outcome));
  const others = isOwn ? basis.pieces.filter(({ outcome }) => !split.has(outcome)) : [];
  const planned = expectedOf({ own: basis.own, pieces: basis.pieces });
  const hasShift = basis.pieces.some(({ outcome }) => outcome.shift.instance);
  if (!hasShift) return isOwn ? figures.expected : 0;
  const ofDate = [...pieces.filter(({ day }) => day === date), ...others];
  const onDate = ofDate.some(({ outcome }) => outcome.shift.instance)
    ? expectedOf({ own: basis.own, pieces: ofDate })
    : 0;
  return isOwn ? onDate + figures.expected - planned : onDate;
}

function secondsOn({ spans }: GivenSeconds, dates: readonly DateOfWork[]): number[] {
  return dates.map(({ from, to }) => totalOf(intersect(spans, [from, to])));
}

/** Shares seconds out from the first date on; the last date has the rest. @param exact - before rounding */
function fromFirst(seconds: number, exact: readonly number[]): number[] {
  const last = exact.findLastIndex((each) => each > 0);
  let left = seconds;
  return exact.map((each, index) => {
    const taken = index === last ? left : Math.min(left, each);
    left -= taken;
    return taken;
  });
}

/**
 * Shares seconds out from the last date back: to each what it wants, and what is left over where there is room.
 * @param room - the most that each date takes; `null` for any amount
 */
function fromLast(seconds: number, wanted: readonly number[], room: readonly number[] | null): number[] {
  const taken = wanted.map(() => 0);
  let left = seconds;
  const give = (index: number, most: number): void => {
    const already = taken[index] ?? 0;
    const space = room === null ? Infinity : (room[index] ?? 0) - already;
    const more = Math.max(0, Math.min(left, most, space));
    taken[index] = already + more;
    left -= more;
  };
  const fromTheLast = [...wanted.keys()].reverse();
  for (const index of fromTheLast) give(index, wanted[index] ?? 0);
  for (const index of fromTheLast) if ((wanted[index] ?? 0) > 0) give(index, Infinity);
  for (const index of fromTheLast) give(index, Infinity);
  return taken;
}

/** What a layer gave, by date; what is approved of it is approved from the first date on. */
function onDates(
  given: GivenSeconds,
  seconds: readonly number[],
  approvedOfAll: number,
  { basis }: PaidDay,
): (GivenOnDate | null)[] {
  let approvedLeft = approvedOfAll;
  return seconds.map((onDate) => {
    const approved = Math.min(onDate, approvedLeft);
    approvedLeft -= approved;
    if (onDate === 0) return null;
    const { seconds: ofAll } = given;
    const shift = onDate === ofAll ? given.told.shift : { seconds: ofAll, date: basis.own.date };
    const claimed = given.claimed === given.seconds ? onDate : given.claimed;
    const ofDate = { ...given, seconds: onDate, claimed, told: { ...given.told, shift } };
    return { given: ofDate, ofDay: given.seconds, approved };
  });
}

/**
 * The figures of a date: what lies on it of its own shifts, and then of those of other days.
 * @param own - figures of its own shifts as if none were split
 */
function figuresOn(basis: DayBasis, own: DayFigures, shares: readonly DateShare[]): DayFigures {
  const sum = (of: (share: DateShare) => number): number => {
    let total = 0;
    for (const share of shares) total += of(share);
    return total;
  };
  const { breakTaken, hasTimes, lacksHalf, waitsForPunches } = timesOf(basis);
  const spans = unite(shares.flatMap((share) => share.spans));
  const worked = sum((share) => share.worked);
  const overtime = shares.flatMap((share) => share.overtime);
  const premiums = shares.flatMap((share) => share.premiums);
  // What the approvals of the shift's own day have left open, those of the date may approve.
  const approved = {
    overtime: approvedOf(overtime, own.approvals),
    premiums: approvedOf(premiums, own.approvals),
  };
  const given = overtime.map((each) => each.given);
  const onTop = premiums.map((each) => each.given);
  let regular = worked;
  for (const { seconds } of given) regular -= seconds;
  const { judged } = shares.find(({ of }) => of.figures.hasTimes)?.of.figures ?? own;
  const figures = {
    expected: sum((share) => share.expected),
    worked,
    workedExact: totalOf(spans),
    short: sum((share) => share.short),
    undertime: sum((share) => share.undertime),
    late: sum((share) => share.late),
    early: sum((share) => share.early),
    forgivenLate: sum((share) => share.forgivenLate),
    forgivenEarly: sum((share) => share.forgivenEarly),
  };
  const consulted = [
    ...own.consulted.list.slice(0, own.consulted.count),
    ...Object.values(figures),
    judged.worked,
    judged.expected,
    judged.isHalfDay ? 1 : 0,
    ...own.leave.map(({ seconds }) => seconds),
    ...shares.map(({ of }) => of.basis.plan.schedule.versionNumber),
    ...[...overtime, ...premiums].flatMap(numbersOf),
    ...approved.overtime,
    ...approved.premiums,
  ];
  return {
    ...own,
    ...figures,
    breakTaken,
    hasTimes,
    lacksHalf,
    waitsForPunches,
    spans,
    judged,
    shared: { regular, overtime: given, premiums: onTop, longestPeriod: own.shared.longestPeriod },
    overtime: paidFrom(given, approved.overtime),
    premiums: paidFrom(onTop, approved.premiums),
    approved,
    consulted: { list: consulted, count: consulted.length },
  };
}

/** What a layer gave in numbers, for the hash: its reason follows from them and from the rules. */
function numbersOf({ given, ofDay }: GivenOnDate): number[] {
  return [given.seconds, given.claimed, given.multiplier, ofDay];
}

function approvedOf(given: readonly GivenOnDate[], approvals: Approvals): number[] {
  const open = given.map((each) => ({ ...each.given, seconds: each.given.seconds - each.approved }));
  const more = approvals.take(open);
  return given.map(
    ({ given: { needsApproval }, approved }, index) => approved + (needsApproval ? (more[index] ?? 0) : 0),
  );
}
