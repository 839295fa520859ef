/** Routes and schemas of what somebody looks at before a period is locked, and of what has changed after it. @module */

import * as z from 'zod';
import { DayStatus, ToldAdjustment } from '#shared/attendance/model/index.ts';
import { entryKinds } from './entry-status.ts';
import { Count, LocalDateField, LockId, page, paging, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';

/** Why a day is open. */
export const openReasons = ['pending', 'incomplete', 'to-approve', 'unapproved'] as const;

const whose = {
  userId: UserId,
  name: z.string().optional(),
  department: z.string().optional().meta({ description: 'That of the row, by which locks go' }),
  date: LocalDateField,
};

/** A day that is not settled. */
export const OpenDay = z
  .looseObject({
    ...whose,
    status: DayStatus,
    open: z.array(z.enum(openReasons)).meta({
      description:
        '`pending`, `incomplete` and `unapproved` (an entry waits for a second person) keep a lock without force from being ' +
        'made; `to-approve` (overtime) does not',
    }),
    toApprove: Count.meta({ description: 'Seconds of overtime and premiums that are not approved' }),
    pendingFor: z
      .array(z.string())
      .optional()
      .meta({ description: 'Serial numbers of the terminals that it waits for' }),
    unapproved: z
      .array(
        z
          .looseObject({
            kind: z.enum(entryKinds),
            first: LocalDateField.meta({ description: 'Its date, or the first day of a leave' }),
            id: z.string(),
          })
          .meta({ id: 'UnapprovedEntry' }),
      )
      .optional()
      .meta({ description: 'Entries about the day that wait for the approval of a second person' }),
  })
  .meta({ id: 'OpenDay' });
export type OpenDay = Plain<z.output<typeof OpenDay>>;

/** A day of a locked period that would be another one now. */
export const AdjustedDay = z
  .looseObject({
    ...whose,
    employeeNumber: z.string().optional(),
    lockId: LockId,
    adjustment: ToldAdjustment.meta({
      description: 'What is due on top of what was paid, in seconds, negative where less is due',
    }),
  })
  .meta({ id: 'AdjustedDay' });
export type AdjustedDay = Plain<z.output<typeof AdjustedDay>>;

const query = z.strictObject({
  ...paging,
  from: LocalDateField,
  to: LocalDateField.meta({
    description:
      'The first day after the range; `limit` counts rows that are looked at, so pages may be short',
  }),
  department: z.string().trim().min(1).max(100).optional().meta({ description: 'Only rows of it' }),
});

const counts = z
  .looseObject({ looked: Count, pending: Count, incomplete: Count, toApprove: Count, unapproved: Count })
  .meta({ id: 'OpenDayCounts', description: 'Rows of this page that were looked at, and days of each kind' });

const common = { method: 'GET', service: 'api', principals: readers, scopes: ['sheets:read'] } as const;
const problems = ['request.cursor', 'range.invalid'] as const;

/** Routes around period locks that only read. */
export const lockChecks = {
  listOpenDays: route({
    ...common,
    path: '/v1/sheets/open-days',
    tag: 'sheets',
    summary:
      'What is open before a period is locked: pending, incomplete, overtime to approve, entries that wait; by date and user',
    query,
    answer: {
      status: 200,
      body: page(OpenDay).extend({ counts }).meta({ id: 'OpenDays' }),
    },
    problems,
  }),
  listAdjustments: route({
    ...common,
    path: '/v1/sheets/adjustments',
    tag: 'sheets',
    summary: 'What has changed in locked periods since they were paid, to be paid with a later one',
    query,
    answer: { status: 200, body: page(AdjustedDay) },
    problems,
  }),
};
