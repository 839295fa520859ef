/** Names, for the OpenAPI document, the schemas that the engine and the push protocol define. @module */

import * as z from 'zod';
import {
  AttendanceRulesPatch,
  AutoClose,
  BreakRules,
  ClockingSchedule,
  Column,
  ColumnRounding,
  ColumnRules,
  DayDefinition,
  DayResult,
  DayStatus,
  DayType,
  DirectionRules,
  DutyRoster,
  ExceptionCode,
  Explanation,
  ExplanationLine,
  FlexiSchedule,
  Holiday,
  HolidayCalendar,
  LeavePortion,
  LeaveType,
  OvertimeLayer,
  PaidSeconds,
  PunchRef,
  RosterEntry,
  Severity,
  Shift,
  ShiftRules,
  ShiftSlots,
  SlotSource,
  Slots,
  SlotTime,
  SlotTimes,
  ToldAdjustment,
  ToldIgnoredPunch,
  ToldReason,
  TotalRounding,
  WeeklyRoster,
  WeeklySchedule,
  WorkedInterval,
} from '#shared/attendance/model/index.ts';
import { PushCommand } from '#shared/iclock/commands.ts';
import { ReasonKey, ReasonPart, ReasonValuesField, Told } from '#shared/reasons/index.ts';
import { pascalCase } from './pascal-case.ts';

type Names = Record<string, z.ZodType>;

/** A union of kinds, and each of its kinds as `…Kind`: `DutyRoster` has a `WeeklyDutyRoster`. */
function kinds(name: string, union: z.ZodDiscriminatedUnion<readonly z.ZodObject[], 'kind'>): Names {
  const named = union.options.map((option) => {
    const { kind } = option.shape;
    if (!(kind instanceof z.ZodLiteral)) throw new Error(`a kind of ${name} has no name`);
    return [`${pascalCase(String(kind.value))}${name}`, option] as const;
  });
  return { ...Object.fromEntries(named), [name]: union };
}

const patch = AttendanceRulesPatch.shape;

/** Schemas of the engine and of the push protocol by their names in the OpenAPI document. */
export const engineNames: Names = {
  Adjustment: ToldAdjustment,
  AdjustmentCode: ToldAdjustment.shape.codes.element,
  AttendanceRulesPatch,
  ...kinds('AutoClose', AutoClose),
  BreakRulesPatch: patch.breaks.unwrap(),
  BreakStep: BreakRules.shape.deductSteps.element,
  ...kinds('ClockingSchedule', ClockingSchedule),
  Column,
  ColumnRounding,
  ColumnRulesPatch: patch.columns.unwrap(),
  ColumnTerminals: ColumnRules.shape.terminals,
  ColumnTimes: Shift.shape.rangeUntil.unwrap(),
  DayDefinition,
  DayException: DayResult.shape.exceptions.element,
  DayStatus,
  DayType,
  DirectionRulesPatch: patch.direction.unwrap(),
  DirectionMode: DirectionRules.shape.mode,
  ...kinds('DutyRoster', DutyRoster),
  ExceptionCode,
  ExceptionRulesPatch: patch.exceptions.unwrap(),
  ExplanationLine,
  ExplanationStep: Explanation.shape.steps.element,
  Holiday,
  HolidayCalendar,
  IgnoredPunch: ToldIgnoredPunch,
  ...kinds('LeavePortion', LeavePortion),
  LeaveRulesPatch: patch.leave.unwrap(),
  LeaveType,
  LeaveTaken: DayResult.shape.leave.element,
  MatchingRulesPatch: patch.matching.unwrap(),
  ...kinds('OvertimeLayer', OvertimeLayer),
  OvertimeRulesPatch: patch.overtime.unwrap(),
  PaidSeconds,
  PunchRef,
  ...kinds('PushCommand', PushCommand),
  Reason: ToldReason,
  ReasonKey,
  ReasonPart,
  ReasonText: Told,
  ReasonValues: ReasonValuesField,
  RosterEntry,
  RoundingRulesPatch: patch.rounding.unwrap(),
  Severity,
  Shift,
  ShiftMatchingRules: ShiftRules.shape.matching.unwrap(),
  ShiftRules,
  ShiftSlots,
  ShiftThresholdRules: ShiftRules.shape.thresholds.unwrap(),
  Slots,
  ...kinds('SlotSource', SlotSource),
  SlotTime,
  SlotTimes,
  ThresholdRulesPatch: patch.thresholds.unwrap(),
  TotalRounding,
  WeekDayDefinitions: WeeklySchedule.shape.days,
  WeekDayTypes: FlexiSchedule.shape.dayTypes.unwrap(),
  WeekRosterEntries: WeeklyRoster.shape.days,
  WorkedInterval,
};
