import { daySeconds } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import { IN, OUT } from './columns.ts';
import type { ShiftInstance } from './day-template.ts';
import type { DayType } from './model/common.ts';
import type { LayerPolicy, Policy } from './policy.ts';
import { roundTotal } from './round.ts';
import { intersect, lastOf, type Spans, subtract, totalOf } from './spans.ts';

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
  readonly unusedBreak: number;
}

/** Seconds that a layer was given. */
export interface GivenSeconds {
  readonly code: string;
  readonly multiplier: number;
  readonly needsApproval: boolean;
  seconds: number;
  /** Which kind of layer, for the reasons. */
  readonly kind: LayerPolicy['kind'] | 'unusedBreak';
}

/** Section 7 for one day: regular time and overtime together are the worked time; premiums come on top. */
export interface DayOvertime {
  readonly regular: number;
  readonly overtime: readonly GivenSeconds[];
  readonly premiums: readonly GivenSeconds[];
}

const none: readonly GivenSeconds[] = [];
const nothing: { seconds: number; spans: Spans } = { seconds: 0, spans: [] };

/** Shares a day's work out to regular time, overtime layers and premiums. */
export function shareOut(basis: OvertimeBasis): DayOvertime {
  const { policy, worked, spans } = basis;
  const premiums = policy.premiums.length === 0 || worked === 0 ? none : premiumsOf(basis);
  if (worked === 0 || (policy.dayLayers.length === 0 && basis.unusedBreak === 0)) {
    return { regular: worked, overtime: none, premiums };
  }
  const given: GivenSeconds[] = [];
  let free = worked;
  let freeSpans = spans;
  if (basis.unusedBreak > 0) {
    const seconds = Math.min(basis.unusedBreak, free);
    const { unusedCode: code, unusedMultiplier: multiplier } = policy.breaks;
    given.push({ code, multiplier, needsApproval: false, seconds, kind: 'unusedBreak' });
    free -= seconds;
    freeSpans = subtract(freeSpans, lastOf(freeSpans, seconds));
  }
  for (const layer of policy.dayLayers) {
    const claimed = claimOf(layer, basis, free, freeSpans);
    const seconds = Math.min(free, qualified(layer, claimed.seconds));
    if (seconds <= 0) continue;
    given.push({
      code: layer.code,
      multiplier: layer.multiplier,
      needsApproval: layer.needsApproval,
      seconds,
      kind: layer.kind,
    });
    free -= seconds;
    freeSpans = subtract(freeSpans, lastOf(claimed.spans, seconds));
  }
  if (policy.deductShort) free += fillRegular(given, basis.expected - free);
  return { regular: free, overtime: given.filter((layer) => layer.seconds > 0), premiums };
}

/** Minimum, then rounding, then maximum. */
function qualified(layer: LayerPolicy, seconds: number): number {
  if (seconds <= 0 || seconds < layer.minimum) return 0;
  return Math.min(layer.maximum, roundTotal(seconds, layer.grid));
}

function claimOf(
  layer: LayerPolicy,
  basis: OvertimeBasis,
  free: number,
  freeSpans: Spans,
): { seconds: number; spans: Spans } {
  switch (layer.kind) {
    case 'daily': {
      // Without an expected time there is nothing to be beyond of, except where none was to be worked at all.
      const nothingPlanned = layer.beyond === null && basis.expected === 0 && basis.dayType === 'workday';
      if (nothingPlanned) return nothing;
      return { seconds: Math.max(0, free - (layer.beyond ?? basis.expected)), spans: freeSpans };
    }
    case 'dayType':
      return layer.dayTypes.has(basis.dayType) ? { seconds: free, spans: freeSpans } : nothing;
    case 'beforeIn':
    case 'afterOut': {
      if (isWithinSchedule(layer.kind, basis.instances, freeSpans)) return nothing;
      const spans = intersect(freeSpans, layer.kind === 'beforeIn' ? beforeIn(basis) : afterOut(basis));
      return { seconds: Math.min(free, totalOf(spans)), spans };
    }
    case 'window': {
      const spans = intersect(freeSpans, windowSpans(layer, basis));
      return { seconds: Math.min(free, totalOf(spans)), spans };
    }
  }
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

/** A window of local time on the days around the work; remembered, because every user of a zone asks for it. */
function windowSpans(layer: LayerPolicy, { day, zone }: OvertimeBasis): Spans {
  let days = layer.windows.get(zone);
  if (!days) {
    days = new Map();
    layer.windows.set(zone, days);
  }
  const known = days.get(day);
  if (known) return known;
  if (days.size >= windowsKept) days.clear();
  const spans = makeWindowSpans(layer, day, zone);
  days.set(day, spans);
  return spans;
}

const windowsKept = 4_000;

function makeWindowSpans(layer: LayerPolicy, day: number, zone: Zone): Spans {
  const spans: Spans = [];
  for (let date = day - 1; date <= day + 1; date += 1) {
    const midnight = date * daySeconds;
    const from = Math.max(zone.toEpoch(midnight + layer.from), spans.at(-1) ?? Number.NEGATIVE_INFINITY);
    const to = zone.toEpoch(midnight + layer.to);
    if (from < to) spans.push(from, to);
  }
  return spans;
}

function premiumsOf(basis: OvertimeBasis): readonly GivenSeconds[] {
  const given: GivenSeconds[] = [];
  for (const layer of basis.policy.premiums) {
    const inWindow = totalOf(intersect(basis.spans, windowSpans(layer, basis)));
    const seconds = qualified(layer, inWindow);
    if (seconds === 0) continue;
    const { code, multiplier, needsApproval, kind } = layer;
    given.push({ code, multiplier, needsApproval, seconds, kind });
  }
  return given;
}

/** Moves missing regular time out of overtime, lowest multiplier first. @returns the seconds moved */
function fillRegular(given: readonly GivenSeconds[], missing: number): number {
  if (missing <= 0 || given.length === 0) return 0;
  let left = missing;
  for (const layer of given.toSorted((a, b) => a.multiplier - b.multiplier)) {
    const moved = Math.min(left, layer.seconds);
    layer.seconds -= moved;
    left -= moved;
  }
  return missing - left;
}
