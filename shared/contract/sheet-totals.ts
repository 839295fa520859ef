/** Routes and schemas of sheets at a glance: people with compact days, and sums. @module */

import * as z from 'zod';
import { DayStatus } from '#shared/attendance/model/index.ts';
import { dayFlags } from './day-flags.ts';
import { Count, LocalDateField, page, paging, SiteName, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';

const DayFlag = z.enum(dayFlags).meta({ id: 'DayFlag', description: 'Something that a day has' });
const Department = z.string().trim().min(1).max(100);
const Search = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .optional()
  .meta({ description: 'Part of the id or the name' });
const Site = SiteName.optional().meta({ description: 'That HR has entered for people' });
const seconds = (description: string) => z.number().int().optional().meta({ description });

const MatrixDay = z
  .looseObject({
    date: LocalDateField,
    status: DayStatus,
    worked: seconds('Seconds; absent where 0'),
    overtime: seconds('Seconds, approved or not; absent where 0'),
    short: seconds('Seconds; absent where 0'),
    late: seconds('Seconds; absent where 0'),
    flags: z.array(DayFlag).optional().meta({ description: 'Absent where there are none' }),
  })
  .meta({ id: 'MatrixDay' });

/** Sums of days. */
const DayTotals = z
  .looseObject({
    days: Count.meta({ description: 'Rows that were added up' }),
    expected: Count.meta({ description: 'Seconds' }),
    worked: Count.meta({ description: 'Seconds' }),
    regular: Count.meta({ description: 'Seconds' }),
    overtime: Count.meta({ description: 'Seconds, approved or not' }),
    toApprove: Count.meta({ description: 'Seconds of the overtime that are not approved' }),
    premiums: Count.meta({ description: 'Seconds' }),
    short: Count.meta({ description: 'Seconds' }),
    late: Count.meta({ description: 'Seconds' }),
    early: Count.meta({ description: 'Seconds' }),
    leave: Count.meta({ description: 'Seconds' }),
    lateDays: Count,
    earlyDays: Count,
    absentDays: Count,
    leaveDays: Count,
    missingDays: Count.meta({ description: 'Days on which a time is missing' }),
    pendingDays: Count,
  })
  .meta({ id: 'DayTotals' });

const MatrixPerson = z
  .looseObject({
    userId: UserId,
    name: z.string().optional(),
    department: z.string().optional(),
    days: z.array(MatrixDay).meta({ description: 'By date; days without a row are left out' }),
    totals: DayTotals,
  })
  .meta({ id: 'MatrixPerson' });

const SheetSum = z
  .looseObject({
    key: z.string().meta({ description: 'A user id, a department (empty for none), a date or a weekday' }),
    label: z.string().optional().meta({ description: 'The name of the user' }),
    people: Count,
    totals: DayTotals,
  })
  .meta({ id: 'SheetSum' });

const SheetSums = z
  .looseObject({ items: z.array(SheetSum), people: Count, totals: DayTotals })
  .meta({ id: 'SheetSums' });
export type SheetSums = Plain<z.output<typeof SheetSums>>;

/** Routes of sheets at a glance. */
export const sheetTotals = {
  getMatrix: route({
    method: 'GET',
    path: '/v1/sheets/matrix',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary:
      'People with their days of from ≤ date < to in a few words, and sums; with filters a page may be short',
    query: z.strictObject({
      ...paging,
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range; at most 62 days after `from`' }),
      department: Department.optional().meta({ description: 'In which people are now' }),
      site: Site,
      search: Search,
      has: DayFlag.optional().meta({ description: 'Only people who have a day with it' }),
      sort: z.enum(['userId']).default('userId').meta({ description: 'In which order people come' }),
    }),
    answer: {
      status: 200,
      body: page(MatrixPerson)
        .extend({
          matching: Count.optional().meta({
            description:
              'On the first page: how many people department, site and search fit, whatever `has` says; who was added in the last moment may be missing',
          }),
        })
        .meta({ id: 'Matrix' }),
    },
    problems: ['request.cursor', 'range.invalid', 'times.not-kept'],
  }),
  getSheetTotals: route({
    method: 'GET',
    path: '/v1/sheets/totals',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'Sums of the sheets with from ≤ date < to, by user, department, date or weekday, and over all',
    query: z.strictObject({
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range' }),
      by: z
        .enum(['user', 'department', 'date', 'weekday'])
        .default('user')
        .meta({ description: 'A `department` is the one in which people are now' }),
      userId: UserId.optional(),
      department: Department.optional().meta({ description: 'In which people are now' }),
      site: Site,
      search: Search,
    }),
    answer: { status: 200, body: SheetSums },
    problems: ['range.invalid', 'times.not-kept', 'sheets.too-many', 'user.unknown', 'user.merged'],
  }),
};
