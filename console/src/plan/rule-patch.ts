/** Reads and changes single values of a schedule's rules, which lie over those of the organisation. Pure functions. @module */

import type { AttendanceRules, AttendanceRulesPatch } from '#shared/attendance/model/index.ts';

/** A group of rules, such as `breaks`. */
export type RuleGroup = keyof AttendanceRules;

/** The path of one value. */
export interface RulePath {
  readonly group: RuleGroup;
  readonly key: string;
}

function groupOf(rules: AttendanceRules | AttendanceRulesPatch, group: RuleGroup): Record<string, unknown> {
  return { ...rules[group] };
}

/** What a schedule itself says; undefined where it follows the organisation. */
export function ownValue(patch: AttendanceRulesPatch, { group, key }: RulePath): unknown {
  return groupOf(patch, group)[key];
}

/** What holds for the organisation. */
export function baseValue(base: AttendanceRules, { group, key }: RulePath): unknown {
  return groupOf(base, group)[key];
}

/** What holds for the schedule. */
export function ruleValue(patch: AttendanceRulesPatch, base: AttendanceRules, path: RulePath): unknown {
  const own = ownValue(patch, path);
  return own === undefined ? baseValue(base, path) : own;
}

/** The patch with a value of its own; `undefined` follows the organisation again. Groups that say nothing are left out. */
export function withValue(
  patch: AttendanceRulesPatch,
  { group, key }: RulePath,
  value: unknown,
): AttendanceRulesPatch {
  const { [key]: _, ...others } = groupOf(patch, group);
  const next = value === undefined ? others : { ...others, [key]: value };
  const { [group]: __, ...rest } = patch;
  // Each value is checked by the schema of the rules, in the worker while it is typed and by the server when it is saved.
  return (Object.keys(next).length === 0 ? rest : { ...rest, [group]: next }) as AttendanceRulesPatch;
}

/** How many values of some groups a schedule has of its own. */
export function ownCount(patch: AttendanceRulesPatch, paths: readonly RulePath[]): number {
  return paths.filter((path) => ownValue(patch, path) !== undefined).length;
}
