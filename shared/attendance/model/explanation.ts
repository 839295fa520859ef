/** Schema of a day's explanation: titled steps with sentences that HR can read aloud. @module */

import * as z from 'zod';
import { DateText, Id } from './common.ts';

/** How a day of the sheet came about, from punches to pay codes, in sentences that HR can read aloud. */
export const Explanation = z.object({
  userId: Id,
  date: DateText,
  steps: z.array(
    z.object({
      /** What the step is about: plan, punches, in and out, rounding, breaks, work, late and short, overtime, result. */
      title: z.string(),
      lines: z.array(z.string()),
    }),
  ),
});
/** How a day of the sheet came about. */
export type Explanation = z.infer<typeof Explanation>;
