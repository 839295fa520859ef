/** What is said about one thing of many that was refused. @module */

import { type RollcallError, toProblem } from '#shared/errors.ts';

/** Why it was refused: a code of the closed set, its sentence, and the facts with which others say it in another language. */
export interface Refusal {
  code: string;
  detail: string;
  facts: Record<string, unknown>;
}

/** Says why one thing of many was refused. */
export function refusalOf(error: RollcallError): Refusal {
  const { code, detail, facts } = toProblem(error);
  return { code, detail, facts };
}
