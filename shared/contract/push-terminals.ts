/** Routes and schemas of terminals that push to the cloud without a bridge. @module */

import * as z from 'zod';
import { PushCommand } from '#shared/iclock/commands.ts';
import { isNetwork, isOpen } from '#shared/iclock/network.ts';
import { isTransFlag } from '#shared/iclock/options.ts';
import { Count, InstantField, LocalDateField, page, paging, Serial, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';
import { Terminal } from './terminals.ts';

/** How a terminal pushes to the cloud, and which networks it may push from. */
const PushSettings = z
  .strictObject({
    commKey: z
      .string()
      .regex(/^[!-~]{8,64}$/, 'must be 8 to 64 visible ASCII characters')
      .optional()
      .meta({ description: 'The terminal must send this key. Only its hash is kept' }),
    networks: z
      .array(z.string().refine(isNetwork, 'must be a network such as 203.0.113.0/24'))
      .min(1)
      .max(20)
      .optional()
      .meta({
        description:
          'Networks that the terminal may send from; one that holds much of the Internet guards nothing',
      }),
    open: z.boolean().optional().meta({
      description:
        'Whoever knows the serial number may send. Needed where neither a key nor networks guard it',
    }),
    transFlag: z
      .string()
      .refine(isTransFlag, 'must begin with TransData, or be 8 to 16 digits 0 and 1')
      .optional()
      .meta({ description: 'For firmware that sends nothing with the usual form' }),
    oneHourInMinutes: z
      .boolean()
      .optional()
      .meta({ description: 'For firmware that reads a zone offset of exactly one hour as minutes' }),
  })
  .refine((push) => push.open === true || !isOpen(push), {
    error:
      'needs a commKey or networks that guard the terminal; without, anybody who knows its serial number can send ' +
      'punches in its name, which "open": true allows',
  })
  .meta({ id: 'PushSettings' });

/** What an administrator sets for a terminal that pushes to the cloud. */
export const PushRegistration = z
  .strictObject({
    serial: Serial,
    name: z.string().trim().min(1).max(100).optional(),
    zone: ZoneField.optional().meta({
      description: "Zone of the terminal's clock; default: the organisation's",
    }),
    push: PushSettings,
  })
  .refine(({ serial, push }) => push.commKey !== String(serial), {
    path: ['push', 'commKey'],
    error: 'must not be the serial number, which is printed on the terminal',
  })
  .meta({ id: 'PushRegistration' });
export type PushRegistration = Plain<z.output<typeof PushRegistration>>;

/** What a terminal can be told to do: what push terminals understand, and, of one that a bridge reads, to have its clock set. */
const TerminalCommand = z
  .union([
    PushCommand,
    z.strictObject({ kind: z.literal('set-clock') }).meta({
      description:
        'A terminal that a bridge reads: its bridge sets the clock by true time, unless the clock is off by whole quarter hours: ' +
        'then its zone is wrong',
    }),
  ])
  .meta({ id: 'TerminalCommand' });
export type TerminalCommand = z.output<typeof TerminalCommand>;

/** A command on its way to a terminal. */
export const PushCommandState = z
  .looseObject({
    id: z.string(),
    command: TerminalCommand,
    state: z.enum(['queued', 'sent', 'acknowledged', 'given-up']).meta({
      description: '`sent` is offered again until the terminal answers; delivery is not execution',
    }),
    queuedAt: InstantField,
    deliveries: Count,
    result: z.string().optional().meta({ description: 'What the terminal answered' }),
  })
  .meta({ id: 'PushCommandState' });
export type PushCommandState = Plain<z.output<typeof PushCommandState>>;

/** The nightly check of a terminal: `from` and `through` are its days, both included. */
const PushCheck = z
  .looseObject({
    from: LocalDateField,
    through: LocalDateField,
    state: z.enum(['counting', 'querying', 'whole', 'short', 'unsupported']),
    missing: Count.meta({ description: 'Records that the terminal counts and that never came' }),
  })
  .meta({ id: 'PushCheck' });

/** Something that an administrator should know about a terminal that pushes. */
const PushAlert = z
  .looseObject({ kind: z.string(), at: InstantField, message: z.string() })
  .meta({ id: 'PushAlert' });

/** Wrong communication keys that came for a terminal, and the addresses that sent some since the last right one. */
const WrongKeys = z
  .looseObject({
    count: Count,
    addresses: z.array(
      z
        .looseObject({
          address: z.string(),
          count: Count,
          lastAt: InstantField,
          refusedUntil: InstantField.optional().meta({
            description: 'Until when its keys are refused unread',
          }),
        })
        .meta({ id: 'WrongKeysOfAddress' }),
    ),
  })
  .meta({ id: 'WrongKeys' });

/** How a terminal that pushes to the cloud is. */
export const PushView = z
  .looseObject({
    commKey: z.boolean().meta({ description: 'Whether the terminal must send a key' }),
    networks: z.array(z.string()).optional(),
    open: z.boolean().meta({ description: 'Whether whoever knows the serial number may send' }),
    transFlag: z.string().optional().meta({ description: 'As it was registered' }),
    oneHourInMinutes: z.boolean().optional().meta({ description: 'As it was registered' }),
    wrongKeys: WrongKeys.optional().meta({
      description: 'Absent when none came for a week, or when others have registered the serial number too',
    }),
    address: z.string().optional().meta({ description: 'Where its last request came from' }),
    lastContactAt: InstantField.optional().meta({ description: 'To the minute' }),
    dialect: z.enum(['att', 'acc']).optional(),
    check: PushCheck.optional().meta({
      description: 'The last nightly check: does the terminal have records that are not stored?',
    }),
    alerts: z.array(PushAlert),
    commands: z.array(PushCommandState),
  })
  .meta({ id: 'PushTerminal' });
export type PushView = Plain<z.output<typeof PushView>>;

/** A terminal that wants to push and that nobody has registered. */
const PendingTerminal = z
  .looseObject({
    serial: Serial,
    address: z.string().optional().meta({
      description: "Where it called from; absent unless the organisation's own terminals call from there",
    }),
    lastSeenAt: InstantField,
  })
  .meta({ id: 'PendingTerminal' });

const terminalParams = z.strictObject({ serial: Serial });

/** Routes of terminals that push to the cloud without a bridge. */
export const pushTerminals = {
  registerTerminal: route({
    method: 'POST',
    path: '/v1/terminals',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary: 'Register a terminal that pushes to the cloud, or replace its push settings',
    body: PushRegistration,
    answer: { status: 201, body: Terminal },
    problems: ['terminal.taken'],
  }),
  listPendingTerminals: route({
    method: 'GET',
    path: '/v1/terminals/pending',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary:
      'Serial numbers that want to push and that nobody has registered; nothing that they send is stored',
    query: z.strictObject({
      ...paging,
      serial: Serial.optional().meta({
        description:
          'Whether this one has knocked. Where several organisations share a deployment, one that nobody has is listed ' +
          "only beside the organisation's own terminals; elsewhere its number must be known",
      }),
    }),
    answer: {
      status: 200,
      body: page(PendingTerminal),
    },
    problems: ['request.cursor'],
  }),
  getPushTerminal: route({
    method: 'GET',
    path: '/v1/terminals/{serial}/push',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'terminals',
    summary: 'How a terminal that pushes to the cloud is: contact, nightly check, alerts, commands',
    params: terminalParams,
    answer: { status: 200, body: PushView },
    problems: ['terminal.unknown', 'terminal.no-push'],
  }),
  orderTerminalCommand: route({
    method: 'POST',
    path: '/v1/terminals/{serial}/commands',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary:
      'Send a command to a terminal: one that pushes fetches it with its next poll, of another its bridge sets the clock',
    params: terminalParams,
    body: TerminalCommand,
    answer: { status: 202, body: PushCommandState },
    problems: ['terminal.unknown', 'terminal.no-push', 'terminal.no-bridge'],
  }),
};
