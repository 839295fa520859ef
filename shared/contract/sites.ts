/** Routes and schemas of sites: names that terminals have, with their schedules and how they are. @module */

import * as z from 'zod';
import { Count, InstantField, page, paging, SiteName, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';
import { DownloadSchedule } from './settings.ts';

/** How the terminals and bridges of a site are. */
const SiteHealth = z
  .looseObject({
    online: Count.meta({ description: 'Active terminals that answer' }),
    silent: Count.meta({ description: 'Active terminals of which nothing is heard' }),
    faulty: Count.meta({ description: 'Active terminals that do not answer their bridge, or refuse it' }),
    bridges: Count.meta({
      description: 'Bridges at work there; one that has terminals at several sites counts at each',
    }),
    silentBridges: Count.meta({ description: 'Those of them of which nothing is heard, or never was' }),
    fullBridges: Count.meta({
      description:
        'Those of them that are heard of and read no terminal, because their outbox or their disk is full',
    }),
    silentSince: InstantField.optional().meta({
      description: 'Since when nothing is heard of a bridge or a terminal there: the earliest',
    }),
    outboxWaiting: Count.meta({ description: 'Records that its bridges have not sent yet, as last heard' }),
    oldestUnsentAt: InstantField.optional().meta({ description: 'Since when the oldest of them waits' }),
    completeThrough: InstantField.optional().meta({
      description:
        'The logs of all terminals for which days wait are here up to this moment; absent when one of them was never read to its end',
    }),
  })
  .meta({ id: 'SiteHealth' });
export type SiteHealth = Plain<z.output<typeof SiteHealth>>;

/** A site: a name that terminals have, or that has a schedule of its own. */
const Site = z
  .looseObject({
    name: SiteName,
    terminals: Count.meta({ description: 'Active terminals that stand there' }),
    zone: ZoneField.meta({ description: 'The zone by whose clocks its schedule goes' }),
    schedule: DownloadSchedule,
    ownSchedule: z.boolean().meta({ description: "Whether the schedule is its own or the organisation's" }),
    nextDownloadAt: InstantField.optional().meta({
      description: 'When its terminals are read next; absent when the schedule is off',
    }),
    health: SiteHealth.optional().meta({ description: 'With `health=true` only' }),
  })
  .meta({ id: 'Site' });
export type Site = Plain<z.output<typeof Site>>;

/** Routes of sites. */
export const sites = {
  listSites: route({
    method: 'GET',
    path: '/v1/sites',
    service: 'api',
    principals: readers,
    scopes: ['settings:read', 'terminals:read'],
    tag: 'settings',
    summary: 'Sites by name, with their terminals, schedules and next downloads',
    query: z.strictObject({
      ...paging,
      health: z.literal('true').optional().meta({
        description:
          'Also how the terminals and bridges of each site are; then sites of bridges that have no terminal yet are listed too',
      }),
    }),
    answer: { status: 200, body: page(Site) },
    problems: ['request.cursor'],
  }),
};
