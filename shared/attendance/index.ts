/** The attendance engine: what callers need. Schemas for what HR enters are in `model/`. */
export type { AttendanceInput, DateRange, EnginePunch, EngineUser } from './attendance-input.ts';
export { computeDays } from './compute-days.ts';
export { completeRules, defaultRules } from './default-rules.ts';
export { assertNoOverlap } from './plan-overlap.ts';
export { type CompiledRuleBook, compileRules, type RuleBook } from './rule-book.ts';
