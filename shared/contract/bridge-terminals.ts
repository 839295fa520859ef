/** Routes by which administrators say from the cloud which terminals a bridge reads. @module */

import * as z from 'zod';
import { ReportedFault } from './download-fields.ts';
import { BridgeId, Count, Serial } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';
import { listedSettings, listedState } from './terminal-list.ts';
import { CommKey, mostTerminalsOfBridge } from './terminal-settings.ts';

/** The address by which a terminal of a list is known: two texts that differ in case only are the same. */
export function listedAddress({ host, port }: { host: string; port: number }): string {
  return `${host.toLowerCase()}:${port}`;
}

/** A terminal as an administrator sets it. */
const ListedTerminalInput = z
  .strictObject({
    ...listedSettings,
    commKey: CommKey.nullable()
      .optional()
      .meta({
        description:
          'Communication key as in the menu of the terminal, up to 6 digits. Sealed at once for the bridge, and never answered; without it, the key ' +
          'that was given for this address stays; null or 0: it has none',
      }),
  })
  .meta({ id: 'ListedTerminalInput' });
export type ListedTerminalInput = z.output<typeof ListedTerminalInput>;

/** The list as an administrator sets it, as a whole. */
const BridgeTerminalsInput = z
  .strictObject({ terminals: z.array(ListedTerminalInput).max(mostTerminalsOfBridge) })
  .superRefine(({ terminals }, context) => {
    const known = new Set<string>();
    for (const [index, terminal] of terminals.entries()) {
      const { serial } = terminal;
      const names = [
        `address ${listedAddress(terminal)}`,
        ...(serial === undefined ? [] : [`serial ${serial}`]),
      ];
      for (const name of names) {
        if (known.has(name))
          context.addIssue({
            code: 'custom',
            path: ['terminals', index],
            message: `${name} is in the list twice`,
            input: undefined,
          });
        known.add(name);
      }
    }
  })
  .meta({ id: 'BridgeTerminalsInput' });

/** A terminal of the list as it is shown. */
export const ListedTerminal = z
  .looseObject({
    ...listedSettings,
    hasCommKey: z.boolean().meta({ description: 'Whether a communication key was given' }),
    commKeyWanted: z.boolean().optional().meta({
      description:
        'The bridge cannot open the key that was given, because its sealing key is another one now: give it again',
    }),
    ...listedState,
    foundSerial: Serial.optional().meta({ description: 'Serial number that the bridge found there' }),
    fault: ReportedFault.optional(),
  })
  .meta({ id: 'ListedTerminal' });
export type ListedTerminal = Plain<z.output<typeof ListedTerminal>>;

/** The list as it is shown, with what the bridge says of it. */
const BridgeTerminals = z
  .looseObject({
    version: Count.meta({ description: '0 before anybody has set it' }),
    takenVersion: Count.optional().meta({
      description:
        'By which the bridge worked when it was last heard of; absent of bridges of earlier versions',
    }),
    takesCommKeys: z.boolean().meta({
      description: 'Whether the bridge has reported a key to which communication keys can be sealed',
    }),
    terminals: z.array(ListedTerminal),
  })
  .meta({ id: 'BridgeTerminals' });
export type BridgeTerminals = Plain<z.output<typeof BridgeTerminals>>;

const bridgeParams = z.strictObject({ bridgeId: BridgeId });

/** Routes of the terminals that a bridge is told to read. */
export const bridgeTerminals = {
  getBridgeTerminals: route({
    method: 'GET',
    path: '/v1/bridges/{bridgeId}/terminals',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'bridges',
    summary: 'The terminals that a bridge is told to read from here, and how each is',
    params: bridgeParams,
    answer: { status: 200, body: BridgeTerminals, etag: true },
    problems: ['bridge.not-found'],
  }),
  setBridgeTerminals: route({
    method: 'PUT',
    path: '/v1/bridges/{bridgeId}/terminals',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary:
      'Say which terminals a bridge reads besides those of its configuration file, all of them at once',
    params: bridgeParams,
    body: BridgeTerminalsInput,
    // With the sealed keys, the whole list is one item of a table, which may have 400 KB.
    bodyLimitBytes: 128 * 1024,
    ifMatch: 'The list of terminals of bridge {bridgeId}',
    answer: { status: 200, body: BridgeTerminals, etag: true },
    problems: ['bridge.not-found', 'bridge.no-sealing-key', 'request.stale', 'request.no-if-match'],
  }),
};
