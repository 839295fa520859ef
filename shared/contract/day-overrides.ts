/** Routes and schemas of day overrides. @module */

import * as z from 'zod';
import {
  areSeveralSchedules,
  DayType,
  FurtherScheduleIds,
  severalSchedulesError,
} from '#shared/attendance/model/index.ts';
import { entered, entriesQuery, Why, withdrawBody } from './entries.ts';
import { LocalDateField, OverrideId, page, Slug, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

const override = {
  userId: UserId,
  date: LocalDateField,
  scheduleId: Slug.nullable()
    .optional()
    .meta({ description: 'Schedule of the date; null for none; left out: as the roster has it' }),
  furtherScheduleIds: FurtherScheduleIds.optional().meta({
    description:
      'Schedules worked on the date as well: beside scheduleId, or, without it, beside what the roster has',
  }),
  dayType: DayType.optional().meta({ description: 'Day type of the date; beats a holiday' }),
};

/** One date of one user that is planned differently from the roster. */
export const DayOverride = z
  .looseObject({ ...override, ...entered, id: OverrideId })
  .meta({ id: 'DayOverride' });
export type DayOverride = Plain<z.output<typeof DayOverride>>;

/** A day override that HR enters. */
export const NewDayOverride = z
  .strictObject({ ...override, reason: Why.or(z.literal('')).default('') })
  .refine(
    ({ scheduleId, furtherScheduleIds, dayType }) =>
      scheduleId !== undefined || furtherScheduleIds !== undefined || dayType !== undefined,
    { error: 'name a schedule, a day type or both' },
  )
  .refine(areSeveralSchedules, severalSchedulesError)
  .meta({ id: 'NewDayOverride' });

/** Routes of day overrides. Of several for one date the one entered last holds. */
export const dayOverrides = {
  listDayOverrides: route({
    method: 'GET',
    path: '/v1/day-overrides',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary:
      'Dates of one user or of everybody that are planned differently from the roster, also withdrawn ones',
    query: entriesQuery,
    answer: { status: 200, body: page(DayOverride) },
    problems: ['request.cursor', 'range.invalid', 'user.unknown', 'user.merged'],
  }),
  getDayOverride: route({
    method: 'GET',
    path: '/v1/day-overrides/{userId}/{date}/{overrideId}',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'One day override, withdrawn or not',
    params: z.strictObject({ userId: UserId, date: LocalDateField, overrideId: OverrideId }),
    answer: { status: 200, body: DayOverride },
    problems: ['user.unknown', 'user.merged', 'override.unknown'],
  }),
  createDayOverride: route({
    method: 'POST',
    path: '/v1/day-overrides',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'plan',
    summary: 'Plan a date of a user differently: another schedule, another day type, or both',
    body: NewDayOverride,
    answer: { status: 201, body: DayOverride },
    problems: [
      'user.unknown',
      'user.merged',
      'user.erased',
      'schedule.unknown',
      'plan.archived',
      'plan.overlap',
      'times.not-kept',
      'request.key-reused',
    ],
  }),
  withdrawDayOverride: route({
    method: 'POST',
    path: '/v1/day-overrides/{userId}/{date}/{overrideId}/withdraw',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'plan',
    summary: 'Withdraw an override: it stays on record but no longer counts. Repeating it changes nothing',
    params: z.strictObject({ userId: UserId, date: LocalDateField, overrideId: OverrideId }),
    body: withdrawBody,
    answer: { status: 200, body: DayOverride },
    problems: ['user.unknown', 'user.merged', 'user.erased', 'override.unknown', 'request.key-reused'],
  }),
};
