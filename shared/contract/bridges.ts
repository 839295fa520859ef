/** Routes by which administrators enrol, list and revoke bridges, and the schema of a bridge. @module */

import * as z from 'zod';
import { BridgeId, Count, InstantField, page, paging } from './fields.ts';
import { FullDisk } from './full-disk.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';

/** What a bridge keeps on disk, because the cloud has not taken it yet. */
const BridgeOutbox = z
  .looseObject({
    waiting: Count,
    bytes: Count.optional(),
    limitBytes: Count.optional(),
    oldestAt: InstantField.optional(),
    fullSince: InstantField.optional(),
    fullDisk: FullDisk.optional().meta({
      description: 'Present while it is the disk that is full, and not the limit that is reached',
    }),
  })
  .meta({ id: 'BridgeOutbox' });

/** An on-site bridge. */
export const Bridge = z
  .looseObject({
    id: BridgeId,
    name: z.string(),
    state: z.enum(['active', 'revoked']),
    version: z.string(),
    enrolledAt: InstantField,
    presence: z
      .enum(['online', 'silent', 'never-seen'])
      .optional()
      .meta({
        description:
          'Whether it is heard of: `silent` when it has missed three reports, `never-seen` before its first one. Absent when ' +
          'it is revoked',
      }),
    lastSeenAt: InstantField.optional(),
    silentSince: InstantField.optional().meta({ description: 'Of a silent one: when it was last heard of' }),
    outboxWaiting: Count.optional().meta({ description: 'Records in its outbox that are not stored yet' }),
    outbox: BridgeOutbox.optional().meta({
      description: 'The bridge keeps on disk what the cloud has not taken yet',
    }),
    warnings: z
      .array(z.enum(['outbox-full', 'disk-full']))
      .optional()
      .meta({
        description:
          'outbox-full: nothing more is read from its terminals until the cloud has taken what waits; disk-full: ' +
          "nothing more is read until there is room on the bridge's disk; what waits is sent",
      }),
  })
  .meta({ id: 'Bridge' });
export type Bridge = Plain<z.output<typeof Bridge>>;

/** Routes of bridges, for administrators. */
export const bridges = {
  listBridges: route({
    method: 'GET',
    path: '/v1/bridges',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'bridges',
    summary: 'Bridges',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Bridge) },
    problems: ['request.cursor'],
  }),
  createEnrolmentToken: route({
    method: 'POST',
    path: '/v1/bridges/enrolment-tokens',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Create a single-use enrolment token; it is shown once',
    body: z
      .strictObject({ minutes: z.number().int().min(15).max(60).default(30) })
      .meta({ id: 'NewEnrolmentToken' }),
    answer: {
      status: 201,
      body: z.looseObject({ token: z.string(), expiresAt: InstantField }).meta({ id: 'EnrolmentToken' }),
      secret: true,
    },
    problems: ['request.key-reused', 'request.answered-once'],
  }),
  revokeBridge: route({
    method: 'DELETE',
    path: '/v1/bridges/{bridgeId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Revoke a bridge: its key stops working within a minute',
    params: z.strictObject({ bridgeId: BridgeId }),
    answer: { status: 204 },
    problems: ['bridge.not-found'],
  }),
};
