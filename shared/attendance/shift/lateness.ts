/** Measures how late somebody came and how early they left, after grace and hourly leave. @module */

import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import { attendedEnds } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';

/** Late and early of a shift, and how far outside the scheduled times somebody came or left. Seconds, 0 when not. */
export interface Lateness {
  readonly late: number;
  readonly early: number;
  readonly cameBefore: number;
  readonly leftAfter: number;
  /** Of the day's leave by the hour: what it covers of late and early here. */
  readonly leaveUsed: number;
}

/** Nothing to be late for. */
export const onTime: Lateness = { late: 0, early: 0, cameBefore: 0, leftAfter: 0, leaveUsed: 0 };

/**
 * Section 6: late and early against the scheduled times, where half a day or hours of leave move them.
 * @param arrived - counted time of arrival, epoch seconds; `null` when unknown
 * @param left - counted time of departure
 * @param leaveLeft - of the day's leave by the hour: what earlier shifts have not used, in seconds
 */
export function measureLateness(
  instance: ShiftInstance,
  planned: PlannedDay,
  policy: Policy,
  arrived: number | null,
  left: number | null,
  leaveLeft: number,
): Lateness {
  if (planned.dayType !== 'workday' || planned.isFullLeave) return onTime;
  const { due, over } = attendedEnds(instance, planned);
  const lateBy = arrived === null ? 0 : Math.max(0, arrived - due);
  const lateCovered = Math.min(leaveLeft, lateBy);
  const earlyBy = left === null ? 0 : Math.max(0, over - left);
  const earlyCovered = Math.min(leaveLeft - lateCovered, earlyBy);
  const cameBefore = arrived === null ? 0 : Math.max(0, due - arrived);
  const leftAfter = left === null ? 0 : Math.max(0, left - over);
  if (lateBy === 0 && earlyBy === 0 && cameBefore === 0 && leftAfter === 0) return onTime;
  return {
    late: afterGrace(lateBy - lateCovered, policy.lateGrace, policy.graceForgives),
    early: afterGrace(earlyBy - earlyCovered, policy.earlyGrace, policy.graceForgives),
    cameBefore,
    leftAfter,
    leaveUsed: lateCovered + earlyCovered,
  };
}

/** Within the grace nothing; beyond it all, or what is beyond it when the grace forgives. */
export function afterGrace(seconds: number, grace: number, forgives: boolean): number {
  if (seconds <= grace) return 0;
  return forgives ? seconds - grace : seconds;
}
