/** Routes by which administrators enrol, list and revoke bridges, and the schema of a bridge. @module */

import * as z from 'zod';
import { UpdatesOfBridge } from './bridge-updates.ts';
import { BridgeId, Count, EnrolmentTokenId, InstantField, page, paging, Serial, SiteName } from './fields.ts';
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

/** Most bridges that can enrol with one token. */
export const mostBridgesPerToken = 500;
/** How long a token for one bridge can be used, and one for several, in minutes. */
const mostMinutes = { forOne: 60, forSeveral: 30 * 24 * 60 } as const;

/** The name of a bridge, as people know it. */
const BridgeName = z.string().trim().min(1).max(100);

/** Most terminals that a bridge reports as found and not configured. */
export const mostFoundTerminals = 50;

/** A terminal in the network of a bridge that the bridge does not read. */
export const FoundTerminal = z
  .looseObject({
    serial: Serial.optional().meta({
      description: 'Absent when it did not say: it wants a communication key, or answers to nobody',
    }),
    address: z
      .string()
      .max(200)
      .meta({ description: 'Where it was found, as host:port; of one that wants to push, whence it called' }),
    model: z.string().max(100).optional(),
    pushes: z.boolean().optional().meta({ description: 'It wants to push to the bridge' }),
    lastSeenAt: InstantField.meta({ description: 'When it was last seen there' }),
  })
  .meta({ id: 'FoundTerminal' });
export type FoundTerminal = Plain<z.output<typeof FoundTerminal>>;

/** An on-site bridge. */
export const Bridge = z
  .looseObject({
    id: BridgeId,
    name: z.string(),
    state: z.enum(['active', 'revoked']),
    version: z.string(),
    host: z.string().optional().meta({ description: 'Name of the machine on which it runs' }),
    platform: z
      .string()
      .optional()
      .meta({ description: 'Operating system and processor of that machine, such as linux-x64' }),
    enrolmentTokenId: EnrolmentTokenId.optional().meta({
      description: 'The token with which it enrolled; absent for bridges of earlier versions',
    }),
    site: SiteName.optional().meta({
      description:
        'Where it stands: as its token said, or an administrator since. A terminal that it reports first stands there until ' +
        'somebody says otherwise',
    }),
    enrolledAt: InstantField,
    keySince: InstantField.optional().meta({
      description:
        'Since when it signs with its present key; absent when that is the key with which it enrolled',
    }),
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
    updates: UpdatesOfBridge.optional().meta({
      description: 'How it takes releases; absent when it is revoked',
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

/** A bridge by itself, with what it has found in its network. */
const BridgeDetails = Bridge.extend({
  found: z
    .array(FoundTerminal)
    .optional()
    .meta({
      description:
        `Terminals that it has found and that its configuration does not have, at most ${mostFoundTerminals}; absent when ` +
        'it has never said',
    }),
}).meta({ id: 'BridgeDetails' });

/** An enrolment token without its secret: what has become of it. */
const EnrolmentState = z
  .looseObject({
    id: EnrolmentTokenId,
    name: z
      .string()
      .optional()
      .meta({ description: 'The name that the bridge gets; of a token for several bridges, its own' }),
    site: SiteName.optional().meta({ description: 'Where the bridges stand that come with it' }),
    state: z.enum(['pending', 'used', 'expired', 'revoked']).meta({
      description:
        '`pending`: a bridge can come with it; `used`: as many have come as may; `expired`: its time is over; `revoked`: an ' +
        'administrator has ended it',
    }),
    mostBridges: Count.meta({ description: 'How many bridges can come with it' }),
    bridges: Count.meta({ description: 'How many bridges have come with it' }),
    createdAt: InstantField,
    expiresAt: InstantField,
    usedAt: InstantField.optional().meta({ description: 'When the last bridge came with it' }),
    bridgeId: BridgeId.optional().meta({ description: 'The last bridge that came with it' }),
    revokedAt: InstantField.optional(),
  })
  .meta({ id: 'EnrolmentTokenState' });

const bridgeParams = z.strictObject({ bridgeId: BridgeId });

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
    summary: 'Create an enrolment token, for one bridge or for several; it is shown once',
    body: z
      .strictObject({
        minutes: z
          .number()
          .int()
          .min(15)
          .max(mostMinutes.forSeveral)
          .default(30)
          .meta({
            description: `How long it can be used: one for one bridge at most ${mostMinutes.forOne} minutes`,
          }),
        name: BridgeName.optional().meta({
          description:
            'Name of the bridge that comes with it; default: what the bridge calls itself. Of a token for several bridges its ' +
            'own name, and each bridge keeps what it calls itself',
        }),
        site: SiteName.optional().meta({
          description: 'Where the terminals stand that its bridges report first',
        }),
        mostBridges: Count.min(1).max(mostBridgesPerToken).default(1).meta({
          description: 'How many bridges can enrol with it',
        }),
      })
      .refine(
        ({ minutes, mostBridges }) => minutes <= mostMinutes.forOne || mostBridges > 1,
        `must be at most ${mostMinutes.forOne} minutes for a token that works once`,
      )
      .meta({ id: 'NewEnrolmentToken' }),
    answer: {
      status: 201,
      body: EnrolmentState.extend({
        token: z.string().meta({ description: 'The secret' }),
        cloud: z.string().meta({
          description:
            'Where the bridge finds the cloud (`rollcall-bridge setup --cloud`): not always the address of the console',
        }),
      }).meta({ id: 'EnrolmentToken' }),
      secret: true,
    },
    problems: ['request.key-reused', 'request.answered-once'],
  }),
  listEnrolmentTokens: route({
    method: 'GET',
    path: '/v1/bridges/enrolment-tokens',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Enrolment tokens, the latest first, until a week after they expire; without their secrets',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(EnrolmentState) },
    problems: ['request.cursor'],
  }),
  revokeEnrolmentToken: route({
    method: 'DELETE',
    path: '/v1/bridges/enrolment-tokens/{tokenId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'End an enrolment token at once; bridges that have come with it stay',
    params: z.strictObject({ tokenId: EnrolmentTokenId }),
    answer: { status: 204 },
    problems: ['enrolment-token.unknown'],
  }),
  getEnrolmentToken: route({
    method: 'GET',
    path: '/v1/bridges/enrolment-tokens/{tokenId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary:
      'Which bridge has come last with an enrolment token, and how many have; it is kept for a week after it expires',
    params: z.strictObject({ tokenId: EnrolmentTokenId }),
    answer: { status: 200, body: EnrolmentState },
    problems: ['enrolment-token.unknown'],
  }),
  getBridge: route({
    method: 'GET',
    path: '/v1/bridges/{bridgeId}',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'bridges',
    summary: 'One bridge, with the terminals in its network that it does not read',
    params: bridgeParams,
    answer: { status: 200, body: BridgeDetails, etag: true },
    problems: ['bridge.not-found'],
  }),
  updateBridge: route({
    method: 'PATCH',
    path: '/v1/bridges/{bridgeId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Rename a bridge, or say at which site it stands; what is not named stays',
    params: bridgeParams,
    body: z
      .strictObject({
        name: BridgeName.optional(),
        site: SiteName.nullable().optional().meta({
          description:
            'Where it stands, which decides its ring of updates; null = at none. Terminals stay where they are',
        }),
      })
      .meta({ id: 'BridgePatch' }),
    ifMatch: 'Bridge {bridgeId}',
    answer: { status: 200, body: BridgeDetails, etag: true },
    problems: ['bridge.not-found', 'request.stale', 'request.no-if-match'],
  }),
  renewBridgeKey: route({
    method: 'POST',
    path: '/v1/bridges/{bridgeId}/renew-key',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Have a bridge renew its key with its next heartbeat; by itself it does after 90 days',
    params: bridgeParams,
    answer: { status: 204 },
    problems: ['bridge.not-found'],
  }),
  revokeBridge: route({
    method: 'DELETE',
    path: '/v1/bridges/{bridgeId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'Revoke a bridge: its key stops working within a minute',
    params: bridgeParams,
    answer: { status: 204 },
    problems: ['bridge.not-found'],
  }),
};
