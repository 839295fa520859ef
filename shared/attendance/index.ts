/**
 * The attendance engine, as the rest of Rollcall calls it.
 * The only door from outside, but for the contract, which enters by model/.
 * @module
 */
export {
  Adjustment,
  type AttendanceInput,
  AttendanceRules,
  AttendanceRulesPatch,
  type AwaitedTerminal,
  areSeveralSchedules,
  ClockingSchedule,
  Correction,
  canonicalText,
  type DateRange,
  DateText,
  DayDefinition,
  DayOverride,
  DayResult,
  DayStatus,
  DutyRoster,
  type EnginePunch,
  type EngineUser,
  Explanation,
  HolidayCalendar,
  hashOfData,
  InstantText,
  Leave,
  OvertimeLayer,
  PaidSeconds,
  RosterAssignment,
  SlotTime,
  severalSchedulesError,
} from './model/index.ts';
export {
  assertNoOverlap,
  type Dates,
  datesWithoutWork,
  daysTouchedBy,
  inputsNeededFor,
  PlanFault,
  type ResolvedDay,
  type ResolvedShift,
  resolvedPlan,
} from './plan/index.ts';
export {
  completeRules,
  defaultRules,
  hasFixedTimes,
  needsFixedTimes,
  presets,
  type RuleBook,
  type RuleBookChange,
  RulesFile,
  type RulesFileProblem,
  readRulesFile,
  ruleBookOf,
  rulesFileJsonSchema,
  rulesFileOf,
  writeRulesFile,
} from './rules/index.ts';
export {
  adjustLockedDay,
  type CompiledRuleBook,
  compileRules,
  computeDays,
  explain,
} from './sheet/index.ts';
