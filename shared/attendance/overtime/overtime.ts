import { weekdayIndex } from '#shared/time/calendar.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { DayType } from '../model/index.ts';
import {
  IN,
  intersect,
  lastOf,
  OUT,
  type Spans,
  subtract,
  totalOf,
  unite,
  withoutFirst,
} from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { type LayerPolicy, type PeriodKind, periodKinds } from '../rules/index.ts';
import type { DayPiece } from '../shift/index.ts';
import { roundTotal } from '../shift/index.ts';
import type { PeriodSoFar } from './period.ts';
import { windowSpans } from './window-spans.ts';

/** What a day's overtime is computed from. Seconds and epoch seconds. */
export interface OvertimeBasis {
  readonly day: number;
  readonly zone: Zone;
  readonly dayType: DayType;
  readonly policy: Policy;
  /** Worked stretches, and their total after rounding. */
  readonly spans: Spans;
  readonly worked: number;
  readonly expected: number;
  /** The day's scheduled shifts in order. */
  readonly instances: readonly ShiftInstance[];
  /** The day's shifts, scheduled or not. */
  readonly pieces: readonly DayPiece[];
  readonly unusedBreak: number;
  /** The days before; `null` where no rule looks back. */
  readonly period: PeriodSoFar | null;
  /** What the days before said, for the input hash; this adds to it. */
  readonly consulted: number[];
}

/** Seconds that a layer was given. */
export interface GivenSeconds {
  readonly code: string;
  readonly multiplier: number;
  readonly needsApproval: boolean;
  seconds: number;
  /** Before minimum, rounding and maximum. */
  readonly claimed: number;
  readonly kind: LayerPolicy['kind'] | 'unusedBreak';
  readonly told: LayerPolicy['told'];
}

/** Section 7 for one day: regular time and overtime together are the worked time; premiums come on top. */
export interface DayOvertime {
  readonly regular: number;
  readonly overtime: readonly GivenSeconds[];
  readonly premiums: readonly GivenSeconds[];
  /** Place in {@link periodKinds} of the longest period whose layers took anything; −1 when none did. */
  readonly longestPeriod: number;
}

const none: readonly GivenSeconds[] = [];
const nothing: Claim = { seconds: 0, spans: [], isAmount: false };

/**
 * Shares a day's work out to regular time, overtime layers and premiums.
 * @param layers - in the order in which they are served: the policy's, or some of them
 */
export function shareOut(basis: OvertimeBasis, layers: readonly LayerPolicy[]): DayOvertime {
  const { policy, worked, spans } = basis;
  const premiums = policy.premiums.length === 0 || worked === 0 ? none : premiumsOf(basis);
  if (worked === 0 || (layers.length === 0 && basis.unusedBreak === 0)) {
    return { regular: worked, overtime: none, premiums, longestPeriod: -1 };
  }
  const given: GivenSeconds[] = [];
  let free = worked;
  let freeSpans = spans;
  let longestPeriod = -1;
  if (basis.unusedBreak > 0) {
    const seconds = Math.min(basis.unusedBreak, free);
    const { unusedCode: code, unusedMultiplier: multiplier } = policy.breaks;
    const told = {
      rule: 'breaks.unused',
      name: `${code} × ${multiplier}: `,
      words: ' break that was not taken',
    };
    given.push({
      code,
      multiplier,
      needsApproval: false,
      seconds,
      kind: 'unusedBreak',
      claimed: seconds,
      told,
    });
    free -= seconds;
    freeSpans = subtract(freeSpans, lastOf(freeSpans, seconds));
  }
  for (let i = 0; i < layers.length; i += 1) {
    const layer = layers[i];
    if (!layer || (layer.weekdays && layer.kind !== 'window' && !layer.weekdays[weekdayIndex(basis.day)])) {
      continue;
    }
    const claim = claimOf(layer, basis, free, freeSpans);
    const seconds = Math.min(free, qualified(layer, claim.seconds));
    if (seconds <= 0) continue;
    const { code, multiplier, needsApproval, kind, told } = layer;
    given.push({ code, multiplier, needsApproval, seconds, kind, claimed: claim.seconds, told });
    free -= seconds;
    freeSpans = subtract(freeSpans, secondsTaken(claim, seconds, basis, layers, i));
    longestPeriod = Math.max(longestPeriod, layer.period);
  }
  if (given.length === 0) return { regular: free, overtime: none, premiums, longestPeriod };
  if (policy.deductShort) free += fillRegular(given, basis.expected - free);
  return { regular: free, overtime: given.filter((layer) => layer.seconds > 0), premiums, longestPeriod };
}

/** What a layer claims. */
interface Claim {
  readonly seconds: number;
  readonly spans: Spans;
  /** Which seconds of the spans are meant is open: any of them will do. */
  readonly isAmount: boolean;
}

/**
 * Which seconds a layer takes: the last ones of its claim. An amount takes first what a later layer would claim for its
 * place in the day, so that no more is taken from the scheduled time than is beyond the amount.
 */
function secondsTaken(
  claim: Claim,
  seconds: number,
  basis: OvertimeBasis,
  layers: readonly LayerPolicy[],
  index: number,
): Spans {
  const outside = claim.isAmount ? laterPlaces(basis, layers, index) : [];
  if (outside.length === 0) return lastOf(claim.spans, seconds);
  const preferred = intersect(claim.spans, outside);
  const inPlaces = totalOf(preferred);
  if (inPlaces >= seconds) return lastOf(preferred, seconds);
  return unite([...preferred, ...lastOf(subtract(claim.spans, preferred), seconds - inPlaces)]);
}

function laterPlaces(basis: OvertimeBasis, layers: readonly LayerPolicy[], index: number): Spans {
  let places: Spans = [];
  for (let i = index + 1; i < layers.length; i += 1) {
    const kind = layers[i]?.kind;
    if (kind !== 'beforeIn' && kind !== 'afterOut') continue;
    if (isWithinSchedule(kind, basis.instances, basis.spans)) continue;
    places = unite([...places, ...(kind === 'beforeIn' ? beforeIn(basis) : afterOut(basis))]);
  }
  return places;
}

/** Minimum, then rounding, then maximum. */
function qualified(layer: LayerPolicy, seconds: number): number {
  if (seconds <= 0 || seconds < layer.minimum) return 0;
  return Math.min(layer.maximum, roundTotal(seconds, layer.grid));
}

function claimOf(layer: LayerPolicy, basis: OvertimeBasis, free: number, freeSpans: Spans): Claim {
  switch (layer.kind) {
    case 'daily': {
      // Without an expected time there is nothing to be beyond of, except where none was to be worked at all.
      const nothingPlanned = layer.beyond === null && basis.expected === 0 && basis.dayType === 'workday';
      return nothingPlanned ? nothing : amount(free - (layer.beyond ?? basis.expected), freeSpans);
    }
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return periodClaim(layer, layer.kind, basis, free, freeSpans);
    case 'consecutiveDays': {
      const isConsecutive = basis.period?.isConsecutive(layer, basis.day, basis.policy) === true;
      basis.consulted.push(isConsecutive ? 1 : 0);
      return isConsecutive ? amount(free - (layer.beyond ?? 0), freeSpans) : nothing;
    }
    case 'dayType':
      return layer.dayTypes.has(basis.dayType) ? amount(free - (layer.beyond ?? 0), freeSpans) : nothing;
    case 'beforeIn':
    case 'afterOut': {
      if (isWithinSchedule(layer.kind, basis.instances, freeSpans)) return nothing;
      const spans = intersect(freeSpans, layer.kind === 'beforeIn' ? beforeIn(basis) : afterOut(basis));
      return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
    }
    case 'window': {
      const spans = intersect(freeSpans, windowWork(layer, basis));
      return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
    }
  }
}

function amount(seconds: number, spans: Spans): Claim {
  return seconds <= 0 ? nothing : { seconds, spans, isAmount: true };
}

/** What of the free time lies beyond the threshold of the period so far. */
function periodClaim(
  layer: LayerPolicy,
  kind: PeriodKind,
  basis: OvertimeBasis,
  free: number,
  freeSpans: Spans,
): Claim {
  const before = basis.period?.counted(kind, layer, basis.day, basis.policy) ?? 0;
  basis.consulted.push(before);
  const beyond = before - (layer.beyond ?? 0);
  if (!layer.countsAll) return amount(Math.min(free, beyond + free), freeSpans);
  const last = lastOf(basis.spans, Math.min(basis.worked, beyond + basis.worked));
  return amount(Math.min(free, totalOf(intersect(freeSpans, last))), freeSpans);
}

/** The ordinary day: nobody works outside the schedule. */
function isWithinSchedule(
  kind: 'beforeIn' | 'afterOut',
  instances: readonly ShiftInstance[],
  spans: Spans,
): boolean {
  if (spans.length === 0 || instances.length === 0) return true;
  if (kind === 'beforeIn') return (spans[0] ?? 0) >= (instances[0]?.at[IN] ?? 0);
  return instances.length === 1 && (spans[spans.length - 1] ?? 0) <= (instances[0]?.at[OUT] ?? 0);
}

function beforeIn({ instances }: OvertimeBasis): Spans {
  const first = instances[0]?.at[IN];
  return first === undefined ? [] : [Number.NEGATIVE_INFINITY, first];
}

/** After each shift's OUT until the next one's IN. */
function afterOut({ instances }: OvertimeBasis): Spans {
  const spans: Spans = [];
  for (let i = 0; i < instances.length; i += 1) {
    const from = instances[i]?.at[OUT] ?? 0;
    const to = instances[i + 1]?.at[IN] ?? Infinity;
    if (from < to) spans.push(from, to);
  }
  return spans;
}

function premiumsOf(basis: OvertimeBasis): readonly GivenSeconds[] {
  const given: GivenSeconds[] = [];
  for (const layer of basis.policy.premiums) {
    const claimed = totalOf(windowWork(layer, basis));
    const due = qualified(layer, claimed);
    if (due === 0) continue;
    const { code, multiplier, needsApproval, kind, told } = layer;
    const seconds = Math.max(due, layer.atLeast);
    given.push({ code, multiplier, needsApproval, seconds, kind, claimed, told });
  }
  return given;
}

/** The day's work in a window, or of the shifts that begin in it, beyond the amounts of the day and of the week. */
function windowWork(layer: LayerPolicy, basis: OvertimeBasis): Spans {
  const window = windowSpans(layer, basis.day, basis.zone);
  const spans = layer.wholeShift ? shiftsBegunIn(window, basis.pieces) : intersect(basis.spans, window);
  let after = layer.afterDaily;
  if (layer.afterWeekly > 0) {
    const before = basis.period?.workedInWeek(basis.day, basis.policy) ?? 0;
    basis.consulted.push(before);
    after = Math.max(after, layer.afterWeekly - before);
  }
  return after > 0 ? intersect(spans, withoutFirst(basis.spans, after)) : spans;
}

function shiftsBegunIn(window: Spans, pieces: readonly DayPiece[]): Spans {
  const begun = pieces.filter(({ outcome }) => {
    const begin = outcome.pairs[0]?.arrival?.rounded;
    return begin !== undefined && totalOf(intersect(window, [begin, begin + 1])) > 0;
  });
  return unite(begun.flatMap(({ worked }) => worked));
}

/** Moves missing regular time out of overtime, lowest multiplier first. @returns the seconds moved */
function fillRegular(given: readonly GivenSeconds[], missing: number): number {
  if (missing <= 0 || given.length === 0) return 0;
  let left = missing;
  const cheapestFirst = given.length === 1 ? given : given.toSorted((a, b) => a.multiplier - b.multiplier);
  for (const layer of cheapestFirst) {
    const moved = Math.min(left, layer.seconds);
    layer.seconds -= moved;
    left -= moved;
  }
  return missing - left;
}

/**
 * What of a day counts towards the threshold of a period: the work that is left to the period's own layers and to regular
 * time. Longer periods have no say in it, so that no day depends on more days than its own period.
 */
export function countedFor(kind: PeriodKind, basis: OvertimeBasis, shared: DayOvertime): number {
  // Where no layer of a longer period took anything, the day is shared out as if there were none.
  const isShared = shared.longestPeriod <= periodKinds.indexOf(kind);
  const { regular, overtime } = isShared
    ? shared
    : shareOut({ ...basis, consulted: [] }, basis.policy.layersUpTo[kind]);
  let seconds = regular;
  for (const given of overtime) if (given.kind === kind) seconds += given.seconds;
  return seconds;
}
