/**
 * How a bridge gets the list of its terminals that is kept in the cloud, and what it says of it. Communication keys in it are
 * sealed to a key that never leaves the bridge (docs/decisions/0047-terminals-configured-from-the-cloud.md).
 * @module
 */

import * as z from 'zod';
import { FaultReport } from './download-fields.ts';
import { BridgeId, Count, Serial, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';
import { route } from './route.ts';
import { mostTerminalsOfBridge, terminalHost, terminalSettings } from './terminal-settings.ts';

/** How communication keys are sealed: JWE in its compact form (RFC 7516), agreed by X25519 (RFC 8037). */
export const sealing = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

/** The public half of the key to which communication keys are sealed for a bridge, as a JWK (RFC 8037). */
export const SealingKey = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('X25519'),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
  })
  .meta({ id: 'SealingKeyJwk', description: 'An X25519 public key (RFC 8037)' });
export type SealingKey = Plain<z.output<typeof SealingKey>>;

/**
 * What a sealed key holds. It names the bridge and the address, so that whoever could change the list where it is stored
 * could not have a key sent to another machine.
 */
export const SealedContent = z.strictObject({
  bridgeId: BridgeId,
  /** `host:port` of the terminal, as it stands in the list. */
  address: z.string(),
  /** Six digits, so that the length of what is sealed says nothing. */
  commKey: z.string().regex(/^\d{6}$/),
});
export type SealedContent = z.output<typeof SealedContent>;

const { port, name, serial, ...others } = terminalSettings;

/** A terminal of the list without its key, as people set it and as its bridge gets it. */
export const listedSettings = {
  host: terminalHost('has a port: write the host alone, and the port as "port"').meta({
    description: "Name or address in the bridge's network",
    example: '192.168.1.201',
  }),
  port,
  name,
  serial,
  zone: ZoneField.optional().meta({
    description: "Zone of the terminal's clock; default: the organisation's",
  }),
  ...others,
};

/** A terminal of the list as its bridge gets it. */
export const TerminalToRead = z
  .looseObject({
    ...listedSettings,
    sealedCommKey: z.string().max(2000).optional().meta({
      description: 'JWE for the sealing key that the bridge has reported (ECDH-ES, A256GCM)',
    }),
  })
  .meta({ id: 'TerminalToRead' });
export type TerminalToRead = Plain<z.output<typeof TerminalToRead>>;

/** The list of a bridge. */
export const TerminalList = z
  .looseObject({ version: Count, terminals: z.array(TerminalToRead).max(mostTerminalsOfBridge) })
  .meta({ id: 'TerminalList' });
export type TerminalList = Plain<z.output<typeof TerminalList>>;

/** How a terminal of the list is, as its bridge says. */
export const listedState = {
  state: z.enum(['online', 'unreachable', 'refusing', 'unsupported', 'untried']).optional().meta({
    description: '`untried`: the bridge has not been there yet; absent where its own configuration counts',
  }),
  overriddenBy: z.enum(['address', 'serial']).optional().meta({
    description:
      "The bridge's own configuration has a terminal with the same address or serial number, which counts",
  }),
};

/** What a bridge says of one terminal of the list. */
export const ListedReport = z
  .strictObject({
    address: z.string().max(200).meta({ description: 'host:port, as it stands in the list' }),
    serial: Serial.optional().meta({ description: 'That was found there' }),
    ...listedState,
    fault: FaultReport.optional(),
    keyUnreadable: z.boolean().optional().meta({
      description:
        'Its communication key is not sealed to the key that this bridge has, or not for this terminal',
    }),
  })
  .meta({ id: 'ListedTerminalReport' });
export type ListedReport = Plain<z.output<typeof ListedReport>>;

/** What a bridge says of the list. */
export const ListReport = z
  .strictObject({
    sealingKey: SealingKey,
    version: Count.meta({ description: 'That it works by; 0 before its first list' }),
    terminals: z.array(ListedReport).max(mostTerminalsOfBridge),
  })
  .meta({ id: 'TerminalListReport' });
export type ListReport = Plain<z.output<typeof ListReport>>;

/** The route by which a bridge gets its list. */
export const terminalListApi = {
  getTerminalList: route({
    method: 'GET',
    path: '/bridge/v1/terminals',
    service: 'bridge',
    principals: ['bridge'],
    tag: 'bridge',
    summary: 'The terminals that administrators want this bridge to read, besides those of its configuration',
    answer: { status: 200, body: TerminalList },
  }),
};
