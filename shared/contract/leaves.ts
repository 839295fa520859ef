/** Routes and schemas of leaves. @module */

import * as z from 'zod';
import { LeavePortion } from '#shared/attendance/model/index.ts';
import { entered, entriesQuery, Why, withdrawBody } from './entries.ts';
import { LeaveId, LocalDateField, page, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

const leave = {
  userId: UserId,
  type: z.string().trim().min(1).max(100).meta({ description: 'What payroll calls it', example: 'annual' }),
  from: LocalDateField,
  to: LocalDateField.meta({ description: 'The first day after the leave; at most 366 days after `from`' }),
  portion: LeavePortion.meta({ description: 'What each of its days takes: all, a half, or some minutes' }),
};

/** A leave of a user. */
export const Leave = z.looseObject({ ...leave, ...entered, id: LeaveId }).meta({ id: 'Leave' });
export type Leave = Plain<z.output<typeof Leave>>;

/** A leave that HR enters. */
export const NewLeave = z
  .strictObject({ ...leave, reason: Why.or(z.literal('')).default('') })
  .meta({ id: 'NewLeave' });

/** A leave that was entered just now, and what HR should know about it. */
export const EnteredLeave = Leave.extend({
  warnings: z
    .array(
      z
        .looseObject({
          code: z.enum(['nothing-expected']),
          dates: z.array(LocalDateField).meta({ description: 'On which the leave takes nothing' }),
        })
        .meta({ id: 'LeaveWarning' }),
    )
    .meta({ description: 'Empty where there is nothing to say' }),
}).meta({ id: 'EnteredLeave' });
export type EnteredLeave = Plain<z.output<typeof EnteredLeave>>;

/** Routes of leaves. To change one, withdraw it and enter another. */
export const leaves = {
  listLeaves: route({
    method: 'GET',
    path: '/v1/leaves',
    service: 'api',
    principals: readers,
    scopes: ['leaves:read'],
    tag: 'leaves',
    summary:
      'Leaves of one user or of everybody that include a day with from ≤ date < to; also withdrawn ones',
    query: entriesQuery,
    answer: { status: 200, body: page(Leave) },
    problems: ['request.cursor', 'range.invalid', 'user.unknown', 'user.merged'],
  }),
  getLeave: route({
    method: 'GET',
    path: '/v1/leaves/{userId}/{from}/{leaveId}',
    service: 'api',
    principals: readers,
    scopes: ['leaves:read'],
    tag: 'leaves',
    summary: 'One leave, withdrawn or not',
    params: z.strictObject({ userId: UserId, from: LocalDateField, leaveId: LeaveId }),
    answer: { status: 200, body: Leave },
    problems: ['user.unknown', 'user.merged', 'leave.unknown'],
  }),
  createLeave: route({
    method: 'POST',
    path: '/v1/leaves',
    service: 'api',
    principals: editors,
    scopes: ['leaves:write'],
    tag: 'leaves',
    summary: 'Enter a leave: full days, halves, or minutes of each day with from ≤ date < to',
    body: NewLeave,
    answer: { status: 201, body: EnteredLeave },
    problems: [
      'user.unknown',
      'user.merged',
      'user.erased',
      'range.invalid',
      'leave.overlap',
      'times.not-kept',
      'request.key-reused',
    ],
  }),
  withdrawLeave: route({
    method: 'POST',
    path: '/v1/leaves/{userId}/{from}/{leaveId}/withdraw',
    service: 'api',
    principals: editors,
    scopes: ['leaves:write'],
    tag: 'leaves',
    summary: 'Withdraw a leave: it stays on record but no longer counts. Repeating it changes nothing',
    params: z.strictObject({ userId: UserId, from: LocalDateField, leaveId: LeaveId }),
    body: withdrawBody,
    answer: { status: 200, body: Leave },
    problems: ['user.unknown', 'user.merged', 'user.erased', 'leave.unknown', 'request.key-reused'],
  }),
};
