/** Schemas of what a computed day says with its sentences, which the row itself does not keep. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { Adjustment, DayResult, Reason } from './day-result.ts';

/** Why a figure is what it is, with the sentence. */
export const ToldReason = z.object({ ...Reason.shape, text: Told.shape.text });

/** A punch that took no part, and the sentence that says why. */
export const ToldIgnoredPunch = z.object({ ...DayResult.shape.ignored.element.shape, reason: Told });

/** What a locked day would be now, less what it was, with the sentence. */
export const ToldAdjustment = z.object({ ...Adjustment.shape, reason: Told });

/** What of a day has sentences. */
export interface Sayings {
  reasons?: z.infer<typeof ToldReason>[] | undefined;
  ignored?: z.infer<typeof ToldIgnoredPunch>[] | undefined;
  adjustment?: z.infer<typeof ToldAdjustment> | undefined;
}
