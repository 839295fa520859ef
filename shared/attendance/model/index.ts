/**
 * The documents and values that the engine speaks in: rules, schedules, rosters, calendars, entries, results, stretches of time.
 * Schemas and small pure values; no decision about a day is made here.
 * Imports no other room. The contract may enter by this door, everybody else by attendance/index.ts.
 * @module
 */
export type {
  AttendanceInput,
  AwaitedTerminal,
  DateRange,
  EnginePunch,
  EngineUser,
} from './attendance-input.ts';
export {
  AttendanceRules,
  AttendanceRulesPatch,
  AutoClose,
  BreakRules,
  ColumnRules,
  DirectionRules,
  LeaveType,
  ShiftRules,
} from './attendance-rules.ts';
export { allowWeekdayRanges } from './by-weekday.ts';
export { ClockingSchedule, FlexiSchedule, WeeklySchedule } from './clocking-schedule.ts';
export { arrivesIn, BREAK, columns, DONE, IN, OT, OUT, RESUME } from './columns.ts';
export {
  Column,
  DateText,
  DayType,
  Id,
  InstantText,
  LeavePortion,
  LocalTime,
  Minutes,
  Name,
} from './common.ts';
export { Correction } from './correction.ts';
export { DayDefinition, Shift, Slots } from './day-definition.ts';
export {
  Adjustment,
  DayResult,
  DayStatus,
  ExceptionCode,
  IgnoreReason,
  PaidSeconds,
  PunchRef,
  Reason,
  Severity,
  ShiftSlots,
  SlotSource,
  SlotTime,
  SlotTimes,
  WorkedInterval,
} from './day-result.ts';
export { DutyRoster, RosterEntry, WeeklyRoster } from './duty-roster.ts';
export { defaultSeverity } from './exception-codes.ts';
export { Explanation, ExplanationLine } from './explanation.ts';
export { Holiday, HolidayCalendar } from './holiday-calendar.ts';
export { isInOrder } from './in-order.ts';
export { inOrderOfEntry } from './order-of-entry.ts';
export { OvertimeLayer } from './overtime-rules.ts';
export { ColumnRounding, TotalRounding } from './rounding-rules.ts';
export { areSeveralSchedules, FurtherScheduleIds, severalSchedulesError } from './several-schedules.ts';
export { appended } from './short-list.ts';
export { slotSeconds } from './slot-times.ts';
export {
  firstOf,
  intersect,
  lastOf,
  type Spans,
  subtract,
  totalOf,
  unite,
  withoutFirst,
  withoutMiddle,
  withStretch,
} from './spans.ts';
export { canonicalText, hashOfData, StableHash } from './stable-hash.ts';
export {
  bothOf,
  compareInTime,
  inTimeOrder,
  isSamePunch,
  noneAside,
  type SetAside,
  type TimedPunch,
} from './timed-punch.ts';
export { type Sayings, ToldAdjustment, ToldIgnoredPunch, ToldReason } from './told-day.ts';
export { DayOverride, Leave, RosterAssignment } from './user-plan.ts';
