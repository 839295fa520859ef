import { daySeconds, localTimeSeconds } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import { type Column, columns } from './columns.ts';
import { defaultSeverity } from './exception-codes.ts';
import type { AttendanceRules } from './model/attendance-rules.ts';
import type { DayType } from './model/common.ts';
import type { ExceptionCode, Severity } from './model/day-result.ts';
import type { OvertimeLayer } from './model/overtime-rules.ts';
import type { ColumnRounding, TotalRounding } from './model/rounding-rules.ts';

/**
 * Rules in the form that the engine reads: seconds instead of minutes, lists by column instead of names, `Infinity` or
 * 0 instead of "not set". Made once per schedule.
 */
export interface Policy {
  readonly windowBefore: number;
  readonly windowAfter: number;
  readonly doublePunch: number;
  readonly newShiftAfter: number;
  readonly maxShift: number;
  readonly dayRule: 'start' | 'end' | 'most' | 'split';
  readonly qualifyBefore: number;
  readonly qualifyAfter: number;
  readonly directionMode: 'auto' | 'alternate' | 'status' | 'first-last';
  readonly hours: 'pairs' | 'first-last';
  /** By status code: 1 arrives, −1 leaves, 0 says nothing. */
  readonly flowOfStatus: Int8Array;
  readonly keepLatest: readonly boolean[];
  readonly maxPairs: number;
  /** Serial numbers that count for each column; `null` where all do. */
  readonly terminals: readonly (ReadonlySet<string> | null)[];
  readonly limitsTerminals: boolean;
  readonly rounding: readonly ColumnGrid[];
  readonly breakTotal: TotalGrid;
  readonly workTotal: TotalGrid;
  readonly snap: number;
  readonly cutSeconds: boolean;
  readonly breaks: BreakPolicy;
  readonly lateGrace: number;
  readonly earlyGrace: number;
  readonly breakGrace: number;
  readonly graceForgives: boolean;
  readonly shortTolerance: number;
  /** Infinity-free: 0 = never. */
  readonly halfDayBelow: number;
  readonly absentBelow: number;
  /** Layers of the day, in the order in which they take seconds. */
  readonly dayLayers: readonly LayerPolicy[];
  /** Premiums, in the order of the rules. */
  readonly premiums: readonly LayerPolicy[];
  readonly deductShort: boolean;
  /** Infinity = never. */
  readonly earlyInAfter: number;
  readonly lateOutAfter: number;
  readonly overDailyAfter: number;
  readonly severity: Readonly<Record<ExceptionCode, Severity>>;
}

/** Rounding of one column: seconds of local wall time since midnight. */
export interface ColumnGrid {
  readonly mode: ColumnRounding['mode'];
  readonly step: number;
  readonly grace: number;
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly as: number }[];
}

/** Rounding of a total, in seconds. */
export interface TotalGrid {
  readonly mode: TotalRounding['mode'];
  readonly step: number;
  readonly grace: number;
}

/** What a break takes from the work, in seconds. */
export interface BreakPolicy {
  readonly mode: AttendanceRules['breaks']['mode'];
  readonly deductAfter: number;
  readonly deduct: number;
  readonly repeatedly: boolean;
  readonly countPunched: boolean;
  readonly giveBack: number;
  readonly minimum: number;
  /** `null` = the scheduled length. */
  readonly maximum: number | null;
  readonly unused: 'work' | 'overtime' | 'deduct';
  readonly unusedCode: string;
  readonly unusedMultiplier: number;
}

/** An overtime layer in seconds. */
export interface LayerPolicy {
  readonly kind: 'daily' | 'beforeIn' | 'afterOut' | 'dayType' | 'window';
  readonly code: string;
  readonly multiplier: number;
  readonly minimum: number;
  /** 0 where the layer gives no overtime. */
  readonly maximum: number;
  readonly grid: TotalGrid;
  readonly needsApproval: boolean;
  /** `daily`: threshold; `null` = the day's expected time. */
  readonly beyond: number | null;
  readonly dayTypes: ReadonlySet<DayType>;
  /** `window`: seconds since local midnight; `to` is greater than `from` and may lie on the next day. */
  readonly from: number;
  readonly to: number;
  /** `window`: its stretches around a day, by zone and day number; a memory only. */
  readonly windows: Map<Zone, Map<number, number[]>>;
}

function totalGrid(rounding: TotalRounding): TotalGrid {
  return { mode: rounding.mode, step: rounding.minutes * 60, grace: rounding.graceMinutes * 60 };
}

function columnGrid(rounding: ColumnRounding): ColumnGrid {
  return {
    mode: rounding.mode,
    step: rounding.minutes * 60,
    grace: rounding.graceMinutes * 60,
    ranges: rounding.ranges.map((range) => ({
      from: localTimeSeconds(range.from),
      // The range ends with its last minute, as HR reads "until 9:15".
      to: localTimeSeconds(range.to) + 59,
      as: localTimeSeconds(range.as),
    })),
  };
}

const dayKinds = ['daily', 'beforeIn', 'afterOut', 'dayType', 'window'] as const;

function isDayLayer(layer: OvertimeLayer): layer is OvertimeLayer & { kind: LayerPolicy['kind'] } {
  return dayKinds.some((kind) => kind === layer.kind);
}

function layerPolicy(layer: OvertimeLayer & { kind: LayerPolicy['kind'] }, grid: TotalGrid): LayerPolicy {
  const from = layer.kind === 'window' ? localTimeSeconds(layer.from) : 0;
  const to = layer.kind === 'window' ? localTimeSeconds(layer.to) : 0;
  return {
    kind: layer.kind,
    code: layer.code,
    multiplier: layer.multiplier,
    minimum: layer.minimumMinutes * 60,
    maximum: layer.maximumMinutes === null ? 0 : layer.maximumMinutes * 60,
    grid: layer.rounding ? totalGrid(layer.rounding) : grid,
    needsApproval: layer.needsApproval,
    beyond: layer.kind === 'daily' && layer.beyond !== 'expected' ? layer.beyond * 60 : null,
    dayTypes: new Set(layer.kind === 'dayType' ? layer.dayTypes : []),
    from,
    to: to > from ? to : to + daySeconds,
    windows: new Map(),
  };
}

/** Higher multiplier first; then layers that name a place in the day before those that name an amount; windows last. */
function inOrder(layers: LayerPolicy[]): LayerPolicy[] {
  const stage = (layer: LayerPolicy): number => (layer.kind === 'window' ? 1 : 0);
  const amount = (layer: LayerPolicy): number => (layer.kind === 'daily' ? 1 : 0);
  return layers.toSorted(
    (a, b) => stage(a) - stage(b) || b.multiplier - a.multiplier || amount(a) - amount(b),
  );
}

/** Brings complete rules into the form that the engine reads. */
export function compilePolicy(rules: AttendanceRules): Policy {
  const { matching, direction, thresholds, breaks, overtime, exceptions } = rules;
  const flowOfStatus = new Int8Array(256);
  for (const status of direction.statusIn) flowOfStatus[status] = 1;
  for (const status of direction.statusOut) flowOfStatus[status] = -1;
  const byColumn = <T>(of: (column: Column) => T): T[] => columns.map(of);
  const terminals = byColumn((column) => {
    const serials = rules.columns.terminals[column];
    return serials === undefined ? null : new Set(serials);
  });
  const overtimeGrid = totalGrid(rules.rounding.overtimeTotal);
  const dayLayers = overtime.layers.filter(isDayLayer);
  const isPremium = (layer: OvertimeLayer): boolean => layer.kind === 'window' && layer.premium;
  return {
    windowBefore: matching.windowBeforeMinutes * 60,
    windowAfter: matching.windowAfterMinutes * 60,
    doublePunch: matching.doublePunchMinutes * 60,
    newShiftAfter: matching.newShiftAfterMinutes * 60,
    maxShift: matching.maxShiftMinutes * 60,
    dayRule: matching.dayRule,
    qualifyBefore: matching.qualifyBeforeMinutes * 60,
    qualifyAfter: matching.qualifyAfterMinutes * 60,
    directionMode: direction.mode,
    hours: direction.hours,
    flowOfStatus,
    keepLatest: byColumn((column) => rules.columns.keepLatest.includes(column)),
    maxPairs: rules.columns.maxPairs,
    terminals,
    limitsTerminals: terminals.some((serials) => serials !== null),
    rounding: byColumn((column) => columnGrid(rules.rounding[column])),
    breakTotal: totalGrid(rules.rounding.breakTotal),
    workTotal: totalGrid(rules.rounding.workTotal),
    snap: rules.rounding.snapMinutes * 60,
    cutSeconds: rules.rounding.cutSeconds,
    breaks: {
      mode: breaks.mode,
      deductAfter: breaks.deductAfterMinutes * 60,
      deduct: breaks.deductMinutes * 60,
      repeatedly: breaks.deductRepeatedly,
      countPunched: breaks.countPunched,
      giveBack: breaks.giveBackMinutes * 60,
      minimum: breaks.minimumMinutes * 60,
      maximum: breaks.maximumMinutes === null ? null : breaks.maximumMinutes * 60,
      unused: breaks.unused,
      unusedCode: breaks.unusedCode,
      unusedMultiplier: breaks.unusedMultiplier,
    },
    lateGrace: thresholds.lateGraceMinutes * 60,
    earlyGrace: thresholds.earlyGraceMinutes * 60,
    breakGrace: thresholds.breakGraceMinutes * 60,
    graceForgives: thresholds.graceForgives,
    shortTolerance: thresholds.shortToleranceMinutes * 60,
    halfDayBelow: (thresholds.halfDayBelowMinutes ?? 0) * 60,
    absentBelow: (thresholds.absentBelowMinutes ?? 0) * 60,
    dayLayers: inOrder(
      dayLayers.filter((layer) => !isPremium(layer)).map((l) => layerPolicy(l, overtimeGrid)),
    ),
    premiums: dayLayers.filter(isPremium).map((layer) => layerPolicy(layer, overtimeGrid)),
    deductShort: overtime.deductShort,
    earlyInAfter: (exceptions.earlyInMinutes ?? Infinity) * 60,
    lateOutAfter: (exceptions.lateOutMinutes ?? Infinity) * 60,
    overDailyAfter: (exceptions.overDailyMinutes ?? Infinity) * 60,
    severity: { ...defaultSeverity, ...exceptions.severity },
  };
}
