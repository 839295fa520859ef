/** Compiles complete rules into the form that the engine reads: seconds, and lists by column. @module */

import { dayNumber, weekdays, weekStartDay } from '#shared/time/calendar.ts';
import type { AttendanceRules, DayType, ExceptionCode, OvertimeLayer, Severity } from '../model/index.ts';
import { type Column, columns, defaultSeverity } from '../model/index.ts';
import { type ColumnGrid, columnGrid, type TotalGrid, totalGrid } from './grid.ts';
import type { LookBack, LookBackOf } from './look-back.ts';

/**
 * Rules in the form that the engine reads: seconds instead of minutes, lists by column instead of names, `Infinity` or
 * 0 instead of "not set". Made once per schedule.
 */
export interface Policy {
  /** Infinity = no window. */
  readonly windowBefore: number;
  readonly windowAfter: number;
  readonly doublePunch: number;
  readonly newShiftAfter: number;
  readonly maxShift: number;
  readonly dayRule: 'start' | 'end' | 'most' | 'split';
  /** Infinity = no stretch is taken for a rest. */
  readonly restAfter: number;
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
  /** Whether every terminal counts for every column. */
  readonly takesAllTerminals: boolean;
  readonly autoClose: AttendanceRules['columns']['autoClose'];
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
  /** The same limits as a share of the expected time; `null` where the seconds hold. */
  readonly halfDayBelowShare: number | null;
  readonly absentBelowShare: number | null;
  /** Work beyond what leave leaves to be worked that changes nothing; seconds. */
  readonly leaveTolerance: number;
  readonly leaveOnWork: AttendanceRules['leave']['onWork'];
  /** By type of leave, what it counts where nothing is expected; empty where no type does. */
  readonly leaveTypes: ReadonlyMap<string, LeaveTypePolicy>;
  /** Late and early days of a month that are forgiven; 0 = none. */
  readonly forgiveLate: number;
  readonly forgiveEarly: number;
  /** Overtime layers as the rules have them, each with the rounding of its total: overtime/ compiles them by kind. */
  readonly layers: readonly { readonly layer: OvertimeLayer; readonly grid: TotalGrid }[];
  /** What the layers ask the days before, as far as they ask anything. */
  readonly lookBack: readonly LookBack[];
  readonly deductShort: boolean;
  /** Missing time beyond this is a negative balance; Infinity = none is kept. */
  readonly undertimeBeyond: number;
  /** Index of the weekday on which a week begins, 0 Monday … 6 Sunday. */
  readonly weekStart: number;
  /** Day number on which some two-week period begins. */
  readonly biweekStart: number;
  /** Whether earlier days of the week or month affect a day. */
  readonly looksBack: boolean;
  /** Whether the plan of the rest of a period affects a day. */
  readonly looksAhead: boolean;
  /** Whether a rule other than weekly overtime asks for the work of the week so far. */
  readonly asksForWeek: boolean;
  /** Infinity = never. */
  readonly earlyInAfter: number;
  readonly lateOutAfter: number;
  readonly overDailyAfter: number;
  readonly overWeeklyAfter: number;
  readonly severity: Readonly<Record<ExceptionCode, Severity>>;
}

/** An amount of work, and the break that goes with it. Seconds. */
interface BreakStep {
  readonly after: number;
  readonly seconds: number;
}

/** What a type of leave counts where nothing is expected. */
export interface LeaveTypePolicy {
  /** Seconds of a full day. */
  readonly fullDay: number;
  readonly countsOn: ReadonlySet<DayType>;
}

/** What a break takes from the work, in seconds. */
export interface BreakPolicy {
  readonly mode: AttendanceRules['breaks']['mode'];
  /** `auto-deduct`: by the amount of work, the lowest first. */
  readonly steps: readonly BreakStep[];
  readonly repeatedly: boolean;
  readonly onlyBeyond: boolean;
  readonly countPunched: boolean;
  /** `auto-add`: by the amount of work, the lowest first. */
  readonly giveBackSteps: readonly BreakStep[];
  /** Infinity = all. */
  readonly giveBackBreaks: number;
  /** `null` = regular time. */
  readonly giveBackCode: string | null;
  readonly giveBackMultiplier: number;
  readonly lunch: AttendanceRules['breaks']['lunch'];
  readonly lunchPaid: number;
  /** `null` = as for every break. */
  readonly lunchMaximum: number | null;
  /** Infinity-free: 0 = no break is short. */
  readonly shortBreak: number;
  /** Infinity = all short breaks of a day. */
  readonly shortBreakTotal: number;
  readonly minimum: number;
  /** `null` = the scheduled length. */
  readonly maximum: number | null;
  readonly unused: 'work' | 'overtime' | 'deduct';
  readonly unusedCode: string;
  readonly unusedMultiplier: number;
}

/** 1970-01-05, a Monday. */
const mondayOfReference = 4;

/**
 * Brings complete rules into the form that the engine reads.
 * @param lookBackOf - how far back each layer of overtime looks
 */
export function compilePolicy(rules: AttendanceRules, lookBackOf: LookBackOf): Policy {
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
  const lookBack = overtime.layers.map(lookBackOf).filter((asked) => asked !== null);
  const weekStart = weekdays.indexOf(overtime.weekStartsOn);
  const looksBack =
    lookBack.length > 0 ||
    thresholds.forgiveLatePerMonth > 0 ||
    thresholds.forgiveEarlyPerMonth > 0 ||
    exceptions.overWeeklyMinutes !== null;
  return {
    windowBefore: (matching.windowBeforeMinutes ?? Infinity) * 60,
    windowAfter: (matching.windowAfterMinutes ?? Infinity) * 60,
    doublePunch: matching.doublePunchMinutes * 60,
    newShiftAfter: matching.newShiftAfterMinutes * 60,
    maxShift: matching.maxShiftMinutes * 60,
    dayRule: matching.dayRule,
    restAfter: (matching.restAfterMinutes ?? Infinity) * 60,
    qualifyBefore: matching.qualifyBeforeMinutes * 60,
    qualifyAfter: matching.qualifyAfterMinutes * 60,
    directionMode: direction.mode,
    hours: direction.hours,
    flowOfStatus,
    keepLatest: byColumn((column) => rules.columns.keepLatest.includes(column)),
    maxPairs: rules.columns.maxPairs,
    terminals,
    takesAllTerminals: terminals.every((serials) => serials === null),
    autoClose: rules.columns.autoClose,
    rounding: byColumn((column) => columnGrid(rules.rounding[column])),
    breakTotal: totalGrid(rules.rounding.breakTotal),
    workTotal: totalGrid(rules.rounding.workTotal),
    snap: rules.rounding.snapMinutes * 60,
    cutSeconds: rules.rounding.cutSeconds,
    breaks: {
      mode: breaks.mode,
      steps: stepsOf(breaks.deductSteps, breaks.deductAfterMinutes, breaks.deductMinutes),
      repeatedly: breaks.deductRepeatedly && breaks.deductSteps.length === 0,
      onlyBeyond: breaks.deductOnlyBeyond,
      countPunched: breaks.countPunched,
      giveBackSteps: stepsOf(breaks.giveBackSteps, breaks.giveBackAfterMinutes, breaks.giveBackMinutes),
      giveBackBreaks: breaks.giveBackBreaks ?? Infinity,
      giveBackCode: breaks.giveBackCode,
      giveBackMultiplier: breaks.giveBackMultiplier,
      lunch: breaks.lunch,
      lunchPaid: breaks.lunchPaidMinutes * 60,
      lunchMaximum: breaks.lunchMaximumMinutes === null ? null : breaks.lunchMaximumMinutes * 60,
      shortBreak: breaks.shortBreakMinutes * 60,
      shortBreakTotal: (breaks.shortBreakTotalMinutes ?? Infinity) * 60,
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
    halfDayBelowShare: shareOf(thresholds.halfDayBelowPercent),
    absentBelowShare: shareOf(thresholds.absentBelowPercent),
    leaveTolerance: rules.leave.toleranceMinutes * 60,
    leaveOnWork: rules.leave.onWork,
    leaveTypes: new Map(
      Object.entries(rules.leave.types).map(([type, { fullDayMinutes, countsOn }]) => [
        type,
        { fullDay: fullDayMinutes * 60, countsOn: new Set(countsOn) },
      ]),
    ),
    forgiveLate: thresholds.forgiveLatePerMonth,
    forgiveEarly: thresholds.forgiveEarlyPerMonth,
    layers: overtime.layers.map((layer) => ({
      layer,
      grid: layer.rounding !== undefined ? totalGrid(layer.rounding) : overtimeGrid,
    })),
    lookBack,
    deductShort: overtime.deductShort,
    undertimeBeyond: overtime.undertime ? overtime.undertimeToleranceMinutes * 60 : Infinity,
    weekStart,
    biweekStart:
      overtime.biweeklyAnchor === null
        ? weekStartDay(mondayOfReference, overtime.weekStartsOn)
        : dayNumber(overtime.biweeklyAnchor),
    looksBack,
    looksAhead: lookBack.some(({ wholePeriod }) => wholePeriod),
    asksForWeek: exceptions.overWeeklyMinutes !== null || lookBack.some(({ week }) => week),
    earlyInAfter: (exceptions.earlyInMinutes ?? Infinity) * 60,
    lateOutAfter: (exceptions.lateOutMinutes ?? Infinity) * 60,
    overDailyAfter: (exceptions.overDailyMinutes ?? Infinity) * 60,
    overWeeklyAfter: (exceptions.overWeeklyMinutes ?? Infinity) * 60,
    severity: { ...defaultSeverity, ...exceptions.severity },
  };
}

function shareOf(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}

/** Steps as the rules have them; without any the single one. */
function stepsOf(
  steps: AttendanceRules['breaks']['deductSteps'],
  afterMinutes: number,
  minutes: number,
): BreakStep[] {
  const all = steps.length > 0 ? steps : [{ afterMinutes, minutes }];
  return all.map((step) => ({ after: step.afterMinutes * 60, seconds: step.minutes * 60 }));
}
