import { weekdays } from '#shared/time/calendar.ts';
import { daySeconds, localTimeSeconds } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { DayType, OvertimeLayer } from '../model/index.ts';
import type { TotalGrid } from './grid.ts';

/** Periods whose work a layer's threshold can count, the shorter one first. */
export const periodKinds = ['weekly', 'biweekly', 'monthly'] as const;

/** Layers whose threshold counts the work of a period. */
export type PeriodKind = (typeof periodKinds)[number];

/** An overtime layer in seconds. */
export interface LayerPolicy {
  readonly kind: OvertimeLayer['kind'];
  /** Place of its period in {@link periodKinds}; −1 for other layers. */
  readonly period: number;
  readonly code: string;
  readonly multiplier: number;
  readonly minimum: number;
  /** 0 where the layer gives no overtime. */
  readonly maximum: number;
  readonly grid: TotalGrid;
  readonly needsApproval: boolean;
  /** By weekday, Monday first; `null` where the layer applies on every day. */
  readonly weekdays: readonly boolean[] | null;
  /** Seconds that are left out of the day or the period; `null` = the day's expected time. */
  readonly beyond: number | null;
  /** Period layers: also time that other layers were given counts towards `beyond`. */
  readonly countsAll: boolean;
  readonly dayTypes: ReadonlySet<DayType>;
  /** `consecutiveDays`. */
  readonly days: number;
  readonly withinWeek: boolean;
  /** `window`: seconds since local midnight; `to` is greater than `from` and may lie on the next day. */
  readonly from: number;
  readonly to: number;
  readonly wholeShift: boolean;
  readonly afterDaily: number;
  readonly afterWeekly: number;
  readonly atLeast: number;
  /** How the reasons name the layer. */
  readonly told: { readonly rule: string; readonly name: string; readonly words: string };
  /** `window`: its stretches around a day, by zone and day number; a memory only. */
  readonly windows: Map<Zone, Map<number, number[]>>;
}

const noDayTypes: ReadonlySet<DayType> = new Set();

/** A layer in the form that the engine reads. @param grid - rounding of its total */
export function layerPolicy(layer: OvertimeLayer, grid: TotalGrid): LayerPolicy {
  const window = layer.kind === 'window' ? layer : null;
  const from = window ? localTimeSeconds(window.from) : 0;
  const to = window ? localTimeSeconds(window.to) : 0;
  return {
    kind: layer.kind,
    period: (periodKinds as readonly string[]).indexOf(layer.kind),
    code: layer.code,
    multiplier: layer.multiplier,
    minimum: layer.minimumMinutes * 60,
    maximum: layer.maximumMinutes === null ? 0 : layer.maximumMinutes * 60,
    grid,
    needsApproval: layer.needsApproval,
    weekdays: layer.weekdays ? weekdays.map((day) => layer.weekdays?.includes(day) === true) : null,
    beyond: beyondOf(layer),
    countsAll: 'counts' in layer && layer.counts === 'worked',
    dayTypes: layer.kind === 'dayType' ? new Set(layer.dayTypes) : noDayTypes,
    days: layer.kind === 'consecutiveDays' ? layer.days : 0,
    withinWeek: layer.kind === 'consecutiveDays' && layer.withinWeek,
    from,
    to: to > from ? to : to + daySeconds,
    wholeShift: window?.wholeShift === true,
    afterDaily: (window?.afterDailyMinutes ?? 0) * 60,
    afterWeekly: (window?.afterWeeklyMinutes ?? 0) * 60,
    atLeast: (window?.atLeastMinutes ?? 0) * 60,
    told: {
      rule: `overtime.layers: ${layer.kind}`,
      name: `${layer.code} × ${layer.multiplier}: `,
      words: ` ${words[layer.kind]}`,
    },
    windows: new Map(),
  };
}

const words: Record<OvertimeLayer['kind'], string> = {
  daily: 'beyond the daily time',
  beforeIn: 'before the scheduled IN',
  afterOut: 'after the scheduled OUT',
  dayType: 'work on such a day',
  weekly: 'beyond the time of the week',
  biweekly: 'beyond the time of the two weeks',
  monthly: 'beyond the time of the month',
  consecutiveDays: 'work on as many days in a row',
  window: 'within the window of the day',
};

function beyondOf(layer: OvertimeLayer): number | null {
  if (!('beyond' in layer)) return 0;
  return layer.beyond === 'expected' ? null : layer.beyond * 60;
}

const stages: Record<OvertimeLayer['kind'], number> = {
  beforeIn: 0,
  afterOut: 0,
  daily: 1,
  dayType: 2,
  consecutiveDays: 2,
  weekly: 3,
  biweekly: 4,
  monthly: 5,
  window: 6,
};

/**
 * The order in which layers take seconds: the higher multiplier first; of equal ones those that name a place in the day,
 * then daily, those that name a day, weekly, longer, and windows last; of the same kind the one that begins later, so that
 * it is not swallowed by the one that begins earlier; then the order of the rules.
 */
export function inServingOrder(layers: LayerPolicy[]): LayerPolicy[] {
  return layers.toSorted(
    (a, b) =>
      b.multiplier - a.multiplier ||
      stages[a.kind] - stages[b.kind] ||
      (a.kind === b.kind ? (b.beyond ?? 0) - (a.beyond ?? 0) : 0),
  );
}

/** The layers of a period and those that come before it in the order daily, weekly, two-weekly, monthly. */
export function layersUpTo(layers: readonly LayerPolicy[], kind: PeriodKind): LayerPolicy[] {
  return layers.filter((layer) => layer.period <= periodKinds.indexOf(kind));
}

/** Whether earlier days decide about what a layer claims. */
export function isLookingBack({ kind, period, afterWeekly }: LayerPolicy): boolean {
  return kind === 'consecutiveDays' || period >= 0 || afterWeekly > 0;
}
