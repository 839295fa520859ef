/**
 * Keeps what days ask of all terminals in small items, which queries of the table read and never one of an index.
 *
 * Up to when a log is complete stands here and nowhere else, and so does what whoever moved that owes: days that waited for it are
 * still to be computed. The rest is a copy of the terminal's own item: whoever
 * changes that announces it here first (`promised`) and says when the copy is right again (`kept`). While the two
 * differ, a reader takes the terminal's own item, so that a writer who is stopped half-way leaves nothing wrong behind.
 * @module
 */

import type { Terminal } from '#shared/contract/terminals.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Database, Item, Key } from './database.ts';
import { type Freshness, isReadSince } from './freshness.ts';
import { marksShards, partition, shardNames, shardOf } from './keys.ts';
import { flag, number, object, oneOf, optional, text } from './shape.ts';
import { isText, readerOf } from './stored-kind.ts';

/** What days ask of a terminal. */
export interface TerminalMark
  extends Pick<
    Terminal,
    | 'serial'
    | 'state'
    | 'bridgeId'
    | 'pushes'
    | 'pushesToBridge'
    | 'site'
    | 'mergedInto'
    | 'unreadSince'
    | 'registeredAt'
    | 'completeThrough'
  > {
  /** The mark has moved to here, and nobody has said since that the days which waited for it are woken. */
  unwokenThrough?: Instant | undefined;
}

/** What is copied from a terminal's own item. */
const fields = [
  'serial',
  'state',
  'bridgeId',
  'pushes',
  'pushesToBridge',
  'site',
  'mergedInto',
  'unreadSince',
  'registeredAt',
] as const satisfies readonly (keyof TerminalMark)[];

/** The marks of all terminals as they were at a moment. */
export interface Marks {
  all: readonly TerminalMark[];
  /** When they were read: what was written before is in them. */
  readAt: Instant;
}

/** What makes up the marks of an organisation whose data are older than marks. */
export interface MarksSource {
  /** Every terminal as its own item says. */
  read(serials: readonly Serial[]): Promise<Item[]>;
  /** The serials of terminals that were registered before there were marks. */
  before(): Promise<Serial[]>;
}

const toMark = readerOf(
  'marks of a terminal',
  object<TerminalMark>({
    serial: text(),
    state: oneOf('active', 'retired'),
    bridgeId: optional(text()),
    pushes: optional(flag()),
    pushesToBridge: optional(flag()),
    site: optional(text()),
    mergedInto: optional(text()),
    unreadSince: optional(text()),
    registeredAt: optional(text()),
    completeThrough: optional(text()),
    unwokenThrough: optional(text()),
  }),
  ['rev', 'promised', 'kept', 'suspect'],
);

/** How far the copy of a terminal can be trusted. */
interface Trust {
  /** The state of the terminal's own item that was copied. */
  rev?: number | undefined;
  promised?: number | undefined;
  kept?: number | undefined;
  /** How many promises there were when somebody last found that one was not kept. */
  suspect?: number | undefined;
}

const toTrust = readerOf(
  'marks of a terminal',
  object<Trust>({
    rev: optional(number()),
    promised: optional(number()),
    kept: optional(number()),
    suspect: optional(number()),
  }),
);

/** Whether a copy may be behind the terminal's own item. */
function isUnsure(item: Item): boolean {
  const { rev, promised = 0, kept = 0 } = toTrust(item);
  return promised !== kept || rev === undefined;
}

/** These sort before every serial. */
const builtKey = ' BUILT';
/** Counts the changes that were announced, so that a reader sees by one small item whether there was any. */
const changesKey = ' CHANGES';
/** Marks that a warm function may use again, if nothing asks for later ones. */
const keptMilliseconds = 10_000;

/** Marks that were read before, with how many changes had been announced before that. */
const readBefore = new WeakMap<Database, Map<string, { marks: Marks; changes: number }>>();

/** Whether marks are recent enough for somebody who was asked at a moment. */
export function isRecent({ readAt }: Pick<Marks, 'readAt'>, freshness: Freshness): boolean {
  const age = epochOf(freshness.now) - epochOf(readAt);
  return age >= 0 && age <= keptMilliseconds && isReadSince(readAt, freshness);
}

/** The marks of one organisation's terminals. */
export function terminalMarkStore(database: Database, organisation: string, source: MarksSource) {
  const table = database.main;
  const shardPartition = (shard: string) => partition(organisation, 'MARKS', shard);
  const keyOf = (serial: Serial): Key => ({ pk: shardPartition(shardOf(serial, marksShards)), sk: serial });
  const builtAt: Key = { pk: shardPartition('00'), sk: builtKey };
  const changesAt: Key = { pk: shardPartition('00'), sk: changesKey };

  /**
   * Copies a terminal's own item, unless a later state of it has been copied. Older items have the mark itself, which
   * counts until it has been moved here.
   * @returns the copy as it is now
   */
  async function copy(item: Item, keeps: boolean): Promise<Item | undefined> {
    const serial = requireSerial(String(item.serial));
    const present = fields.filter((name) => item[name] !== undefined);
    const absent = fields.filter((name) => item[name] === undefined);
    const isOld = item.completeThrough !== undefined;
    const sets = [
      ...present.map((name) => `#${name} = :${name}`),
      '#rev = :rev',
      ...(isOld ? ['#through = if_not_exists(#through, :through)'] : []),
    ];
    const written = await table.updateIf(keyOf(serial), {
      UpdateExpression: [
        `SET ${sets.join(', ')}`,
        ...(absent.length > 0 ? [`REMOVE ${absent.map((name) => `#${name}`).join(', ')}`] : []),
        ...(keeps ? ['ADD #kept :one'] : []),
      ].join(' '),
      ConditionExpression: 'attribute_not_exists(#rev) OR #rev <= :rev',
      ExpressionAttributeNames: {
        ...Object.fromEntries(fields.map((name) => [`#${name}`, name])),
        '#rev': 'rev',
        ...(isOld ? { '#through': 'completeThrough' } : {}),
        ...(keeps ? { '#kept': 'kept' } : {}),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(present.map((name) => [`:${name}`, item[name]])),
        ':rev': revOf(item),
        ...(isOld ? { ':through': item.completeThrough } : {}),
        ...(keeps ? { ':one': 1 } : {}),
      },
    });
    if (written !== null) return written;
    return keeps ? await keep(serial) : await table.get(keyOf(serial));
  }

  /** Says that what was announced is done. */
  async function keep(serial: Serial): Promise<Item | undefined> {
    const kept = await table.updateIf(keyOf(serial), {
      UpdateExpression: 'ADD #kept :one',
      ExpressionAttributeNames: { '#kept': 'kept' },
      ExpressionAttributeValues: { ':one': 1 },
    });
    return kept ?? undefined;
  }

  /** Every copy, after the marks have been built if they had to be. */
  async function readCopies(): Promise<Item[]> {
    const shards = await Promise.all(
      shardNames(marksShards).map((shard) =>
        table.queryAll({
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': shardPartition(shard) },
          ConsistentRead: true,
        }),
      ),
    );
    const items = shards.flat();
    if (items.some(({ sk }) => sk === builtKey)) return items.filter(({ sk }) => !sk.startsWith(' '));
    await build();
    return await readCopies();
  }

  /** The marks that copies stand for; where one may be behind, by the terminal's own item. */
  async function marksOf(copies: readonly Item[]): Promise<TerminalMark[]> {
    const unsure = new Map(copies.filter(isUnsure).map((item) => [item.sk, item]));
    const own = await source.read([...unsure.keys()].map(requireSerial));
    const sure = copies.filter(({ sk }) => !unsure.has(sk)).map(toMark);
    const others = own.map((item) => markOf(item, unsure.get(String(item.serial))));
    return [...sure, ...others].sort((a, b) => (a.serial < b.serial ? -1 : 1));
  }

  async function read(): Promise<TerminalMark[]> {
    return await marksOf(await readCopies());
  }

  async function move(serial: Serial, completeThrough: Instant): Promise<Item | null> {
    return await table.updateIf(keyOf(serial), {
      UpdateExpression: 'SET completeThrough = :through, unwokenThrough = :through',
      ConditionExpression:
        'attribute_exists(serial) AND (attribute_not_exists(completeThrough) OR completeThrough < :through)',
      ExpressionAttributeValues: { ':through': completeThrough },
    });
  }

  /** Makes the marks of the terminals that were registered before there were marks; done once for an organisation. */
  async function build(): Promise<void> {
    for (const item of await source.read(await source.before())) await copy(item, false);
    await table.put({ ...builtAt });
  }

  return {
    /** The marks of all terminals in order of the serial numbers, strongly consistent. */
    read,

    /** The same, or those that this process has read before, where they are recent enough. */
    async readRecent(freshness: Freshness): Promise<Marks> {
      const kept = readBefore.get(database) ?? new Map<string, { marks: Marks; changes: number }>();
      readBefore.set(database, kept);
      // Before the marks: a change that is announced while they are read counts as not read.
      const changes = numberIn(await table.get(changesAt), 'changes');
      const before = kept.get(organisation);
      if (before?.changes === changes && isRecent(before.marks, freshness)) return before.marks;
      const copies = await readCopies();
      const marks: Marks = { readAt: freshness.now, all: await marksOf(copies) };
      // A change that has been announced and may not be made yet would not be seen by the count.
      if (copies.some(isUnsure)) kept.delete(organisation);
      else kept.set(organisation, { marks, changes });
      return marks;
    },

    /** The marks of some terminals, strongly consistent; unknown ones are left out. */
    async of(serials: readonly Serial[]): Promise<TerminalMark[]> {
      const wanted = [...new Set(serials)];
      const copies = await table.batchGet(wanted.map(keyOf));
      const copied = new Set(copies.map(({ sk }) => sk));
      // Those that were registered before there were marks, until all marks have been built.
      const old = await source.read(wanted.filter((serial) => !copied.has(serial)));
      return [...(await marksOf(copies)), ...old.map((item) => markOf(item, undefined))];
    },

    /** Up to when a log is complete. @param own - the terminal's own item, which had the mark before */
    async throughOf(serial: Serial, own: () => Promise<Item | undefined>): Promise<Instant | undefined> {
      const [item, terminal] = await Promise.all([table.get(keyOf(serial)), own()]);
      return throughIn(item) ?? throughIn(terminal);
    },

    /**
     * Moves the mark of a terminal; it never moves back. The item itself says that days are to be woken, because whoever moved it
     * need not know that: its answer may be lost, and a second try finds the mark where it is to go.
     * @returns up to when days are still to be woken, whoever has moved the mark there
     */
    async complete(serial: Serial, completeThrough: Instant): Promise<Instant | undefined> {
      const moved = await move(serial, completeThrough);
      if (moved) return unwokenIn(moved);
      const copied = await table.get(keyOf(serial));
      if (copied?.serial !== undefined) return unwokenIn(copied);
      const [own] = await source.read([serial]);
      if (!own) return undefined;
      await copy(own, false);
      return unwokenIn((await move(serial, completeThrough)) ?? (await table.get(keyOf(serial))));
    },

    /** Notes that the days are woken that waited for a log up to a moment, unless the mark has moved on. */
    async woken(serial: Serial, through: Instant): Promise<void> {
      await table.updateIf(keyOf(serial), {
        UpdateExpression: 'REMOVE unwokenThrough',
        ConditionExpression: 'unwokenThrough = :through',
        ExpressionAttributeValues: { ':through': through },
      });
    },

    /** Announces that a terminal is about to be changed: until {@link follow}, its own item is read. */
    async announce(serial: Serial): Promise<void> {
      await table.updateIf(changesAt, {
        UpdateExpression: 'ADD changes :one',
        ExpressionAttributeValues: { ':one': 1 },
      });
      await table.updateIf(keyOf(serial), {
        UpdateExpression: 'ADD promised :one',
        ExpressionAttributeValues: { ':one': 1 },
      });
    },

    /** Copies what was announced. @returns up to when the terminal's log is complete */
    async follow(serial: Serial, item: Item | null | undefined): Promise<Instant | undefined> {
      return throughIn(item ? await copy(item, true) : await keep(serial)) ?? throughIn(item ?? undefined);
    },

    /**
     * Mends copies of terminals whose writers were stopped half-way: those of changes that were to follow, and promises
     * that nobody has kept since this was called before. For the night: the copies of each terminal are compared with its own item.
     * @returns how many were mended
     */
    async mend(): Promise<number> {
      const copies = await readCopies();
      const byName = new Map(copies.map((item) => [item.sk, item]));
      let mended = 0;
      for (const own of await source.read([
        ...(await source.before()),
        ...copies.map(({ sk }) => requireSerial(sk)),
      ])) {
        const serial = requireSerial(String(own.serial));
        const copied = byName.get(serial);
        const { rev, promised = 0, kept = 0, suspect } = copied ? toTrust(copied) : {};
        const isBroken = promised !== kept && suspect === promised;
        if (promised !== kept && !isBroken) await note(serial, 'suspect', promised);
        if (!isBroken && rev === revOf(own)) continue;
        await copy(own, false);
        if (isBroken) await note(serial, 'kept', promised);
        mended += 1;
      }
      return mended;
    },
  };

  /** Sets a counter, unless somebody has promised something in the meantime. */
  async function note(serial: Serial, name: 'suspect' | 'kept', promised: number): Promise<void> {
    await table.updateIf(keyOf(serial), {
      UpdateExpression: `SET ${name} = :promised`,
      ConditionExpression: 'promised = :promised',
      ExpressionAttributeValues: { ':promised': promised },
    });
  }
}

function numberIn(item: Item | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}

/** How often what days ask of a terminal has changed. */
function revOf(item: Item): number {
  return numberIn(item, 'rev');
}

/** The mark in an item. */
function throughIn(item: Item | undefined): Instant | undefined {
  return isText<Instant>(item?.completeThrough) ? item.completeThrough : undefined;
}

/** Up to when days are still to be woken. */
function unwokenIn(item: Item | undefined): Instant | undefined {
  return isText<Instant>(item?.unwokenThrough) ? item.unwokenThrough : undefined;
}

/** What days ask of a terminal, by its own item and the mark in its copy. */
function markOf(item: Item, copied: Item | undefined): TerminalMark {
  const present = fields.filter((name) => item[name] !== undefined);
  return toMark({
    pk: item.pk,
    sk: item.sk,
    ...Object.fromEntries(present.map((name) => [name, item[name]])),
    completeThrough: throughIn(copied) ?? throughIn(item),
    unwokenThrough: unwokenIn(copied),
  });
}
