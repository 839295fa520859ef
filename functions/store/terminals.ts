/** Stores terminals: people's edits, bridges' observations, and how far each log is complete. @module */

import type { Terminal } from '#shared/contract/terminals.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Change, Database, Item, Key } from './database.ts';
import type { Freshness } from './freshness.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { document, flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';
import { type Marks, type TerminalMark, terminalMarkStore } from './terminal-marks.ts';

/** A terminal as stored, with the names of the reported fields that a person has set since. */
export interface StoredTerminal extends Omit<Terminal, 'waitedFor'> {
  setByPeople?: ('name' | 'zone')[];
  /** Where several are read: see {@link TerminalMark}. */
  unwokenThrough?: TerminalMark['unwokenThrough'];
}

/** A terminal as its own item says, without up to when its log is complete, which stands elsewhere. */
export type UnmarkedTerminal = Omit<StoredTerminal, 'completeThrough' | 'unwokenThrough'>;

/** What an edit changes; `null` clears a field. */
export type TerminalChange = {
  [K in keyof Pick<
    StoredTerminal,
    'name' | 'zone' | 'site' | 'bridgeId' | 'state' | 'mergedInto' | 'setByPeople'
  >]?: StoredTerminal[K] | null | undefined;
};

/** The shape of a terminal's fault, as its bridge reported it. */
export const faultShape = object<NonNullable<Terminal['fault']>>({
  code: text(),
  message: text(),
  facts: optional(document<NonNullable<NonNullable<Terminal['fault']>['facts']>>()),
});

const toTerminal = readerOf(
  'terminal',
  object<Omit<StoredTerminal, 'unwokenThrough'>>({
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
    awaySince: optional(text()),
    fault: optional(faultShape),
    records: optional(number()),
    recordCapacity: optional(number()),
    users: optional(number()),
    userCapacity: optional(number()),
    fingers: optional(number()),
    fingerCapacity: optional(number()),
    faces: optional(number()),
    faceCapacity: optional(number()),
    lastPunchAt: optional(text()),
    clockOrderedAt: optional(text()),
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
  ['rev'],
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
    | 'awaySince'
    | 'fault'
    | 'records'
    | 'recordCapacity'
    | 'users'
    | 'userCapacity'
    | 'fingers'
    | 'fingerCapacity'
    | 'faces'
    | 'faceCapacity'
    | 'lastPunchAt'
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
  const list = kindList(
    database,
    { table: 'main', partitionKey: partition(organisation, 'TERMINALS') },
    (item) => item,
  );

  function keyOf(serial: Serial): Key {
    return { pk: partition(organisation, 'TERMINAL', serial), sk: 'TERMINAL' };
  }

  const marks = terminalMarkStore(database, organisation, {
    read: async (serials) => await readItems(serials),
    before: async () => (await list.all()).map((item) => requireSerial(String(item.kindSk))),
  });

  async function readItems(serials: readonly Serial[]): Promise<Item[]> {
    return await database.main.batchGet([...new Set(serials)].map(keyOf));
  }

  /** Terminals with their marks. */
  async function withMarks(items: readonly Item[]): Promise<StoredTerminal[]> {
    const terminals = items.map(toTerminal);
    const known = await marks.of(terminals.map(({ serial }) => serial));
    const markOf = new Map(known.map((mark) => [mark.serial, mark]));
    return terminals.map((terminal) => {
      const { completeThrough, unwokenThrough } = markOf.get(terminal.serial) ?? {};
      return { ...terminal, completeThrough, unwokenThrough };
    });
  }

  /** Changes what days ask of a terminal. @returns `null` when the condition did not hold */
  async function changeAnnounced(serial: Serial, change: Change): Promise<StoredTerminal | null> {
    await marks.announce(serial);
    const changed = await database.main.updateIf(keyOf(serial), counted(change));
    const completeThrough = await marks.follow(serial, changed ?? (await database.main.get(keyOf(serial))));
    return changed && { ...toTerminal(changed), completeThrough };
  }

  return {
    async find(serial: Serial): Promise<StoredTerminal | undefined> {
      const own = database.main.get(keyOf(serial));
      const [item, completeThrough] = await Promise.all([
        own,
        marks.throughOf(serial, async () => await own),
      ]);
      return item && { ...toTerminal(item), completeThrough };
    },

    /** The same without up to when its log is complete: one request, for what every batch of punches asks. */
    async findUnmarked(serial: Serial): Promise<UnmarkedTerminal | undefined> {
      const item = await database.main.get(keyOf(serial));
      return item && toTerminal(item);
    },

    /** Terminals with these serial numbers, strongly consistent; unknown ones are left out, the order is not kept. */
    async findMany(serials: readonly Serial[]): Promise<StoredTerminal[]> {
      return await withMarks(await readItems(serials));
    },

    /** Adds a terminal unless its serial number is known. @returns whether this call added it */
    async add(terminal: Terminal): Promise<boolean> {
      const { serial } = terminal;
      const item = { ...keyOf(serial), ...list.attributes(serial), ...terminal, rev: 1 };
      await Promise.all([marks.announce(serial), list.announce([item], terminal.registeredAt)]);
      const added = await database.main.putIfAbsent(item);
      await marks.follow(serial, added ? item : await database.main.get(keyOf(serial)));
      return added;
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
      return await changeAnnounced(serial, {
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
    },

    /**
     * Notes what a terminal's bridge has seen. This is not an edit: the version that people edit against stays the same.
     * @param before - the terminal as it was read: what days ask of it is copied only when that changes
     */
    async observe(
      serial: Serial,
      observation: TerminalObservation,
      before?: Pick<StoredTerminal, 'pushes' | 'pushesToBridge'>,
    ): Promise<void> {
      const seen = Object.entries(observation).filter(([, value]) => value !== undefined);
      const sets = seen.map(([name]) => `#${name} = :${name}`);
      const isBack = observation.reported === 'online';
      const clears = [
        ...(isBack && observation.fault === undefined ? ['fault'] : []),
        ...(isBack ? ['awaySince'] : []),
      ];
      const removal = clears.length === 0 ? '' : ` REMOVE ${clears.map((name) => `#${name}`).join(', ')}`;
      const change = {
        UpdateExpression: `SET ${sets.join(', ')}${removal}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: {
          ...Object.fromEntries(seen.map(([name]) => [`#${name}`, name])),
          ...Object.fromEntries(clears.map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: Object.fromEntries(seen.map(([name, value]) => [`:${name}`, value])),
      };
      const matters = (['pushes', 'pushesToBridge'] as const).some(
        (name) => observation[name] !== undefined && observation[name] !== before?.[name],
      );
      if (matters) await changeAnnounced(serial, change);
      else await database.main.updateIf(keyOf(serial), change);
    },

    /**
     * Moves the mark up to which the terminal's log is known to be stored. It never moves back.
     * @returns up to when days are still to be woken, whoever has moved the mark there
     */
    async markComplete(serial: Serial, completeThrough: Instant): Promise<Instant | undefined> {
      return await marks.complete(serial, completeThrough);
    },

    /** Notes that the days are woken that waited for the terminal's log up to a moment. */
    async noteWoken(serial: Serial, through: Instant): Promise<void> {
      await marks.woken(serial, through);
    },

    /**
     * Notes since when no bridge has the terminal in its configuration, or that one has it.
     * @param since - `null` when a bridge has it
     * @returns whether that is news
     */
    async noteUnread(serial: Serial, since: Instant | null): Promise<boolean> {
      const changed = await changeAnnounced(
        serial,
        since === null
          ? { UpdateExpression: 'REMOVE unreadSince', ConditionExpression: 'attribute_exists(unreadSince)' }
          : {
              UpdateExpression: 'SET unreadSince = :since',
              ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(unreadSince)',
              ExpressionAttributeValues: { ':since': since },
            },
      );
      if (changed !== null || since === null) return changed !== null;
      // Noted by this very request in a try whose answer was lost.
      return (await database.main.get(keyOf(serial)))?.unreadSince === since;
    },

    /** What days ask of all terminals, in order of the serial numbers, strongly consistent; see `terminal-marks.ts`. */
    async marks(): Promise<TerminalMark[]> {
      return await marks.read();
    },

    /** What days ask of some terminals, strongly consistent; unknown ones are left out. */
    async marksOf(serials: readonly Serial[]): Promise<TerminalMark[]> {
      return await marks.of(serials);
    },

    /** What days ask of all terminals, as it was at some moment since the given one: a warm function reads it every few seconds only. */
    async marksSince(freshness: Freshness): Promise<Marks> {
      return await marks.readRecent(freshness);
    },

    /** Mends marks whose writers were stopped half-way. @returns how many */
    async mendMarks(): Promise<number> {
      return await marks.mend();
    },

    async list(limit: number, cursor?: string): Promise<Page<StoredTerminal>> {
      const page = await list.page(limit, cursor);
      return { ...page, items: await withMarks(page.items) };
    },

    /** Every terminal in order of the serial numbers, strongly consistent: for rare work, because it reads them all. */
    async all(): Promise<StoredTerminal[]> {
      const known = await marks.read();
      const through = new Map(known.map(({ serial, completeThrough }) => [serial, completeThrough]));
      return (await readItems(known.map(({ serial }) => serial)))
        .map(toTerminal)
        .map((terminal) => ({ ...terminal, completeThrough: through.get(terminal.serial) }))
        .sort((a, b) => (a.serial < b.serial ? -1 : 1));
    },
  };
}

/** A change that counts how often what days ask of a terminal has changed. */
function counted(change: Change): Change {
  return {
    ...change,
    UpdateExpression: `${change.UpdateExpression} ADD #rev :revs`,
    ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#rev': 'rev' },
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':revs': 1 },
  };
}
