/** Shares a day's work out to regular time, overtime layers and premiums. @module */

import { weekdayIndex } from '#shared/time/calendar.ts';
import { appended, intersect, lastOf, type Spans, subtract, totalOf, unite } from '../model/index.ts';
import { type PeriodKind, placeOfPeriod } from '../rules/index.ts';
import { roundTotal } from '../shift/index.ts';
import type { DaysBefore } from './days-before.ts';
import type { AnyLayer, Claim, LayerName, LayerTerms } from './layers/index.ts';
import type { PolicyLayers } from './policy-layers.ts';
import type { WorkOfDay } from './work-of-day.ts';

/** Seconds that a layer was given. */
export interface GivenSeconds {
  readonly code: string;
  readonly multiplier: number;
  readonly needsApproval: boolean;
  readonly seconds: number;
  /** Before minimum, rounding and maximum. */
  readonly claimed: number;
  /** Where in the day it lies; rounding may make it longer or shorter. */
  readonly spans: Spans;
  readonly kind: LayerName | 'unusedBreak' | 'givenBack';
  readonly told: LayerTerms['told'];
}

/** What layers leave of a day's work, and what they take. Seconds. */
interface Shares {
  readonly regular: number;
  readonly overtime: readonly GivenSeconds[];
  /** Place by {@link placeOfPeriod} of the longest period whose layers took anything; −1 when none did. */
  readonly longestPeriod: number;
}

/** Section 7 for one day: regular time and overtime together are the worked time; premiums come on top. */
export interface DayOvertime extends Shares {
  readonly premiums: readonly GivenSeconds[];
}

const none: readonly GivenSeconds[] = [];
const nowhere: Spans = [];

/** Shares a day's work out to regular time, overtime layers and premiums. */
export function shareOut(work: WorkOfDay, { serving, premiums, promising }: PolicyLayers): DayOvertime {
  const onTop = bothOf(premiumsOf(work, premiums), topUpsOf(work, promising));
  const { regular, overtime, longestPeriod } = sharesOf(work, serving);
  return { regular, overtime, premiums: onTop, longestPeriod };
}

function bothOf(a: readonly GivenSeconds[], b: readonly GivenSeconds[]): readonly GivenSeconds[] {
  return b.length === 0 ? a : [...a, ...b];
}

/** @param layers - in the order in which they are served: all of the policy's, or some of them */
function sharesOf(work: WorkOfDay, layers: readonly AnyLayer[]): Shares {
  const { policy, worked, spans } = work;
  // A day without work asks nothing about other days.
  if (worked === 0) return { regular: 0, overtime: none, longestPeriod: -1 };
  let given: GivenSeconds[] = [];
  let free = worked;
  let freeSpans = spans;
  let longestPeriod = -1;
  if (work.unusedBreak > 0) {
    const unused = unusedBreakOf(work, free, freeSpans);
    given = appended(given, unused);
    free -= unused.seconds;
    freeSpans = subtract(freeSpans, unused.spans);
  }
  if (work.givenBack.length > 0) {
    const back = givenBackOf(work, free);
    if (hasSeconds(back)) given = appended(given, back);
    free -= back.seconds;
    freeSpans = subtract(freeSpans, back.spans);
  }
  for (let i = 0; i < layers.length; i += 1) {
    const layer = layers[i];
    if (layer === undefined || (free <= 0 && !layer.asks) || !applies(layer, work)) continue;
    const claim = onItsWeekdays(layer, work, layer.of.claim(layer.own, work, free, freeSpans));
    const due = qualified(layer, claim.seconds);
    const seconds = due < free ? due : free;
    if (seconds <= 0) continue;
    const taken = secondsTaken(claim, seconds, work, layers, i);
    given = appended(given, givenBy(layer, seconds, claim.seconds, taken));
    free -= seconds;
    freeSpans = taken === freeSpans ? nowhere : subtract(freeSpans, taken);
    longestPeriod = Math.max(longestPeriod, layer.period);
  }
  const missing = work.expected - free;
  const overtime = policy.deductShort && missing > 0 ? withoutMissing(given, missing) : given;
  return { regular: worked - secondsOf(overtime), overtime, longestPeriod };
}

/** Whether a layer names a weekday on which the work lies. */
function applies({ weekdays }: AnyLayer, { day, dates }: WorkOfDay): boolean {
  if (weekdays === null) return true;
  if (dates === null) return weekdays[weekdayIndex(day)] === true;
  return dates.some((date) => weekdays[weekdayIndex(date.day)]);
}

/** Of work that is shown on several dates a layer claims what lies on the weekdays that it names. */
function onItsWeekdays({ weekdays }: AnyLayer, { dates }: WorkOfDay, claim: Claim): Claim {
  if (weekdays === null || dates === null) return claim;
  const named = dates.filter(({ day }) => weekdays[weekdayIndex(day)]);
  if (named.length === dates.length) return claim;
  const claimed = claim.isAmount ? lastOf(claim.spans, claim.seconds) : claim.spans;
  const spans = intersect(claimed, unite(named.flatMap(({ from, to }) => [from, to])));
  return { seconds: Math.min(claim.seconds, totalOf(spans)), spans, isAmount: false };
}

function givenBy(
  layer: AnyLayer | GivenSeconds,
  seconds: number,
  claimed: number,
  spans: Spans,
): GivenSeconds {
  const { code, multiplier, needsApproval, kind, told } = layer;
  return { code, multiplier, needsApproval, seconds, kind, claimed, spans, told };
}

/** Scheduled break that was worked and counts as overtime: served before all layers. */
function unusedBreakOf({ unusedBreak, policy }: WorkOfDay, free: number, freeSpans: Spans): GivenSeconds {
  const seconds = Math.min(unusedBreak, free);
  const { unusedCode: code, unusedMultiplier: multiplier } = policy.breaks;
  return {
    code,
    multiplier,
    needsApproval: false,
    seconds,
    kind: 'unusedBreak',
    claimed: seconds,
    spans: lastOf(freeSpans, seconds),
    told: { rule: 'breaks.unused', key: 'layer.unusedBreak', shift: null },
  };
}

/** Punched break that was given back under a pay code of its own: served before all layers. */
function givenBackOf({ givenBack, policy }: WorkOfDay, free: number): GivenSeconds {
  const seconds = Math.min(totalOf(givenBack), free);
  const code = policy.breaks.giveBackCode ?? '';
  const multiplier = policy.breaks.giveBackMultiplier;
  return {
    code,
    multiplier,
    needsApproval: false,
    seconds,
    kind: 'givenBack',
    claimed: seconds,
    spans: lastOf(givenBack, seconds),
    told: { rule: 'breaks.giveBackCode', key: 'layer.givenBack', shift: null },
  };
}

/**
 * Which seconds a layer takes: the last ones of its claim. An amount takes first what a later layer would claim for its
 * place in the day, so that no more is taken from the scheduled time than is beyond the amount.
 */
function secondsTaken(
  claim: Claim,
  seconds: number,
  work: WorkOfDay,
  layers: readonly AnyLayer[],
  index: number,
): Spans {
  // Mostly a layer takes all that it claims.
  if (!claim.isAmount || seconds >= totalOf(claim.spans)) return lastOf(claim.spans, seconds);
  const outside = laterPlaces(work, layers, index);
  const preferred = outside.length === 0 ? nowhere : intersect(claim.spans, outside);
  if (preferred.length === 0) return lastOf(claim.spans, seconds);
  const inPlaces = totalOf(preferred);
  if (inPlaces >= seconds) return lastOf(preferred, seconds);
  return unite([...preferred, ...lastOf(subtract(claim.spans, preferred), seconds - inPlaces)]);
}

function laterPlaces(work: WorkOfDay, layers: readonly AnyLayer[], index: number): Spans {
  let places = nowhere;
  for (let i = index + 1; i < layers.length; i += 1) {
    const place = layers[i]?.of.place?.(work) ?? nowhere;
    if (place.length > 0) places = places.length === 0 ? place : unite([...places, ...place]);
  }
  return places;
}

/** Minimum, then rounding, then maximum. */
function qualified(layer: LayerTerms, seconds: number): number {
  if (seconds <= 0 || seconds < layer.minimum || seconds <= layer.moreThan) return 0;
  const rounded = roundTotal(seconds, layer.grid);
  return rounded < layer.maximum ? rounded : layer.maximum;
}

function premiumsOf(work: WorkOfDay, premiums: readonly AnyLayer[]): readonly GivenSeconds[] {
  let given: GivenSeconds[] | null = null;
  for (let i = 0; i < premiums.length; i += 1) {
    const layer = premiums[i];
    if (layer === undefined) continue;
    const premium = premiumOf(layer, work);
    if (premium !== null) given = appended(given ?? [], premium);
  }
  return given ?? none;
}

function premiumOf(layer: AnyLayer, work: WorkOfDay): GivenSeconds | null {
  const { premium } = layer.of;
  if (premium === null) return null;
  const spans = premium.workOf(layer.own, work);
  const claimed = totalOf(spans);
  const due = qualified(layer, claimed);
  return due === 0 ? null : givenBy(layer, Math.max(due, premium.atLeast(layer.own)), claimed, spans);
}

/** What is due on top of what was worked, by the layers that promise to pay at least so much. */
function topUpsOf(work: WorkOfDay, promising: readonly AnyLayer[]): readonly GivenSeconds[] {
  let given: GivenSeconds[] | null = null;
  if (promising.length === 0) return none;
  for (const layer of promising) {
    const seconds = applies(layer, work) ? layer.of.topUp(layer.own, work) : 0;
    if (seconds === 0) continue;
    const told = { ...layer.told, key: 'layer.callIn.more' } as const;
    given = appended(given ?? [], { ...givenBy(layer, seconds, seconds, []), told });
  }
  return given ?? none;
}

/** What is left of overtime when missing regular time is filled from it, lowest multiplier first. */
function withoutMissing(given: readonly GivenSeconds[], missing: number): readonly GivenSeconds[] {
  if (given.length === 0) return given;
  const left = [...given];
  let open = missing;
  while (open > 0) {
    const index = cheapestOf(left);
    const layer = left[index];
    if (layer === undefined) break;
    const moved = Math.min(open, layer.seconds);
    left[index] = givenBy(layer, layer.seconds - moved, layer.claimed, layer.spans);
    open -= moved;
  }
  return left.every(hasSeconds) ? left : left.filter(hasSeconds);
}

/** Place of the layer with the lowest multiplier of those that have any seconds, the first of equal ones; −1 for none. */
function cheapestOf(given: readonly GivenSeconds[]): number {
  let cheapest = -1;
  let lowest = Infinity;
  for (let i = 0; i < given.length; i += 1) {
    const { multiplier = Infinity, seconds = 0 } = given[i] ?? {};
    if (seconds === 0 || multiplier >= lowest) continue;
    cheapest = i;
    lowest = multiplier;
  }
  return cheapest;
}

function hasSeconds({ seconds }: GivenSeconds): boolean {
  return seconds > 0;
}

function secondsOf(given: readonly GivenSeconds[]): number {
  let seconds = 0;
  for (let i = 0; i < given.length; i += 1) seconds += given[i]?.seconds ?? 0;
  return seconds;
}

/**
 * The part of a day that counts towards the threshold of a period: the work that is left to the period's own layers and to
 * regular time. Longer periods do not affect it, so that no day depends on more days than those of its own period.
 * @param before - the days before the day: what is asked again here goes into no hash
 */
export function countedFor(
  kind: PeriodKind,
  work: WorkOfDay,
  layers: PolicyLayers,
  shared: DayOvertime,
  before: DaysBefore,
): number {
  // Where no layer of a longer period took anything, the day is shared out as if there were none.
  const isShared = shared.longestPeriod <= placeOfPeriod(kind);
  const { regular, overtime } = isShared
    ? shared
    : sharesOf({ ...work, inquiry: work.inquiry.again(before) }, layers.upTo[kind]);
  let seconds = regular;
  for (let i = 0; i < overtime.length; i += 1) {
    const given = overtime[i];
    if (given?.kind === kind) seconds += given.seconds;
  }
  return seconds;
}
