/** The attendance engine: what the rest of Rollcall calls. */

export type { AttendanceInput, DateRange, EnginePunch, EngineUser } from './model/attendance-input.ts';
export { AttendanceRules, AttendanceRulesPatch } from './model/attendance-rules.ts';
export { ClockingSchedule } from './model/clocking-schedule.ts';
export { Correction } from './model/correction.ts';
export { Adjustment, DayResult, DayStatus } from './model/day-result.ts';
export { DutyRoster } from './model/duty-roster.ts';
export { Explanation } from './model/explanation.ts';
export { HolidayCalendar } from './model/holiday-calendar.ts';
export { DayOverride, Leave, RosterAssignment } from './model/user-plan.ts';
export { type Dates, daysTouchedBy, inputsNeededFor } from './plan/inputs-needed.ts';
export { assertNoOverlap } from './plan/plan-overlap.ts';
export { completeRules, defaultRules } from './rules/default-rules.ts';
export { presets } from './rules/presets/index.ts';
export {
  type CompiledRuleBook,
  compileRules,
  type RuleBook,
  type RuleBookChange,
} from './rules/rule-book.ts';
export {
  RulesFile,
  type RulesFileProblem,
  readRulesFile,
  ruleBookOf,
  rulesFileOf,
} from './rules/rules-file.ts';
export { rulesFileJsonSchema } from './rules/rules-file-schema.ts';
export { writeRulesFile } from './rules/write-rules-file.ts';
export { adjustLockedDay } from './sheet/adjust-locked-day.ts';
export { computeDays } from './sheet/compute-days.ts';
export { explain } from './sheet/explain.ts';
