import type { Terminal } from '#shared/contract/terminals.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { partition } from './keys.ts';
import { allByKind, listByKind, withoutKeys } from './kind-list.ts';

function toTerminal(item: Item): Terminal {
  return withoutKeys<Terminal>(item);
}

/** What a bridge tells of a terminal and the cloud keeps. Fields that are absent stay as they were. */
export type TerminalObservation = Partial<
  Pick<
    Terminal,
    | 'model'
    | 'firmware'
    | 'zone'
    | 'name'
    | 'reported'
    | 'fault'
    | 'records'
    | 'recordCapacity'
    | 'clockDriftSeconds'
  >
>;

/** Terminals of one organisation, keyed by serial number. */
export function terminalStore(database: Database, organisation: string) {
  const listPartition = partition(organisation, 'TERMINALS');

  function keyOf(serial: string): Key {
    return { pk: partition(organisation, 'TERMINAL', serial), sk: 'TERMINAL' };
  }

  return {
    async find(serial: string): Promise<Terminal | undefined> {
      const item = await database.main.get(keyOf(serial));
      return item && toTerminal(item);
    },

    /** Adds a terminal unless its serial number is known. @returns whether this call added it */
    async add(terminal: Terminal): Promise<boolean> {
      return await database.main.putIfAbsent({
        ...keyOf(terminal.serial),
        kindPk: listPartition,
        kindSk: terminal.serial,
        ...terminal,
      });
    },

    /** Replaces a terminal that still has the version `from`. @returns false when somebody was faster */
    async replace(terminal: Terminal, from: number): Promise<boolean> {
      return await database.main.putIf(
        { ...keyOf(terminal.serial), kindPk: listPartition, kindSk: terminal.serial, ...terminal },
        {
          ConditionExpression: '#version = :from',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':from': from },
        },
      );
    },

    /** Notes what its bridge saw. Not an edit: the version that people edit against stays. */
    async observe(serial: string, observation: TerminalObservation): Promise<void> {
      const seen = Object.entries(observation).filter(([, value]) => value !== undefined);
      const sets = seen.map(([name]) => `#${name} = :${name}`);
      const clearsFault = observation.reported === 'online' && observation.fault === undefined;
      await database.main.updateIf(keyOf(serial), {
        UpdateExpression: `SET ${sets.join(', ')}${clearsFault ? ' REMOVE #fault' : ''}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: {
          ...Object.fromEntries(seen.map(([name]) => [`#${name}`, name])),
          ...(clearsFault ? { '#fault': 'fault' } : {}),
        },
        ExpressionAttributeValues: Object.fromEntries(seen.map(([name, value]) => [`:${name}`, value])),
      });
    },

    /** Moves the mark up to which the terminal's log is known to be stored. It never moves back. */
    async markComplete(serial: string, completeThrough: Instant): Promise<boolean> {
      const changed = await database.main.updateIf(keyOf(serial), {
        UpdateExpression: 'SET completeThrough = :through',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(completeThrough) OR completeThrough < :through)',
        ExpressionAttributeValues: { ':through': completeThrough },
      });
      return changed !== null;
    },

    async list(limit: number, cursor?: string): Promise<Page<Terminal>> {
      return await listByKind(database.main, { partitionKey: listPartition }, toTerminal, limit, cursor);
    },

    /** Every terminal, each read strongly consistent. */
    async all(): Promise<Terminal[]> {
      const serials = await allByKind(database.main, listPartition, (item) => String(item.serial));
      return (await database.main.batchGet(serials.map(keyOf))).map(toTerminal);
    },
  };
}
