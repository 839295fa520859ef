/** Routes that say where parts of the plan are used, and archive those that are not needed any more. @module */

import * as z from 'zod';
import { Count, InstantField, Slug } from './fields.ts';
import { editors, readers, route } from './route.ts';

const people = Count.nullable().meta({
  description: 'People to whom it applies from today on; null where there are too many people to count here',
});

const ScheduleUse = z
  .looseObject({
    id: Slug,
    rosters: z.array(Slug).meta({ description: 'Duty rosters in which it is' }),
    isDefault: z.boolean().meta({ description: 'Whether it holds for people without a roster' }),
    people,
  })
  .meta({ id: 'ScheduleUse' });

const PlanUses = z
  .looseObject({
    schedules: z.array(ScheduleUse),
    rosters: z.array(
      z.looseObject({
        id: Slug,
        isDefault: z.boolean().meta({ description: 'Whether new people get it' }),
        people,
      }),
    ),
    calendars: z.array(
      z.looseObject({
        id: Slug,
        isDefault: z.boolean().meta({ description: 'Whether it holds for everybody' }),
      }),
    ),
  })
  .meta({ id: 'PlanUses' });

const ArchiveState = z
  .looseObject({
    id: Slug,
    archivedAt: InstantField.optional().meta({ description: 'Absent when it is not archived' }),
  })
  .meta({ id: 'ArchiveState' });

const archiving = {
  method: 'POST',
  service: 'api',
  principals: editors,
  scopes: ['plan:write'],
  tag: 'plan',
  params: z.strictObject({ id: Slug }),
  body: z
    .strictObject({ archived: z.boolean().meta({ description: 'false restores it' }) })
    .meta({ id: 'NewArchiveState' }),
  answer: { status: 200, body: ArchiveState },
} as const;

/** Routes of the use and the archive of parts of the plan. An archived part counts where it is used, and is given to nobody new. */
export const planUses = {
  getPlanUses: route({
    method: 'GET',
    path: '/v1/plan-uses',
    service: 'api',
    principals: readers,
    scopes: ['plan:read', 'users:read'],
    tag: 'plan',
    summary: 'Where each clocking schedule, duty roster and holiday calendar is used from today on',
    answer: { status: 200, body: PlanUses },
  }),
  archiveSchedule: route({
    ...archiving,
    path: '/v1/clocking-schedules/{id}/archive',
    summary: 'Archive a clocking schedule, or restore it; sheets stay as they are',
    problems: ['schedule.unknown'],
  }),
  archiveRoster: route({
    ...archiving,
    path: '/v1/duty-rosters/{id}/archive',
    summary: 'Archive a duty roster, or restore it; who has it keeps it',
    problems: ['roster.unknown'],
  }),
  archiveCalendar: route({
    ...archiving,
    path: '/v1/calendars/{id}/archive',
    summary: 'Archive a holiday calendar, or restore it; where it holds it goes on to hold',
    problems: ['calendar.unknown'],
  }),
};
