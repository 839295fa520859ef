/** Routes and schemas of the types of leave: a list for those who choose and for payroll, and how much was taken of each. @module */

import * as z from 'zod';
import { Count, LocalDateField, page, paging, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';

const Type = z.string().trim().min(1).max(100);

/** A type of leave as the organisation lists it. */
export const LeaveType = z
  .strictObject({
    type: Type.meta({ description: 'As leaves have it', example: 'annual' }),
    name: z.string().trim().min(1).max(100).optional().meta({ description: 'What people read' }),
    payCode: z.string().trim().min(1).max(40).optional().meta({ description: 'What payroll calls it' }),
    unit: z.enum(['days', 'hours']).meta({ description: 'In what it is counted' }),
    archived: z.boolean().optional().meta({ description: 'It is not offered any more' }),
  })
  .meta({ id: 'ListedLeaveType' });
export type LeaveType = Plain<z.output<typeof LeaveType>>;

/** Settings about leave. */
export const LeaveSettings = z
  .strictObject({
    types: z
      .array(LeaveType)
      .max(200)
      .refine(
        (types) => new Set(types.map(({ type }) => type)).size === types.length,
        'must have different types',
      )
      .meta({ description: 'What is offered; a leave of another type is accepted all the same' }),
  })
  .meta({ id: 'LeaveSettings' });
export type LeaveSettings = Plain<z.output<typeof LeaveSettings>>;

/** How much leave of a type somebody has taken. */
const TakenLeave = z
  .looseObject({
    type: z.string(),
    payCode: z.string().optional(),
    unit: z.enum(['days', 'hours']).optional().meta({ description: 'Absent for a type that is not listed' }),
    seconds: Count.meta({ description: 'Seconds that it took of what was expected' }),
    wholeDays: Count.meta({ description: 'Days of the status `leave`' }),
    partDays: Count.meta({ description: 'Other days that it took a part of' }),
  })
  .meta({ id: 'TakenLeave' });

const LeaveOfPerson = z
  .looseObject({
    userId: UserId,
    name: z.string().optional(),
    department: z.string().optional(),
    taken: z.array(TakenLeave).meta({ description: 'By type; empty where there was no leave' }),
  })
  .meta({ id: 'LeaveOfPerson' });
export type LeaveOfPerson = Plain<z.output<typeof LeaveOfPerson>>;

const common = {
  method: 'GET',
  service: 'api',
  principals: readers,
  scopes: ['leaves:read'],
  tag: 'leaves',
} as const;

/** Routes of the types of leave. They are changed with the settings. */
export const leaveTypes = {
  listLeaveTypes: route({
    ...common,
    path: '/v1/leave-types',
    summary: 'The types of leave of the organisation, in the order of its settings',
    answer: {
      status: 200,
      body: z.looseObject({ items: z.array(LeaveType) }).meta({ id: 'LeaveTypes' }),
    },
  }),
  countLeaves: route({
    ...common,
    path: '/v1/leaves/taken',
    summary: 'How much leave of each type people took on the days of their sheets with from ≤ date < to',
    query: z.strictObject({
      ...paging,
      from: LocalDateField,
      to: LocalDateField.meta({
        description: 'The first day after the range; at most 366 days after `from`',
      }),
      userId: UserId.optional().meta({ description: 'Whose; everybody by user id when it is left out' }),
      department: Type.optional().meta({ description: 'In which people are now' }),
    }),
    answer: { status: 200, body: page(LeaveOfPerson) },
    problems: ['request.cursor', 'range.invalid', 'times.not-kept', 'user.unknown'],
  }),
};
