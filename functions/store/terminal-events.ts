/** Stores when terminals have gone away and come back, for as long as people look back. @module */

import type { Terminal } from '#shared/contract/terminals.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';
import { object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';
import { faultShape } from './terminals.ts';

/** A terminal has stopped answering its bridge, or answers again. */
export interface StoredTerminalEvent {
  at: Instant;
  kind: 'online' | 'away';
  /** Why it does not answer. */
  fault?: Terminal['fault'];
}

const keptSeconds = keptSecondsOf('terminalEvents');

const toEvent = readerOf(
  'event of a terminal',
  object<StoredTerminalEvent>({ at: text(), kind: oneOf('online', 'away'), fault: optional(faultShape) }),
  ['expiresAt'],
);

/** What has become of the terminals of one organisation, each event in an item that expires after a week. */
export function terminalEventStore(database: Database, organisation: string) {
  const partitionOf = (serial: Serial) => partition(organisation, 'TERMINAL-EVENTS', serial);

  return {
    async add(serial: Serial, event: StoredTerminalEvent): Promise<void> {
      await database.operations.put({
        pk: partitionOf(serial),
        sk: `${event.at}#${event.kind}`,
        expiresAt: Math.floor(epochOf(event.at) / 1000) + keptSeconds,
        ...event,
      });
    },

    /** The events since an instant, the latest first, at most `most`. */
    async since(serial: Serial, from: Instant, most: number): Promise<StoredTerminalEvent[]> {
      const { items } = await database.operations.queryPage(
        {
          KeyConditionExpression: 'pk = :pk AND sk >= :from',
          ExpressionAttributeValues: { ':pk': partitionOf(serial), ':from': from },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        most,
      );
      return items.map(toEvent);
    },
  };
}
