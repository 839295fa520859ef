/** Answers a task with the engine that the server computes with. Runs in the worker. @module */

import {
  type CompiledRuleBook,
  compileRules,
  computeDays,
  explain,
  PlanFault,
  plainRow,
  type RulesFileProblem,
  readRulesFile,
  ruleBookOf,
} from '#shared/attendance/index.ts';
import type { EngineAnswer, EngineRules, EngineTask } from './engine-task.ts';

let kept: { readonly key: string; readonly book: CompiledRuleBook } | undefined;

function bookOf({ file, key }: EngineRules): CompiledRuleBook | readonly RulesFileProblem[] {
  if (key !== undefined && kept?.key === key) return kept.book;
  const read = readRulesFile(file);
  if ('problems' in read) return read.problems;
  const book = compileRules(ruleBookOf(read.file));
  if (key !== undefined) kept = { key, book };
  return book;
}

function isProblems(
  book: CompiledRuleBook | readonly RulesFileProblem[],
): book is readonly RulesFileProblem[] {
  return Array.isArray(book);
}

/** Computes the days of a task. What the rules or the plan do not allow is an answer; all else that is thrown is a defect. */
export function answerTask({ input, rules, explain: date }: EngineTask): EngineAnswer {
  try {
    const book = bookOf(rules);
    if (isProblems(book)) return { kind: 'rules', problems: book };
    const days = computeDays(input, book).map(plainRow);
    const explanation = date === undefined ? undefined : explain(input, book, date);
    return { kind: 'computed', days, explanation };
  } catch (error) {
    if (error instanceof PlanFault) return { kind: 'plan', message: error.message, told: error.told };
    throw error;
  }
}
