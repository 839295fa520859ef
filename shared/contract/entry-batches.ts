/** Routes and schemas that enter and withdraw many corrections, leaves and day overrides at once. @module */

import * as z from 'zod';
import { Correction, NewCorrection } from './corrections.ts';
import { DayOverride, NewDayOverride } from './day-overrides.ts';
import { Why } from './entries.ts';
import { CorrectionId, LeaveId, LocalDateField, OverrideId, UserId } from './fields.ts';
import { EnteredLeave, Leave, NewLeave } from './leaves.ts';
import { outcomes, refusal } from './outcomes.ts';
import { editors, route } from './route.ts';

/** Most entries of one batch. */
export const mostEntriesOfBatch = 200;

/** Why an entry of a batch was refused. */
export const entryProblem = refusal('EntryProblem');

/** Of an entry of a batch: the entry, and why it was refused. */
function ofEntry<E extends z.ZodType>(entry: E) {
  return {
    entry: entry.optional().meta({ description: 'None where it was refused' }),
    problem: entryProblem,
  };
}

/** The body of a batch of new entries. */
function newEntries<E extends z.ZodType>(name: string, entry: E) {
  return z.strictObject({ items: z.array(entry).min(1).max(mostEntriesOfBatch) }).meta({ id: `New${name}s` });
}

/** The body of a batch of withdrawals: all for one reason. */
function withdrawals<I extends z.ZodType>(name: string, id: I) {
  const named = z
    .strictObject({
      userId: UserId,
      from: LocalDateField.meta({ description: 'Its date, or the first day of a leave' }),
      id,
    })
    .meta({ id: `${name}Name` });
  return z
    .strictObject({ reason: Why, items: z.array(named).min(1).max(mostEntriesOfBatch) })
    .meta({ id: `${name}Withdrawals` });
}

const common = { method: 'POST', service: 'api', principals: editors } as const;
const bodyLimitBytes = 512 * 1024;
const enters = 'each stands or falls alone. Days follow within seconds';
const withdraws = 'those that are withdrawn already stay as they are';
const problems = ['request.key-reused', 'service.busy'] as const;

/** Routes of entries in batches. With an `Idempotency-Key`, what is sent again finishes what is left, and enters nothing twice. */
export const entryBatches = {
  batchCorrections: route({
    ...common,
    path: '/v1/corrections/batch',
    scopes: ['corrections:write'],
    tag: 'corrections',
    summary: `Enter many corrections; ${enters}`,
    body: newEntries('Correction', NewCorrection),
    bodyLimitBytes,
    answer: { status: 200, body: outcomes('NewCorrection', 'entered', ofEntry(Correction)) },
    problems,
  }),
  batchWithdrawCorrections: route({
    ...common,
    path: '/v1/corrections/batch/withdraw',
    scopes: ['corrections:write'],
    tag: 'corrections',
    summary: `Withdraw many corrections; ${withdraws}`,
    body: withdrawals('Correction', CorrectionId),
    answer: { status: 200, body: outcomes('WithdrawnCorrection', 'withdrawn', ofEntry(Correction)) },
    problems,
  }),
  batchLeaves: route({
    ...common,
    path: '/v1/leaves/batch',
    scopes: ['leaves:write'],
    tag: 'leaves',
    summary: `Enter many leaves; ${enters}`,
    body: newEntries('Leave', NewLeave),
    bodyLimitBytes,
    answer: { status: 200, body: outcomes('NewLeave', 'entered', ofEntry(EnteredLeave)) },
    problems,
  }),
  batchWithdrawLeaves: route({
    ...common,
    path: '/v1/leaves/batch/withdraw',
    scopes: ['leaves:write'],
    tag: 'leaves',
    summary: `Withdraw many leaves; ${withdraws}`,
    body: withdrawals('Leave', LeaveId),
    answer: { status: 200, body: outcomes('WithdrawnLeave', 'withdrawn', ofEntry(Leave)) },
    problems,
  }),
  batchDayOverrides: route({
    ...common,
    path: '/v1/day-overrides/batch',
    scopes: ['plan:write'],
    tag: 'plan',
    summary: `Plan many dates differently; ${enters}`,
    body: newEntries('DayOverride', NewDayOverride),
    bodyLimitBytes,
    answer: { status: 200, body: outcomes('NewDayOverride', 'entered', ofEntry(DayOverride)) },
    problems,
  }),
  batchWithdrawDayOverrides: route({
    ...common,
    path: '/v1/day-overrides/batch/withdraw',
    scopes: ['plan:write'],
    tag: 'plan',
    summary: `Withdraw many day overrides; ${withdraws}`,
    body: withdrawals('DayOverride', OverrideId),
    answer: { status: 200, body: outcomes('WithdrawnDayOverride', 'withdrawn', ofEntry(DayOverride)) },
    problems,
  }),
};
