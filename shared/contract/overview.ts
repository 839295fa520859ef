/** Routes and schemas of the organisation at a glance: what is to be done, how the terminals are, and who is in. @module */

import * as z from 'zod';
import {
  Count,
  InstantField,
  LocalDateField,
  page,
  paging,
  Serial,
  SiteName,
  UserId,
  WallTimeField,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';

const BehindTerminal = z
  .looseObject({
    serial: Serial,
    name: z.string().optional(),
    reported: z.string().optional().meta({ description: 'As in the list of terminals' }),
    completeThrough: InstantField.optional().meta({
      description: 'Absent: its log was never read to the end',
    }),
    silentSince: InstantField.optional(),
  })
  .meta({ id: 'BehindTerminal' });

/** What is to be done, and how the terminals are. */
const OverviewBody = z
  .looseObject({
    asOf: InstantField.meta({
      description: 'When this was counted: some seconds ago at most where it took long',
    }),
    from: LocalDateField.meta({
      description: 'The first day among which `missing` and `toApprove` are counted',
    }),
    to: LocalDateField.meta({ description: 'The first day after them' }),
    provisionalUsers: Count.meta({
      description: 'Users who were created for a punch and wait for their details',
    }),
    unknownUsers: Count.meta({ description: 'PINs that have punched and that nobody claims or ignores' }),
    pendingTerminals: Count.optional().meta({
      description:
        'For administrators: serials that want to push and that nobody has registered; at most 100 are counted',
    }),
    failedWebhooks: Count.optional().meta({
      description:
        'For administrators: webhooks to which nothing is sent any more, because deliveries failed for days',
    }),
    quarantined: Count.meta({ description: 'Records in quarantine that nobody has dealt with' }),
    missing: Count.meta({ description: 'Days of open periods on which a time is missing' }),
    toApprove: Count.meta({
      description: 'Days of open periods with overtime or a premium that waits for approval',
    }),
    awaiting: z.looseObject({ corrections: Count, leaves: Count, dayOverrides: Count }).meta({
      id: 'AwaitingEntries',
      description: 'Numbers of entries that wait for the approval of a second person, whatever their days',
    }),
    terminals: z
      .looseObject({
        active: Count,
        online: Count,
        silent: Count.meta({ description: 'Not heard of' }),
        faulty: Count.meta({ description: 'That their bridge cannot read' }),
        warned: Count.meta({ description: 'With at least one warning, online or not' }),
      })
      .meta({ id: 'TerminalHealth' }),
    completeThrough: InstantField.optional().meta({
      description:
        'Up to this moment the logs of all terminals are known; absent while one was never read to the end',
    }),
    behind: z.array(BehindTerminal).meta({
      description: 'Active terminals that are not online, the one furthest behind first; at most 20',
    }),
  })
  .meta({ id: 'Overview' });
export type Overview = Plain<z.output<typeof OverviewBody>>;

const PresenceState = z
  .enum(['inside', 'late', 'out', 'expected', 'leave', 'absent', 'off', 'unknown'])
  .meta({
    id: 'PresenceState',
    description:
      '`late`: inside, and came late; `expected`: not yet in; `absent`: of a day that is over; `off`: nothing is planned; ' +
      '`unknown`: not yet in as far as is known, but a terminal of the person is not heard of',
  });

const presenceCounts = {
  people: Count,
  inside: Count.meta({ description: 'Without those in `late`' }),
  late: Count,
  out: Count,
  expected: Count,
  leave: Count,
  absent: Count,
  off: Count,
  unknown: Count,
};
const PresenceCountsBody = z
  .looseObject(presenceCounts)
  .meta({ id: 'PresenceCounts', description: 'Numbers of people' });
export type PresenceCounts = Plain<z.output<typeof PresenceCountsBody>>;

const PresentPersonBody = z
  .looseObject({
    userId: UserId,
    name: z.string().optional(),
    department: z.string().optional(),
    site: z.string().optional(),
    state: PresenceState,
    isInside: z.boolean().meta({ description: 'Whether the person is in, late or not: the list for a fire' }),
    since: InstantField.optional().meta({
      description: 'The last time that counts, of those inside and out',
    }),
    wallTime: WallTimeField.optional().meta({
      description: 'The same as wall time in the zone of the sheets',
    }),
    terminal: z.string().optional().meta({ description: 'Where that was, unless HR has entered it' }),
    late: Count.optional().meta({ description: 'Seconds; absent where 0' }),
    unheard: z
      .array(z.string())
      .optional()
      .meta({ description: 'Terminals that are not heard of; at most 10' }),
  })
  .meta({ id: 'PresentPerson' });
export type PresentPerson = Plain<z.output<typeof PresentPersonBody>>;

/** Routes of the organisation at a glance. */
export const overview = {
  getOverview: route({
    method: 'GET',
    path: '/v1/overview',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read', 'terminals:read', 'users:read'],
    tag: 'overview',
    summary:
      'What is to be done, how the terminals are, and up to when everything is known; counted at most every 10 s',
    answer: { status: 200, body: OverviewBody, etag: true },
  }),
  getPresence: route({
    method: 'GET',
    path: '/v1/presence',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'overview',
    summary:
      'Who is in, out, late, expected, on leave or not known on a day, with counts; seen anew every 10 s at most',
    query: z.strictObject({
      ...paging,
      date: LocalDateField.optional().meta({ description: 'Default: today in the zone of the organisation' }),
      department: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'In which people are now' }),
      site: SiteName.optional().meta({ description: 'That HR has entered for the person' }),
      state: PresenceState.optional().meta({ description: 'Narrows the people, not the counts' }),
    }),
    answer: {
      status: 200,
      etag: true,
      body: page(PresentPersonBody)
        .extend({
          date: LocalDateField,
          asOf: InstantField,
          counts: PresenceCountsBody,
          departments: z.array(
            z
              .looseObject({
                department: z.string().meta({ description: 'Empty for people without one' }),
                ...presenceCounts,
              })
              .meta({ id: 'DepartmentPresence', description: 'Numbers of people of a department' }),
          ),
        })
        .meta({ id: 'PresencePage' }),
    },
    problems: ['request.cursor', 'sheets.too-many'],
  }),
};
