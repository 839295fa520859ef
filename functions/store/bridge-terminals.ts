/** Stores the terminals that a bridge is told to read, and what the bridge says of them. @module */

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { ListedReport, TerminalToRead } from '#shared/contract/terminal-list.ts';
import type { Database, Key } from './database.ts';
import { partition } from './keys.ts';
import { document, listOf, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A communication key that nobody but its bridge can read. */
export interface SealedKey {
  /** JWE in its compact form. */
  jwe: string;
  /** The sealing key of the bridge for which it is, as `x` of its JWK. */
  for: string;
}

/** A terminal of a list as stored. */
export interface StoredListedTerminal extends Omit<TerminalToRead, 'sealedCommKey'> {
  sealed?: SealedKey | undefined;
}

/** The terminals that a bridge is told to read. */
export interface StoredTerminalList {
  /** Counts the changes, from 1. */
  version: number;
  terminals: StoredListedTerminal[];
}

/** What a bridge has said of its list. */
export interface StoredListReport {
  /** `x` of the key to which its communication keys are sealed. */
  sealingKey: string;
  /** By which version it works. */
  version: number;
  terminals: ListedReport[];
}

const toList = readerOf(
  'list of the terminals of a bridge',
  object<StoredTerminalList>({ version: number(), terminals: listOf(document<StoredListedTerminal>()) }),
);

const toReport = readerOf(
  'report on the list of the terminals of a bridge',
  object<StoredListReport>({
    sealingKey: text(),
    version: number(),
    terminals: listOf(
      object<ListedReport>({
        address: text(),
        serial: optional(text()),
        state: optional(text()),
        overriddenBy: optional(text()),
        fault: optional(document<NonNullable<ListedReport['fault']>>()),
        keyUnreadable: optional((value) => (typeof value === 'boolean' ? null : '')),
      }),
    ),
  }),
);

/** The lists of terminals that bridges of one organisation are told to read. */
export function bridgeTerminalStore(database: Database, organisation: string) {
  const keyOf = (bridgeId: BridgeId, sk: 'BRIDGE' | 'LIST' | 'LIST-REPORT'): Key => ({
    pk: partition(organisation, 'BRIDGE', bridgeId),
    sk,
  });

  return {
    /** The list of a bridge; `undefined` before anybody has set it. */
    async list(bridgeId: BridgeId): Promise<StoredTerminalList | undefined> {
      const item = await database.main.get(keyOf(bridgeId, 'LIST'));
      return item && toList(item);
    },

    /** Replaces the list of a bridge by its next version. @returns false when somebody else was first */
    async save(bridgeId: BridgeId, list: StoredTerminalList): Promise<boolean> {
      return await database.main.putIf(
        { ...keyOf(bridgeId, 'LIST'), ...list },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR version = :before',
          ExpressionAttributeValues: { ':before': list.version - 1 },
        },
      );
    },

    /** Has the bridge hear of a version with its next heartbeat; an earlier one changes nothing. */
    async announce(bridgeId: BridgeId, version: number): Promise<void> {
      await database.main.updateIf(keyOf(bridgeId, 'BRIDGE'), {
        UpdateExpression: 'SET terminalsVersion = :version',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(terminalsVersion) OR terminalsVersion < :version)',
        ExpressionAttributeValues: { ':version': version },
      });
    },

    /** What a bridge has last said of its list; `undefined` for bridges of earlier versions. */
    async report(bridgeId: BridgeId): Promise<StoredListReport | undefined> {
      const packed = (await database.main.get(keyOf(bridgeId, 'LIST-REPORT')))?.packed;
      if (!(packed instanceof Uint8Array)) return undefined;
      return toReport(JSON.parse((await decompress(packed)).toString('utf8')));
    },

    /** Keeps what a bridge says of its list. @param digest - of that, so that nothing is written when it says the same again */
    async keepReport(bridgeId: BridgeId, report: StoredListReport, digest: string): Promise<void> {
      // Five hundred terminals that all have a fault are more than an item may hold.
      const packed = await compress(JSON.stringify(report));
      await database.main.put({ ...keyOf(bridgeId, 'LIST-REPORT'), packed });
      await database.main.updateIf(keyOf(bridgeId, 'BRIDGE'), {
        UpdateExpression: 'SET listDigest = :digest',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':digest': digest },
      });
    },
  };
}
