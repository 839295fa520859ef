/** Layer `callIn`: work that somebody was called in for, outside the scheduled times, with the least that it pays. */
import { IN, intersect, OUT, type Spans, subtract, totalOf, unite } from '../../model/index.ts';
import type { DayPiece } from '../../shift/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { layerKind, stages } from './layer-kind.ts';

/** What a layer of the kind holds. Seconds. */
interface OwnOfCallIn {
  /** Also work that a scheduled shift begins or ends with. */
  readonly any: boolean;
  readonly atLeast: number;
  readonly perDay: boolean;
}

/** Being called in. */
export const callIn = layerKind('callIn', {
  stage: stages.place,
  compile: ({ work, atLeastMinutes, per }): OwnOfCallIn => ({
    any: work === 'any',
    atLeast: atLeastMinutes * 60,
    perDay: per === 'day',
  }),
  claim(own, work, free, freeSpans) {
    const calls = callsOf(own, work);
    const spans = calls.length === 0 ? [] : intersect(freeSpans, unite(calls.flat()));
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
  topUp(own, work) {
    const lengths = callsOf(own, work).map(totalOf);
    if (lengths.length === 0) return 0;
    if (!own.perDay) return lengths.reduce((sum, length) => sum + Math.max(0, own.atLeast - length), 0);
    return Math.max(0, own.atLeast - lengths.reduce((sum, length) => sum + length, 0));
  },
});

/** The stretches of each call-in of a day. Work without a schedule is one as a whole, breaks and all. */
function callsOf({ any }: OwnOfCallIn, { pieces, instances }: WorkOfDay): Spans[] {
  const scheduled = unite(instances.flatMap(({ at }) => [at[IN] ?? 0, at[OUT] ?? 0]));
  const calls: Spans[] = [];
  for (const piece of pieces) {
    if (piece.worked.length === 0 || isFree(piece)) continue;
    if (piece.outcome.shift.instance === null) {
      const outside = subtract(piece.worked, scheduled);
      if (outside.length > 0) calls.push(outside);
      continue;
    }
    for (let i = 0; i < piece.worked.length; i += 2) {
      const stretch = [piece.worked[i] ?? 0, piece.worked[i + 1] ?? 0];
      const outside = subtract(stretch, scheduled);
      if (outside.length > 0 && (any || totalOf(outside) === totalOf(stretch))) calls.push(outside);
    }
  }
  return calls;
}

/** Hours of one's own choice are no call-in. */
function isFree({ outcome }: DayPiece): boolean {
  const { instance, planned } = outcome.shift;
  const { schedule, dayType } = planned;
  return instance === null && schedule.kind === 'flexi' && schedule.id !== null && dayType === 'workday';
}
