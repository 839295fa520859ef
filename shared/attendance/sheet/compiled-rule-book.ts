/** A rule book prepared for the engine. */
import { compileLayers, lookBackOf, type PolicyLayers } from '../overtime/index.ts';
import { DayMemory, DayTemplates, type PlanBook } from '../plan/index.ts';
import { compileSchedules, type Policy, policiesOf, type RuleBook } from '../rules/index.ts';

/** A rule book prepared for the engine. Made once by {@link compileRules}, then used for any number of users. */
export interface CompiledRuleBook extends PlanBook {
  /** The overtime layers of each policy of the book. */
  readonly layers: ReadonlyMap<Policy, PolicyLayers>;
}

/**
 * Prepares a rule book for the engine.
 * @param book - parsed by the schemas of `model/`
 */
export function compileRules(book: RuleBook): CompiledRuleBook {
  const schedules = compileSchedules(book, lookBackOf);
  return {
    ...schedules,
    templates: new DayTemplates(),
    ordinaryDays: new DayMemory(),
    layers: new Map(policiesOf(schedules.eras).map((policy) => [policy, compileLayers(policy)])),
  };
}
