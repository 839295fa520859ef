/** What answers say of work that has failed, so that it can be said in another language. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { refusal } from './outcomes.ts';

/** Fields beside `reason`, which is the same in English. */
export const failure = {
  told: z
    .array(Told)
    .optional()
    .meta({
      description:
        'The sentences of `reason` with their keys and values, one after the other; absent for items of earlier versions and ' +
        'for what people have written',
    }),
  /** The problem that a value of kind `problem` in `told` quotes. */
  problem: refusal('QuotedProblem'),
};
