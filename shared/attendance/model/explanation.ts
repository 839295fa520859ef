/** Schema of a day's explanation: titled steps with sentences that HR can read aloud. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { DateText, Id } from './common.ts';

/** A sentence of an explanation. */
export const ExplanationLine = z.object({
  ...Told.shape,
  rule: z
    .string()
    .optional()
    .meta({ description: 'The rule value that decided, as a path into the rules, where one did' }),
});
/** A sentence of an explanation. */
export type ExplanationLine = z.infer<typeof ExplanationLine>;

/** How a day of the sheet came about, from punches to pay codes, in sentences that HR can read aloud. */
export const Explanation = z.object({
  userId: Id,
  date: DateText,
  steps: z.array(
    z.object({
      /** What the step is about: plan, punches, in and out, rounding, breaks, work, late and short, overtime, result. */
      title: Told,
      lines: z.array(ExplanationLine),
    }),
  ),
});
/** How a day of the sheet came about. */
export type Explanation = z.infer<typeof Explanation>;
