/** Remembers at which terminals each PIN has punched, week by week, so that a day knows whose logs it waits for. @module */

import type { BatchId } from '#shared/contract/ids.ts';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Database, Item, Key } from './database.ts';
import { type Existing, toExisting } from './existing.ts';
import { partition } from './keys.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A week in which a PIN has punched at a terminal. */
export interface TerminalUse {
  pin: CanonicalPin;
  serial: Serial;
  /** The Monday of the week. */
  week: LocalDate;
  /** The batch that brought the first punch, so that a repeated batch asks for the same days again. */
  batchId: BatchId;
}

const toUse = readerOf(
  'use of a terminal',
  object<TerminalUse>({ pin: text(), serial: text(), week: text(), batchId: text() }),
);

/** Which terminals the PINs of one organisation have used. Written once for each PIN, terminal and week; never changed. */
export function terminalUseStore(database: Database, organisation: string) {
  const partitionOf = (pin: CanonicalPin) => partition(organisation, 'PIN', pin);

  function keyOf({ pin, week, serial }: Pick<TerminalUse, 'pin' | 'week' | 'serial'>): Key {
    return { pk: partitionOf(pin), sk: `USED#${week}#${serial}` };
  }

  return {
    keyOf,

    /** Which of some uses are stored already, and which batch brought each. */
    async findExisting(uses: readonly TerminalUse[]): Promise<Existing[]> {
      return (await database.main.batchGet(uses.map(keyOf), 'pk, sk, batchId')).map(toExisting);
    },

    /** Adds uses with different keys. @returns the keys of those that could not be written */
    async addAll(uses: readonly TerminalUse[]): Promise<Key[]> {
      return await database.main.batchPut(uses.map((use): Item => ({ ...keyOf(use), ...use })));
    },

    /** Uses by a PIN in the weeks whose Mondays are `first ≤ Monday ≤ last`, strongly consistent. */
    async ofPin(pin: CanonicalPin, first: LocalDate, last: LocalDate): Promise<TerminalUse[]> {
      const items = await database.main.queryAll({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': partitionOf(pin),
          ':first': `USED#${first}#`,
          ':last': `USED#${last}#~`,
        },
        ConsistentRead: true,
      });
      return items.map(toUse);
    },
  };
}
