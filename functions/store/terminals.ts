/** Stores terminals: people's edits, bridges' observations, and how far each log is complete. @module */

import type { Terminal } from '#shared/contract/terminals.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { partition } from './keys.ts';
import { allByKind, listByKind } from './kind-list.ts';
import { flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A terminal as stored, with the names of the reported fields that a person has set since. */
export interface StoredTerminal extends Omit<Terminal, 'waitedFor'> {
  setByPeople?: ('name' | 'zone')[];
}

/** What an edit changes; `null` clears a field. */
export type TerminalChange = {
  [K in keyof Pick<
    StoredTerminal,
    'name' | 'zone' | 'site' | 'bridgeId' | 'state' | 'mergedInto' | 'setByPeople'
  >]?: StoredTerminal[K] | null | undefined;
};

/** The shape of a terminal's fault, as its bridge reported it. */
export const faultShape = object<NonNullable<Terminal['fault']>>({ code: text(), message: text() });

const toTerminal = readerOf(
  'terminal',
  object<StoredTerminal>({
    serial: text(),
    name: optional(text()),
    model: optional(text()),
    firmware: optional(text()),
    zone: optional(text()),
    state: oneOf('active', 'retired'),
    registeredAt: optional(text()),
    bridgeId: optional(text()),
    pushes: optional(flag()),
    pushesToBridge: optional(flag()),
    site: optional(text()),
    mergedInto: optional(text()),
    unreadSince: optional(text()),
    reported: optional(oneOf('online', 'unreachable', 'refusing', 'unsupported', 'silent', 'never-seen')),
    silentSince: optional(text()),
    fault: optional(faultShape),
    records: optional(number()),
    recordCapacity: optional(number()),
    missingRecords: optional(number()),
    blankRecords: optional(number()),
    unreadableUsers: optional(number()),
    clockDriftSeconds: optional(number()),
    warnings: optional(listOf(text())),
    lastSeenAt: optional(text()),
    completeThrough: optional(text()),
    version: number(),
    setByPeople: optional(listOf(text())),
  }),
);

/** What a bridge reports about a terminal and the cloud keeps. Absent fields stay as they were. */
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
    | 'missingRecords'
    | 'blankRecords'
    | 'unreadableUsers'
    | 'clockDriftSeconds'
    | 'pushes'
    | 'pushesToBridge'
  >
>;

/** Terminals of one organisation, keyed by serial number. */
export function terminalStore(database: Database, organisation: string) {
  const listPartition = partition(organisation, 'TERMINALS');

  function keyOf(serial: Serial): Key {
    return { pk: partition(organisation, 'TERMINAL', serial), sk: 'TERMINAL' };
  }

  return {
    async find(serial: Serial): Promise<StoredTerminal | undefined> {
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

    /**
     * Edits a terminal that still has the version `from`. Only what is edited is written, so that nothing is lost that
     * its bridge reports at the same moment.
     * @returns the edited terminal, or `null` when somebody else saved first
     */
    async edit(serial: Serial, change: TerminalChange, from: number): Promise<StoredTerminal | null> {
      const fields = Object.entries(change).filter(([, value]) => value !== undefined);
      const sets = fields.filter(([, value]) => value !== null);
      const clears = fields.filter(([, value]) => value === null);
      const edited = await database.main.updateIf(keyOf(serial), {
        UpdateExpression: [
          `SET ${['#version = :next', ...sets.map(([name]) => `#${name} = :${name}`)].join(', ')}`,
          ...(clears.length > 0 ? [`REMOVE ${clears.map(([name]) => `#${name}`).join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: '#version = :from',
        ExpressionAttributeNames: {
          '#version': 'version',
          ...Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':from': from,
          ':next': from + 1,
          ...Object.fromEntries(sets.map(([name, value]) => [`:${name}`, value])),
        },
      });
      return edited && toTerminal(edited);
    },

    /** Notes what a terminal's bridge has seen. This is not an edit: the version that people edit against stays the same. */
    async observe(serial: Serial, observation: TerminalObservation): Promise<void> {
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

    /** Moves the mark up to which the terminal's log is known to be stored. It never moves back. @returns whether it moved */
    async markComplete(serial: Serial, completeThrough: Instant): Promise<boolean> {
      const changed = await database.main.updateIf(keyOf(serial), {
        UpdateExpression: 'SET completeThrough = :through',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(completeThrough) OR completeThrough < :through)',
        ExpressionAttributeValues: { ':through': completeThrough },
      });
      return changed !== null;
    },

    /**
     * Notes since when no bridge has the terminal in its configuration, or that one has it.
     * @param since - `null` when a bridge has it
     * @returns whether that is news
     */
    async noteUnread(serial: Serial, since: Instant | null): Promise<boolean> {
      const changed = await database.main.updateIf(
        keyOf(serial),
        since === null
          ? { UpdateExpression: 'REMOVE unreadSince', ConditionExpression: 'attribute_exists(unreadSince)' }
          : {
              UpdateExpression: 'SET unreadSince = :since',
              ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(unreadSince)',
              ExpressionAttributeValues: { ':since': since },
            },
      );
      return changed !== null;
    },

    async list(limit: number, cursor?: string): Promise<Page<StoredTerminal>> {
      return await listByKind(database.main, { partitionKey: listPartition }, toTerminal, limit, cursor);
    },

    /** Every terminal in order of the serial numbers, each read strongly consistent. */
    async all(): Promise<StoredTerminal[]> {
      const serials = await allByKind(database.main, listPartition, (item) => toTerminal(item).serial);
      const terminals = (await database.main.batchGet(serials.map(keyOf))).map(toTerminal);
      return terminals.sort((a, b) => (a.serial < b.serial ? -1 : 1));
    },
  };
}
