/** The figures of a day, from what its shifts came to and what the days before it say. */
import type { PaidSeconds } from '../model/index.ts';
import { intersect, type Spans, totalOf, unite } from '../model/index.ts';
import type { Answers, DayLog, DaysBefore, PolicyLayers, WorkOfDay } from '../overtime/index.ts';
import { Approvals, countedFor, type DayOvertime, Inquiry, paidFrom, shareOut } from '../overtime/index.ts';
import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { type DayPiece, roundTotal } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import { leaveAfterWork, withinDue } from './day-leave.ts';

/** The figures of a day, in seconds. */
export interface DayFigures {
  readonly policy: Policy;
  readonly spans: Spans;
  readonly expected: number;
  readonly worked: number;
  /** What the limits of absence and half days look at: work and expected time of the day, or of the shift that is split. */
  readonly judged: { readonly worked: number; readonly expected: number; readonly isHalfDay: boolean };
  /** The day's leave, less what was worked of it. */
  readonly leave: PlannedDay['leave'];
  /** Work beyond what leave has left to be worked. */
  readonly workedOnLeave: number;
  /** Worked time before the work total was rounded. */
  readonly workedExact: number;
  readonly short: number;
  readonly late: number;
  readonly early: number;
  readonly breakTaken: number;
  readonly shared: DayOvertime;
  readonly overtime: PaidSeconds[];
  readonly premiums: PaidSeconds[];
  /** Approved seconds of each layer of `shared`. */
  readonly approved: { readonly overtime: readonly number[]; readonly premiums: readonly number[] };
  /** What is left of HR's approvals of the day. */
  readonly approvals: Approvals;
  /** Whether any time counts, complete or not. */
  readonly hasTimes: boolean;
  /** Whether a half is missing, so that time is not paid that may have been worked. */
  readonly lacksHalf: boolean;
  /** Whether a punch that is still to be read could complete the day: then it matters whether the day is settled. */
  readonly waitsForPunches: boolean;
  /** Missing time as a negative balance, 0 or below. */
  readonly undertime: number;
  /** Late and early that the rules forgive this time. */
  readonly forgivenLate: number;
  readonly forgivenEarly: number;
  /** Worked in the week up to and with this day; 0 where no rule asks. */
  readonly workedInWeek: number;
  /** What the days before said, as far as it was asked. */
  readonly consulted: Answers;
  /** What the day leaves for those after it. */
  readonly log: DayLog;
}

/**
 * The figures of a day, from what its shifts came to.
 * @param layers - of the policy that the day follows
 * @param before - the days before it; `null` where no rule looks back
 */
export function figuresOf(basis: DayBasis, layers: PolicyLayers, before: DaysBefore | null): DayFigures {
  const { plan, pieces } = basis;
  const policy = policyOf(basis);
  const spans = workedOn(pieces);
  const workedExact = totalOf(spans);
  const worked = roundTotal(workedExact, policy.workTotal);
  const { late, early, breakTaken, unusedBreak, givenBack, instances, lacksHalf, hasTimes, waitsForPunches } =
    timesOf(basis);
  const planned = leaveAfterWork(plan, expectedOf(basis), { spans, worked, instances });
  const { expected } = planned;
  const inquiry = new Inquiry(basis.own.day, before, policy, basis.periods);
  const work: WorkOfDay = {
    day: basis.own.day,
    zone: plan.zone,
    dayType: plan.dayType,
    policy,
    spans,
    worked,
    expected,
    instances,
    pieces,
    unusedBreak,
    givenBack,
    leaveWorked: planned.reduced,
    dates: basis.dates,
    inquiry,
  };
  const shared = shareOut(work, layers);
  const { leave, reduced, workedOnLeave } = withinDue(plan, planned, { regular: shared.regular, worked });
  const forgivenLate = forgiven('late', late, policy.forgiveLate, inquiry);
  const forgivenEarly = forgiven('early', early, policy.forgiveEarly, inquiry);
  const workedInWeek = policy.overWeeklyAfter === Infinity ? 0 : inquiry.workedInWeek() + worked;
  const missing = expected - worked;
  const approvals = Approvals.of(basis.corrections);
  const approved = {
    overtime: approvals.take(shared.overtime),
    premiums: approvals.take(shared.premiums),
  };
  const waits = !basis.isSettled && (lacksHalf || (!hasTimes && plan.dayType === 'workday'));
  return {
    policy,
    spans,
    expected,
    worked,
    judged: { worked, expected, isHalfDay: plan.isHalfDay },
    leave,
    workedOnLeave,
    workedExact,
    short: waits || missing <= policy.shortTolerance ? 0 : missing,
    late: late - forgivenLate,
    early: early - forgivenEarly,
    breakTaken,
    hasTimes,
    lacksHalf,
    waitsForPunches,
    shared,
    overtime: paidFrom(shared.overtime, approved.overtime),
    premiums: paidFrom(shared.premiums, approved.premiums),
    approved,
    approvals,
    undertime: waits || missing <= policy.undertimeBeyond || missing <= 0 ? 0 : -missing,
    forgivenLate,
    forgivenEarly,
    workedInWeek,
    consulted: inquiry,
    log: before !== null ? logOf(before, work, reduced, layers, shared, late, early) : nothingLogged,
  };
}

function workedOn(pieces: readonly DayPiece[]): Spans {
  if (pieces.length === 1) return pieces[0]?.worked ?? noSpans;
  return pieces.length === 0 ? noSpans : unite(pieces.flatMap((piece) => piece.worked));
}

/** What the shifts of a day come to, whatever is paid for it. Seconds. */
interface DayTimes {
  readonly late: number;
  readonly early: number;
  readonly breakTaken: number;
  readonly unusedBreak: number;
  /** Punched break that was given back and has a pay code of its own. */
  readonly givenBack: Spans;
  readonly instances: readonly ShiftInstance[];
  readonly hasTimes: boolean;
  readonly lacksHalf: boolean;
  readonly waitsForPunches: boolean;
}

const noInstances: readonly ShiftInstance[] = [];
const noSpans: Spans = [];

/** What the shifts of a day, or the parts of shifts on a date, come to. */
export function timesOf({ pieces }: DayBasis): DayTimes {
  let late = 0;
  let early = 0;
  let breakTaken = 0;
  let unusedBreak = 0;
  let givenBack = noSpans;
  let hasTimes = false;
  let lacksHalf = false;
  let lacksBreak = false;
  let wasClosed = false;
  let instances = noInstances;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    const { outcome } = piece;
    const { instance } = outcome.shift;
    if (instance !== null) instances = instances.length === 0 ? [instance] : [...instances, instance];
    if (piece.isFirst) late += outcome.lateness.late;
    if (piece.isLast) {
      early += outcome.lateness.early;
      unusedBreak += outcome.unusedBreakAsOvertime;
    }
    if (outcome.givenBack.length > 0) {
      givenBack = unite([...givenBack, ...intersect(outcome.givenBack, piece.worked)]);
    }
    if (piece.isFirst) breakTaken += outcome.breakTaken;
    if (outcome.pairs.length > 0) hasTimes = true;
    const { arrival, departure, halfBreak, wholeBreak } = outcome.missing;
    if (arrival || departure || halfBreak) lacksHalf = true;
    if (outcome.autoClosed) wasClosed = true;
    if (wholeBreak) lacksBreak = true;
  }
  const waitsForPunches = lacksHalf || lacksBreak || !hasTimes || wasClosed;
  return { late, early, breakTaken, unusedBreak, givenBack, instances, hasTimes, lacksHalf, waitsForPunches };
}

/** The policy that a day follows: its schedule's, with the thresholds of its first shift that has some of its own. */
function policyOf({ plan, pieces }: DayBasis): Policy {
  const { policy } = plan.schedule;
  for (let i = 0; i < pieces.length; i += 1) {
    const instance = pieces[i]?.outcome.shift.instance ?? null;
    if (instance === null || instance.policy === instance.schedule.policy) continue;
    const { halfDayBelow, absentBelow } = instance.policy;
    const usual = instance.schedule.policy;
    if (halfDayBelow === usual.halfDayBelow && absentBelow === usual.absentBelow) continue;
    return { ...policy, halfDayBelow, absentBelow };
  }
  return policy;
}

/** What of a day's late or early time is forgiven: all of it on the first days of the month. */
function forgiven(what: 'late' | 'early', seconds: number, daysForgiven: number, inquiry: Inquiry): number {
  if (seconds === 0 || daysForgiven === 0) return 0;
  return inquiry.daysInMonth(what) < daysForgiven ? seconds : 0;
}

/** What a day leaves on which nobody worked. */
export const nothingLogged: DayLog = {
  worked: 0,
  weekly: 0,
  biweekly: 0,
  monthly: 0,
  late: 0,
  early: 0,
  leaveWorked: 0,
};

function logOf(
  before: DaysBefore,
  work: WorkOfDay,
  leaveWorked: number,
  layers: PolicyLayers,
  shared: DayOvertime,
  late: number,
  early: number,
): DayLog {
  const { weekly, biweekly, monthly } = before.paid;
  return {
    worked: work.worked,
    weekly: weekly ? countedFor('weekly', work, layers, shared, before) : 0,
    biweekly: biweekly ? countedFor('biweekly', work, layers, shared, before) : 0,
    monthly: monthly ? countedFor('monthly', work, layers, shared, before) : 0,
    late,
    early,
    leaveWorked,
  };
}

/** What is expected of a day, or of the parts of shifts on a date, after leave and half holidays. Seconds. */
export function expectedOf({ own, pieces }: Pick<DayBasis, 'own' | 'pieces'>): number {
  let hasShift = false;
  let seconds = 0;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    const { expected, outcome } = piece;
    const { instance, planned } = outcome.shift;
    if (instance === null) continue;
    hasShift = true;
    const whole = planned.template.expected;
    // Leave and half holidays shorten every shift of the day by the same share.
    if (whole > 0)
      seconds += planned.expected === whole ? expected : Math.round((expected * planned.expected) / whole);
  }
  if (hasShift) return seconds;
  // A shift that the day rule has moved to another date takes its expected time with it.
  return own.template.instances.length > 0 ? 0 : own.expected;
}
