/** Routes and schemas of updates of bridges: where releases are, and how soon each site takes them. @module */

import * as z from 'zod';
import { Count, InstantField, SiteName } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, route } from './route.ts';

function isReleaseAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}

/** Where signed releases are, for a bridge that is told so by the cloud: never a folder, never in the clear. */
export const ReleaseAddress = z
  .string()
  .trim()
  .max(500)
  .refine(isReleaseAddress, 'must begin with https://, and have no user name, query or fragment');

/** The ring of a bridge: how long after the moment of a release it is taken, in hours. */
export const AfterHours = z.number().min(0).max(8760);

const Ring = AfterHours.nullable();

/** The ring of one site. */
const SiteRing = z
  .strictObject({ site: SiteName, afterHours: Ring.meta({ description: 'Hours; null = none is taken' }) })
  .meta({ id: 'SiteUpdateRing' });

/** How bridges are updated whose configuration files say nothing of it. */
export const BridgeUpdates = z
  .strictObject({
    from: ReleaseAddress.nullable().meta({
      description:
        'Address (https) of the newest release; null = the cloud has no bridge take one. A bridge takes only what is signed ' +
        'with the key that it was built with, and nothing older than itself',
      example: 'https://releases.rollcall.example/bridge/',
    }),
    afterHours: Ring.meta({
      description:
        'The ring of bridges at sites that have none of their own: so many hours after the moment of a release they take it; ' +
        'null = they take none',
    }),
    sites: z
      .array(SiteRing)
      .max(500)
      .refine(
        (sites) => new Set(sites.map(({ site }) => site)).size === sites.length,
        'must name each site once',
      )
      .default([])
      .meta({ description: 'Sites with a ring of their own; it counts for the bridges that stand there' }),
  })
  .meta({ id: 'BridgeUpdates' });
export type BridgeUpdates = Plain<z.output<typeof BridgeUpdates>>;

/** How bridges are updated, with the version of the last edit. */
export const BridgeUpdatesState = z
  .looseObject({
    ...BridgeUpdates.shape,
    version: Count,
    savedAt: InstantField.optional(),
  })
  .meta({ id: 'BridgeUpdatesState' });

/** What `PUT` takes: what `GET` gave can be sent back as it is. */
const BridgeUpdatesInput = BridgeUpdates.extend({
  version: Count.optional().meta({ description: 'As read; not looked at: If-Match says what was read' }),
  savedAt: InstantField.optional().meta({ description: 'As read; not looked at' }),
}).meta({ id: 'BridgeUpdatesInput' });

/** What a bridge is told of updates with its heartbeat; nothing when it is to take none. */
export const OrderedUpdates = z
  .looseObject({ from: z.string(), afterHours: z.number() })
  .meta({ id: 'OrderedUpdates' });

/** What became of a release that a bridge tried by itself. */
const lastUpdate = {
  version: z.string().max(40).optional().meta({ description: 'Absent where it was not found out' }),
  at: InstantField,
  result: z.enum(['updated', 'taken-back', 'failed']).meta({
    description:
      '`taken-back`: the version of before is at work again, and this one is not tried a second time; `failed`: nothing was ' +
      'changed',
  }),
  reason: z.string().max(500).optional(),
};

const obeys = z.enum(['cloud', 'file', 'off', 'unable']).meta({
  description:
    'What it goes by: `cloud`; its own configuration `file`; `off`: that file rules updates out; `unable`: it takes none by ' +
    'itself, `because` says why',
});

const because = z.enum(['program', 'no-updater']).meta({
  description:
    'Why it is `unable`: `program`: it is no program of a release, or was installed as a package; `no-updater`: nothing on its ' +
    'machine looks for releases, which `rollcall-bridge service install` there sets up',
});

/** What a bridge reports of its updates. */
export const UpdateReport = z
  .strictObject({
    obeys,
    because: because.optional(),
    last: z.strictObject(lastUpdate).meta({ id: 'LastUpdateReport' }).optional(),
  })
  .meta({ id: 'UpdateReport' });
export type UpdateReport = Plain<z.output<typeof UpdateReport>>;

/** A bridge's updates, as they are shown with it. */
export const UpdatesOfBridge = z
  .looseObject({
    obeys: obeys.optional().meta({ description: 'Absent when it has not said: an earlier version' }),
    because: because.optional().meta({ description: 'Absent of bridges of earlier versions' }),
    ring: z
      .looseObject({ afterHours: AfterHours, of: z.enum(['site', 'everybody']) })
      .meta({ id: 'UpdateRing' })
      .optional()
      .meta({ description: 'What the cloud has it do; absent when that is to take none' }),
    last: z
      .looseObject(lastUpdate)
      .meta({ id: 'LastUpdate' })
      .optional()
      .meta({ description: 'The last release that it tried by itself' }),
  })
  .meta({ id: 'UpdatesOfBridge' });
export type UpdatesOfBridge = Plain<z.output<typeof UpdatesOfBridge>>;

/** Routes of the updates of bridges, for administrators. */
export const bridgeUpdates = {
  getBridgeUpdates: route({
    method: 'GET',
    path: '/v1/bridges/updates',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'From where and how soon bridges take releases, as the cloud has them do',
    answer: { status: 200, body: BridgeUpdatesState, etag: true },
  }),
  putBridgeUpdates: route({
    method: 'PUT',
    path: '/v1/bridges/updates',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Set from where and how soon bridges take releases; they are told with their next heartbeats',
    body: BridgeUpdatesInput,
    ifMatch: 'The updates of bridges',
    answer: { status: 200, body: BridgeUpdatesState, etag: true },
    problems: ['request.stale', 'request.no-if-match'],
  }),
};
