/** Routes and schemas of period locks. @module */

import * as z from 'zod';
import { Why, Withdrawal, withdrawBody } from './entries.ts';
import { failure } from './failure.ts';
import { AuthorName, InstantField, JobId, LocalDateField, LockId, page, paging } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';

const period = {
  from: LocalDateField,
  to: LocalDateField.meta({ description: 'The first day after the period; the period must be over' }),
  department: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Whose rows; everybody when it is left out' }),
};

/** A period whose rows stay as they are, because they have been paid. */
export const PeriodLock = z
  .looseObject({
    ...period,
    id: LockId,
    state: z.enum(['locking', 'locked', 'unlocked']).meta({
      description:
        'While it is `locking`, rows are computed for the last time and sealed one after the other. Without `force`, a ' +
        'pending or incomplete day that turns up then opens it: it is `unlocked` by `sheets`, with the day as the reason',
    }),
    jobId: JobId.meta({ description: 'The generation that seals the rows, or that opened them again' }),
    lockedBy: z.string(),
    lockedByName: AuthorName,
    lockedAt: InstantField,
    reason: z.string(),
    unlocked: z
      .looseObject({ ...Withdrawal.shape, ...failure })
      .meta({ id: 'UnlockedPeriod' })
      .optional(),
  })
  .meta({ id: 'PeriodLock' });
export type PeriodLock = Plain<z.output<typeof PeriodLock>>;

const lockParams = z.strictObject({ lockId: LockId });

/** Routes of period locks. */
export const locks = {
  listLocks: route({
    method: 'GET',
    path: '/v1/sheets/locks',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'Locked periods, and those that were unlocked, by their first day',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(PeriodLock) },
    problems: ['request.cursor'],
  }),
  getLock: route({
    method: 'GET',
    path: '/v1/sheets/locks/{lockId}',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'One lock: whether all its rows are sealed',
    params: lockParams,
    answer: { status: 200, body: PeriodLock },
    problems: ['lock.unknown'],
  }),
  lockPeriod: route({
    method: 'POST',
    path: '/v1/sheets/locks',
    service: 'api',
    principals: administrators,
    tag: 'sheets',
    summary:
      'Compute a period for the last time and lock it: a later change becomes an adjustment of its day',
    body: z
      .strictObject({
        ...period,
        reason: Why.or(z.literal('')).default(''),
        force: z
          .boolean()
          .optional()
          .meta({
            description:
              'Lock the period although it has pending or incomplete days, or entries that wait for approval; the audit trail ' +
              'says so',
          }),
      })
      .meta({ id: 'NewPeriodLock' }),
    answer: { status: 202, body: PeriodLock },
    problems: [
      'range.invalid',
      'times.not-kept',
      'period.locked',
      'period.unfinished',
      'period.unapproved',
      'request.key-reused',
    ],
  }),
  unlockPeriod: route({
    method: 'POST',
    path: '/v1/sheets/locks/{lockId}/unlock',
    service: 'api',
    principals: administrators,
    tag: 'sheets',
    summary: 'Unlock a period: its days are computed again, and adjustments become the rows themselves',
    params: lockParams,
    body: withdrawBody,
    answer: { status: 202, body: PeriodLock },
    problems: ['lock.unknown', 'times.not-kept', 'request.key-reused'],
  }),
};
