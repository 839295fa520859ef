/** What is left of a day's leave where somebody has worked. */
import { BREAK, IN, intersect, OUT, RESUME, type Spans, subtract, totalOf, unite } from '../model/index.ts';
import { attendedEnds, type PlannedDay, type ShiftInstance } from '../plan/index.ts';

/** A day's leave and what is expected, once it is known how much was worked. Seconds. */
export interface LeaveAfterWork {
  readonly leave: PlannedDay['leave'];
  readonly expected: number;
  /** By how much the leave was reduced. */
  readonly reduced: number;
  /** Worked in time for which there is leave; 0 on a day without any. */
  readonly workedOnLeave: number;
}

/** What somebody worked on a day. Seconds and epoch seconds. */
interface Work {
  readonly spans: Spans;
  readonly worked: number;
  readonly instances: readonly ShiftInstance[];
}

/**
 * Takes work in the time of a leave off the leave, as far as it is more than what was left to be worked; it is expected
 * work then. Up to the tolerance nothing happens.
 * @param expected - after leave, as planned
 */
export function leaveAfterWork(plan: PlannedDay, expected: number, work: Work): LeaveAfterWork {
  const { leave } = plan;
  if (leave.length === 0) return { leave, expected, reduced: 0, workedOnLeave: 0 };
  const total = secondsOf(leave);
  const { leaveOnWork, leaveTolerance } = plan.schedule.policy;
  const excess = work.worked - expected;
  const untouched = { leave, expected, reduced: 0, workedOnLeave: 0 };
  if (total === 0 || excess <= leaveTolerance) return untouched;
  const workedOnLeave = Math.min(excess, workedInLeave(plan, expected, work));
  if (workedOnLeave === 0 || leaveOnWork === 'keep') return { ...untouched, workedOnLeave };
  const reduced = leaveOnWork === 'cancel' ? total : Math.min(total, workedOnLeave);
  // Leave that counts where nothing is expected gives no expected time back.
  const givenBack = plan.fullExpected > 0 ? reduced : 0;
  return { leave: withoutLast(leave, reduced), expected: expected + givenBack, reduced, workedOnLeave };
}

/**
 * Leave and regular time together are no more than what is due on the day, unless the rules keep the leave: where no layer
 * of overtime takes what is beyond, the leave is less by it.
 * @param after - the leave after what was worked in its time
 */
export function withinDue(
  plan: PlannedDay,
  after: LeaveAfterWork,
  { regular, worked }: { regular: number; worked: number },
): LeaveAfterWork {
  if (plan.leave.length === 0) return after;
  const { leaveOnWork, leaveTolerance } = plan.schedule.policy;
  const left = secondsOf(after.leave);
  if (left === 0 || leaveOnWork !== 'reduce') return after;
  const before = after.expected - (plan.fullExpected > 0 ? after.reduced : 0);
  const beyond = Math.min(left, left + regular - before - secondsOf(plan.leave));
  if (beyond <= 0 || worked - before <= leaveTolerance) return after;
  // Halves of a shift are seldom equal: who works the longer one has not worked in the time of the leave.
  const isWithinHalf = plan.freeHalf.first !== plan.freeHalf.second && after.workedOnLeave === 0;
  return {
    ...after,
    leave: withoutLast(after.leave, beyond),
    reduced: after.reduced + beyond,
    workedOnLeave: after.workedOnLeave + (isWithinHalf ? 0 : beyond),
  };
}

/** Work in the time for which there is leave. */
function workedInLeave(plan: PlannedDay, expected: number, { spans, worked, instances }: Work): number {
  const [instance] = instances;
  if (plan.isFullLeave || instance === undefined) return worked;
  const inHalf = totalOf(intersect(spans, halfOnLeave(plan, instance)));
  if (plan.leaveByHour === 0) return inHalf;
  // Nobody says which hours the leave is for: those of the shift that are beyond what was left to be worked.
  const scheduled = unite(instances.flatMap(({ at }) => [at[IN] ?? 0, at[OUT] ?? 0]));
  return Math.max(inHalf, totalOf(intersect(spans, scheduled)) - expected);
}

/** The half of a shift for which there is leave; a half that is a holiday is none. */
function halfOnLeave(plan: PlannedDay, instance: ShiftInstance): Spans {
  const { due, over } = attendedEnds(instance, plan);
  const spans: Spans = [];
  if (plan.freeHalf.first) spans.push(instance.at[IN] ?? 0, due);
  if (plan.freeHalf.second && !plan.holiday?.half) spans.push(over, instance.at[OUT] ?? 0);
  // Nobody takes leave for the break: who comes at the end of it has come to the attended half.
  const { [BREAK]: from = Number.NaN, [RESUME]: to = Number.NaN } = instance.at;
  return from < to ? subtract(spans, [from, to]) : spans;
}

function secondsOf(leave: PlannedDay['leave']): number {
  let total = 0;
  for (const { seconds } of leave) total += seconds;
  return total;
}

/** Of several leaves the one that comes last is less first. */
function withoutLast(leave: PlannedDay['leave'], seconds: number): PlannedDay['leave'] {
  let left = seconds;
  return leave
    .toReversed()
    .map((each) => {
      const taken = Math.min(left, each.seconds);
      left -= taken;
      return { type: each.type, seconds: each.seconds - taken };
    })
    .toReversed();
}
