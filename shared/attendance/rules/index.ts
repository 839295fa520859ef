/**
 * Rules: their defaults, their compiled form (policy), the rules file in YAML and JSON, presets.
 * What a rule means for a day is decided in the room that uses it.
 * Imports model/.
 * @module
 */
export { autoDeduction } from './auto-deduction.ts';
export { completeRules, defaultRules } from './default-rules.ts';
export type { ColumnGrid, Steps, TotalGrid } from './grid.ts';
export { type LookBack, type PeriodKind, periodKinds, placeOfPeriod } from './look-back.ts';
export { MonthStarts, monthStart, periodOf, weeksStart } from './period-start.ts';
export type { BreakPolicy, Policy } from './policy.ts';
export { presets } from './presets/index.ts';
export {
  type CompiledDay,
  type CompiledRoster,
  type CompiledSchedule,
  type CompiledShift,
  compileSchedules,
  eraOn,
  policiesOf,
  type RuleBook,
  type RuleBookChange,
  type RuleEra,
  type ScheduleBook,
  uniteSchedules,
} from './rule-book.ts';
export {
  hasFixedTimes,
  RulesFile,
  type RulesFileProblem,
  readRulesFile,
  ruleBookOf,
  rulesFileOf,
} from './rules-file.ts';
export { rulesFileJsonSchema } from './rules-file-schema.ts';
export { writeRulesFile } from './write-rules-file.ts';
