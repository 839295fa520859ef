/** What a problem is answered with. @module */

import type { ProblemCode, ProblemFacts } from '#shared/errors.ts';

/** Facts for an example of each code, and the status and the sentence that it is answered with. */
export type Answers = { [C in ProblemCode]: { facts: ProblemFacts[C]; status: number; detail: string } };
