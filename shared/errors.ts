/**
 * The closed set of problems that a caller of the cloud may act on: codes, error class and problem documents. Each
 * code is one row, in the file of its capability under `problems/`: HTTP status, facts (machine fields of the RFC
 * 9457 problem document), what has happened, and what to do. This file puts the rows together and is the only way
 * in; nothing else imports them.
 * @module
 */

import { accessProblems } from './problems/access.ts';
import { bridgeProblems } from './problems/bridges.ts';
import { changeProblems } from './problems/changes.ts';
import { departmentProblems } from './problems/departments.ts';
import { downloadProblems } from './problems/downloads.ts';
import { exportProblems } from './problems/exports.ts';
import { entryProblems } from './problems/hr-records.ts';
import { linkProblems } from './problems/links.ts';
import { lockProblems } from './problems/locks.ts';
import { planProblems } from './problems/plan.ts';
import type { ProblemRow } from './problems/problem.ts';
import { punchProblems } from './problems/punches.ts';
import { reportScheduleProblems } from './problems/report-schedules.ts';
import { reportProblems } from './problems/reports.ts';
import { requestProblems } from './problems/request.ts';
import { retentionProblems } from './problems/retention.ts';
import { serviceProblems } from './problems/service.ts';
import { sheetProblems } from './problems/sheets.ts';
import { tableProblems } from './problems/tables.ts';
import { terminalProblems } from './problems/terminals.ts';
import { userProblems } from './problems/users.ts';

export type { RequestIssue } from './problems/request.ts';

const problems = {
  ...requestProblems,
  ...accessProblems,
  ...bridgeProblems,
  ...changeProblems,
  ...departmentProblems,
  ...userProblems,
  ...terminalProblems,
  ...downloadProblems,
  ...reportProblems,
  ...reportScheduleProblems,
  ...sheetProblems,
  ...exportProblems,
  ...planProblems,
  ...punchProblems,
  ...entryProblems,
  ...linkProblems,
  ...lockProblems,
  ...retentionProblems,
  ...tableProblems,
  ...serviceProblems,
};

type Rows = typeof problems;

/** A code of the closed set. */
export type ProblemCode = keyof Rows;

/** The facts that each problem code carries. */
export type ProblemFacts = {
  [C in ProblemCode]: Rows[C] extends ProblemRow<infer Facts> ? Facts : never;
};

// The same rows with the facts of each code tied to it, which is what lets one be looked up by a code in a variable.
const rows: { readonly [C in ProblemCode]: ProblemRow<ProblemFacts[C]> } = problems;

/** Every code of the closed set. */
export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** Whether a text, such as one from an answer of another version, is a code of the closed set. */
export function isProblemCode(text: unknown): text is ProblemCode {
  return typeof text === 'string' && Object.hasOwn(problems, text);
}

/** The HTTP status with which a code is answered. */
export function statusOf(code: ProblemCode): number {
  return rows[code].status;
}

/** An RFC 9457 problem document. `code` and `facts` are our extension members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  facts: Record<string, unknown>;
  instance?: string;
}

/** Where a defect came from: for the log, never for the caller. */
export interface Cause {
  owner: string;
  data?: string;
  error?: unknown;
}

/** A failure that a caller may act on. Thrown by domain code; mapped once at the edge by {@link toProblem}. */
export class RollcallError<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'RollcallError';
  readonly code: C;
  readonly facts: ProblemFacts[C];

  constructor(code: C, facts: ProblemFacts[C], options?: { cause?: Cause }) {
    super(describeProblem(code, facts), options);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * The sentence for people that belongs to a code and its facts.
 * @returns English text that names the thing and says what to do; never contains secrets or names of people
 */
export function describeProblem<C extends ProblemCode>(code: C, facts: ProblemFacts[C]): string {
  const { says, todo } = rows[code];
  const advice = typeof todo === 'function' ? todo(facts) : todo;
  return advice === null ? says(facts) : `${says(facts)} ${advice}`;
}

/**
 * The problem document of a failure (RFC 9457).
 * @param instance - the request id, quoted by people who ask for help
 */
export function toProblem(error: RollcallError, instance?: string): Problem {
  return {
    type: `urn:rollcall:problem:${error.code}`,
    title: error.code.replace(/[.-]/g, ' '),
    status: statusOf(error.code),
    detail: error.message,
    code: error.code,
    facts: { ...error.facts },
    ...(instance === undefined ? {} : { instance }),
  };
}

/** Whether a thrown value is a failure of the closed set with the given code. */
export function isProblem<C extends ProblemCode>(error: unknown, code: C): error is RollcallError<C> {
  return error instanceof RollcallError && error.code === code;
}
