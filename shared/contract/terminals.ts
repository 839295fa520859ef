/** Routes and schemas of terminals, however they are read. @module */

import * as z from 'zod';
import { ReportedFault } from './downloads.ts';
import { BridgeId, Count, InstantField, page, paging, Serial, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';

/**
 * What somebody should look into. `clock-drift`: its clock is wrong by more than a minute; `outbox-full`: its bridge has
 * no room for more punches and does not read it.
 */
export const TerminalWarning = z.enum(['clock-drift', 'outbox-full']).meta({ id: 'TerminalWarning' });

/** A terminal as the cloud knows it. */
export const Terminal = z
  .looseObject({
    serial: Serial,
    name: z.string().max(100).optional(),
    model: z.string().optional(),
    firmware: z.string().optional(),
    zone: ZoneField.optional().meta({
      description: "Zone of the terminal's clock; default: the organisation's",
    }),
    state: z.enum(['active', 'retired']),
    registeredAt: InstantField.optional(),
    bridgeId: BridgeId.optional(),
    pushes: z.boolean().optional().meta({ description: 'It pushes to the cloud without a bridge' }),
    reported: z.enum(['online', 'unreachable', 'refusing', 'unsupported']).optional(),
    fault: ReportedFault.optional(),
    records: Count.optional(),
    recordCapacity: Count.optional(),
    clockDriftSeconds: z.number().int().optional(),
    warnings: z
      .array(TerminalWarning)
      .optional()
      .meta({ description: 'What somebody should look into; absent when there is nothing' }),
    lastSeenAt: InstantField.optional(),
    completeThrough: InstantField.optional().meta({
      description: 'Its log has been read and stored up to this moment',
    }),
    version: Count,
  })
  .meta({ id: 'Terminal' });
export type Terminal = Plain<z.output<typeof Terminal>>;

const terminalParams = z.strictObject({ serial: Serial });

/** Routes of terminals. A terminal appears automatically when its bridge reports it. */
export const terminals = {
  listTerminals: route({
    method: 'GET',
    path: '/v1/terminals',
    service: 'api',
    principals: readers,
    tag: 'terminals',
    summary: 'Terminals in order of their serial numbers',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Terminal) },
    problems: ['request.cursor'],
  }),
  getTerminal: route({
    method: 'GET',
    path: '/v1/terminals/{serial}',
    service: 'api',
    principals: readers,
    tag: 'terminals',
    summary: 'One terminal',
    params: terminalParams,
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown'],
  }),
  updateTerminal: route({
    method: 'PATCH',
    path: '/v1/terminals/{serial}',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary: 'Name a terminal, set its zone, move it to another bridge, or retire it',
    params: terminalParams,
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(100).nullable().optional(),
        zone: ZoneField.nullable().optional(),
        bridgeId: BridgeId.optional(),
        state: z.enum(['active', 'retired']).optional(),
      })
      .meta({ id: 'TerminalPatch' }),
    ifMatch: 'Terminal {serial}',
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown', 'bridge.not-found', 'request.stale', 'request.no-if-match'],
  }),
};
