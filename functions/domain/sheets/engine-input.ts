/** Gives what a person's days are computed from, so that a program can compute them as they would be with a change. @module */

import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { claimsOf } from '../claims.ts';
import { requireKept } from '../kept-times.ts';
import { requireUser } from '../lookups.ts';
import { readStoredRules } from '../plan/index.ts';
import { type Days, requireRange } from '../ranges.ts';
import { engineInput, readSheetContext, readUserInputs } from './sheet-input.ts';

const mostDays = 62;

/**
 * What a person's days are computed from, as it is stored now, and which rules hold.
 * @throws RollcallError range.invalid, times.not-kept, user.unknown, user.merged
 */
export async function readEngineInput(actor: Actor, userId: UserId, days: Days) {
  const { stores } = actor;
  requireRange(days.from, days.to);
  if (daysBetween(days.from, days.to) > mostDays) {
    throw new RollcallError('range.invalid', {
      ...days,
      ...because(phrase('range.most-of-answer', { most: mostDays })),
    });
  }
  await requireKept(stores, days.from);
  const user = await requireUser(actor, userId);
  const [context, claims, { etag }] = await Promise.all([
    readSheetContext(actor, days),
    claimsOf(stores, user.id),
    readStoredRules(actor),
  ]);
  const inputs = await readUserInputs(stores, context, { user, claims }, days);
  const { waitsFor = [], ...input } = engineInput(actor, context, user, inputs, days);
  return {
    input: {
      ...input,
      user: { ...input.user, suspended: input.user.suspended && [...input.user.suspended] },
      punches: [...input.punches],
      assignments: [...input.assignments],
      corrections: inputs.corrections,
      leaves: inputs.leaves,
      overrides: inputs.overrides,
      waitsFor: waitsFor.map((terminal) => ({ ...terminal, days: terminal.days && [...terminal.days] })),
    },
    rulesEtag: etag,
  };
}
