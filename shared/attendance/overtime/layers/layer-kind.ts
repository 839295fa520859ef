/** What makes a kind of overtime layer: its place among the others, its compiled form and what it claims. */
import { weekdays } from '#shared/time/calendar.ts';
import type { OvertimeLayer, Spans } from '../../model/index.ts';
import { type LookBack, placeOfPeriod, type TotalGrid } from '../../rules/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import type { Claim } from './claim.ts';

/** Name of a kind of layer. */
export type LayerName = OvertimeLayer['kind'];

type Documents = { readonly [L in OvertimeLayer as L['kind']]: L };

/** A layer of one kind as the rules have it. */
export type LayerDocument<K extends LayerName> = Documents[K];

/** Which of two layers with one multiplier takes seconds first: the one of the lower stage. */
export const stages = { place: 0, day: 1, sortOfDay: 2, week: 3, twoWeeks: 4, month: 5, window: 6 } as const;

/**
 * What a kind says about itself.
 * @typeParam Own - what its compiled form holds beyond what every layer has, in seconds; nobody else looks inside
 */
interface Definition<K extends LayerName, Own> {
  readonly stage: (typeof stages)[keyof typeof stages];
  compile(document: LayerDocument<K>): Own;
  /**
   * Which seconds of a day it claims. A question about other days goes to `work.inquiry`.
   * @param free - seconds that no layer before it was given
   * @param freeSpans - where they lie
   */
  claim(own: Own, work: WorkOfDay, free: number, freeSpans: Spans): Claim;
  /** How far back it looks; left out where earlier days decide nothing. */
  lookBack?(document: LayerDocument<K>): LookBack | null;
  /** Seconds after which it begins: of two layers of the kind the later one is served first. Left out = 0. */
  begins?(own: Own): number;
  /** Where in the day it claims; left out where any second will do. */
  place?(work: WorkOfDay): Spans;
  /** What is due on top, in seconds, so that the layer pays no less than it promises; left out where none promises. */
  topUp?(own: Own, work: WorkOfDay): number;
  /** Left out where no layer of the kind can come on top of regular time and overtime. */
  readonly premium?: PremiumKind<K, Own>;
  /** Whether it reads `weekdays` itself; otherwise they are days of the sheet. */
  readonly hasOwnWeekdays?: true;
}

/** How a kind comes on top. */
interface PremiumKind<K extends LayerName, Own> {
  isPremium(document: LayerDocument<K>): boolean;
  /** The work that it pays, whatever other layers were given. */
  workOf(own: Own, work: WorkOfDay): Spans;
  /** Where any is due, no less than this is. Seconds. */
  atLeast(own: Own): number;
}

/** How the reasons name what was given: the rule and the key of its sentence. */
export interface ToldLayer {
  readonly rule: string;
  readonly key: `layer.${LayerName | 'callIn.more' | 'unusedBreak' | 'givenBack'}`;
  /** The shift of which it is a part, where its work is shown on several dates, and what the layer was given of all of it. */
  readonly shift: { readonly date: string; readonly seconds: number } | null;
}

/** What every compiled layer holds, whatever its kind. Seconds. */
export interface LayerTerms {
  readonly code: string;
  readonly multiplier: number;
  readonly minimum: number;
  /** Nothing counts up to and with this; −1 where there is no such limit. */
  readonly moreThan: number;
  /** 0 where the layer gives no overtime. */
  readonly maximum: number;
  readonly grid: TotalGrid;
  readonly needsApproval: boolean;
  /** Days of the sheet on which it applies, Monday first; `null` for all. */
  readonly weekdays: readonly boolean[] | null;
  /** Place of its period by {@link placeOfPeriod}; −1 for other layers. */
  readonly period: number;
  readonly begins: number;
  /** Whether it asks about other days: its questions go into the day's input hash also where nothing is left to it. */
  readonly asks: boolean;
  /** How the reasons name the layer. */
  readonly told: ToldLayer;
}

/** A layer in the form that the engine reads. All kinds have this one shape, so that reading it stays fast. */
export interface CompiledLayer<K extends LayerName, Own> extends LayerTerms {
  readonly kind: K;
  readonly of: LayerKind<K, Own>;
  readonly own: Own;
}

/** A layer of whatever kind: its kind alone reads `own`. */
export type AnyLayer = CompiledLayer<LayerName, unknown>;

/** A kind of layer. */
export interface LayerKind<K extends LayerName, Own> {
  readonly stage: number;
  readonly premium: PremiumKind<K, Own> | null;
  readonly place: ((work: WorkOfDay) => Spans) | null;
  /** Whether it pays no less than it promises. */
  readonly promises: boolean;
  /** What is due on top of what was worked, in seconds. */
  topUp(own: Own, work: WorkOfDay): number;
  lookBack(document: LayerDocument<K>): LookBack | null;
  /** A layer of the kind in the form that the engine reads. @param grid - rounding of its total */
  compile(document: LayerDocument<K>, grid: TotalGrid): CompiledLayer<K, Own>;
  claim(own: Own, work: WorkOfDay, free: number, freeSpans: Spans): Claim;
}

/** Makes a kind of layer. */
export function layerKind<K extends LayerName, Own>(
  kind: K,
  definition: Definition<K, Own>,
): LayerKind<K, Own> {
  const { stage, premium = null, place = null, topUp, claim, hasOwnWeekdays } = definition;
  const lookBack = (document: LayerDocument<K>): LookBack | null => definition.lookBack?.(document) ?? null;
  const made: LayerKind<K, Own> = {
    stage,
    premium,
    place,
    promises: topUp !== undefined,
    topUp: topUp ?? (() => 0),
    lookBack,
    claim,
    compile(document, grid) {
      const { code, multiplier, minimumMinutes, moreThanMinutes, maximumMinutes, needsApproval } = document;
      const own = definition.compile(document);
      const back = lookBack(document);
      const period = back?.period ?? null;
      return {
        kind,
        of: made,
        own,
        code,
        multiplier,
        minimum: minimumMinutes * 60,
        moreThan: moreThanMinutes === undefined ? -1 : moreThanMinutes * 60,
        maximum: maximumMinutes === null ? 0 : maximumMinutes * 60,
        grid,
        needsApproval,
        weekdays: hasOwnWeekdays ? null : weekdaysOf(document),
        period: period === null ? -1 : placeOfPeriod(period),
        begins: definition.begins?.(own) ?? 0,
        asks: back !== null,
        told: { rule: `overtime.layers: ${kind}`, key: `layer.${kind}`, shift: null },
      };
    },
  };
  return made;
}

/** By weekday, Monday first, whether a layer names it; `null` where it names none and applies on every day. */
export function weekdaysOf({ weekdays: named }: OvertimeLayer): readonly boolean[] | null {
  return named !== undefined ? weekdays.map((day) => named.includes(day)) : null;
}
