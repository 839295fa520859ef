/** Stores bridges, with the last heartbeat and the last report of each. @module */

import type { UpdateReport } from '#shared/contract/bridge-updates.ts';
import type { Bridge, FoundTerminal } from '#shared/contract/bridges.ts';
import type { BridgeId, DiagnosisId } from '#shared/contract/ids.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A bridge as stored, with a digest of its last report on its terminals. */
export interface StoredBridge extends Omit<Bridge, 'presence' | 'silentSince' | 'updates'> {
  /** What it last said of its updates; never for bridges of earlier versions. */
  updateReport?: UpdateReport | undefined;
  reportDigest?: string;
  /** A digest of what it last said of its machine and of the terminals that it has found. */
  aboutDigest?: string;
  /** The clocks that it is to set, each as `serial@instant of the order`. */
  clockOrders?: ReadonlySet<string>;
  /** How often people have edited it; never when it is absent. */
  edits?: number;
  /** The diagnosis that it was last asked for and has not sent, and until when it is asked. */
  diagnosis?: { id: DiagnosisId; endsAt: Instant } | undefined;
  /** When an administrator last asked for a new key. */
  keyOrderedAt?: Instant;
  /** When and with which nonce the bridge signed its last heartbeat. */
  signedAtSeconds?: number;
  nonce?: string;
  /** When somebody last looked at what the bridge does, exact to half a minute. */
  watchedAt?: Instant;
  /** Version of the list of terminals that it is told to read, see `bridge-terminals.ts`. */
  terminalsVersion?: number;
  /** A digest of what it last said of that list. */
  listDigest?: string;
  /** Since when its tasks are entered into a queue that is read as it is; tasks from before are in an index. */
  queueSince?: Instant;
}

/** What a bridge says of itself, besides the state of its terminals; what is absent it does not say. */
export interface BridgeAbout {
  host?: string | undefined;
  platform?: string | undefined;
  updates?: UpdateReport | undefined;
  found?: readonly FoundTerminal[] | undefined;
}

const neverSigned = 'attribute_not_exists(signedAtSeconds)';
const signedLater = 'signedAtSeconds < :signed';
const sameSecond = '(signedAtSeconds = :signed AND #nonce <> :nonce)';

const toBridge = readerOf(
  'bridge',
  object<StoredBridge>({
    id: text(),
    name: text(),
    state: oneOf('active', 'revoked'),
    version: text(),
    host: optional(text()),
    platform: optional(text()),
    enrolmentTokenId: optional(text()),
    site: optional(text()),
    enrolledAt: text(),
    keySince: optional(text()),
    keyOrderedAt: optional(text()),
    lastSeenAt: optional(text()),
    outboxWaiting: optional(number()),
    outbox: optional(
      object({
        waiting: number(),
        bytes: optional(number()),
        limitBytes: optional(number()),
        oldestAt: optional(text()),
        fullSince: optional(text()),
        fullDisk: optional(object({ path: text(), freeBytes: number() })),
      }),
    ),
    warnings: optional(listOf(text())),
    updateReport: optional(
      object({
        obeys: text(),
        because: optional(text()),
        last: optional(
          object({ version: optional(text()), at: text(), result: text(), reason: optional(text()) }),
        ),
      }),
    ),
    reportDigest: optional(text()),
    aboutDigest: optional(text()),
    clockOrders: optional((value) => (value instanceof Set ? null : '')),
    diagnosis: optional(object({ id: text(), endsAt: text() })),
    edits: optional(number()),
    signedAtSeconds: optional(number()),
    nonce: optional(text()),
    watchedAt: optional(text()),
    terminalsVersion: optional(number()),
    listDigest: optional(text()),
    queueSince: optional(text()),
  }),
);

const toFound = readerOf(
  'terminals that a bridge has found',
  object<{ found: FoundTerminal[] }>({
    found: listOf(
      object<FoundTerminal>({
        serial: optional(text()),
        address: text(),
        model: optional(text()),
        pushes: optional(flag()),
        lastSeenAt: text(),
      }),
    ),
  }),
);

/** Bridges of one organisation. */
export function bridgeStore(database: Database, organisation: string) {
  const list = kindList(
    database,
    { table: 'main', partitionKey: partition(organisation, 'BRIDGES') },
    toBridge,
  );

  function keyOf(bridgeId: BridgeId): Key {
    return { pk: partition(organisation, 'BRIDGE', bridgeId), sk: 'BRIDGE' };
  }

  // Of its own, because every heartbeat writes the bridge anew, and pays for all of it.
  const foundKeyOf = (bridgeId: BridgeId): Key => ({
    pk: partition(organisation, 'BRIDGE', bridgeId),
    sk: 'FOUND',
  });

  const serialsKeyOf = (bridgeId: BridgeId): Key => ({
    pk: partition(organisation, 'BRIDGE', bridgeId),
    sk: 'TERMINALS',
  });

  /** Changes a bridge that is there; one that is not stays so. */
  async function note(bridgeId: BridgeId, change: string, values: Record<string, unknown>): Promise<void> {
    await database.main.updateIf(keyOf(bridgeId), {
      UpdateExpression: change,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: values,
    });
  }

  return {
    async find(bridgeId: BridgeId): Promise<StoredBridge | undefined> {
      const item = await database.main.get(keyOf(bridgeId));
      return item && toBridge(item);
    },

    async add(bridge: StoredBridge): Promise<void> {
      const item = { ...keyOf(bridge.id), ...list.attributes(bridge.id), ...bridge };
      await Promise.all([list.announce([item], bridge.enrolledAt), database.main.put(item)]);
    },

    /**
     * Notes a heartbeat, with the only write that one costs. A heartbeat that was signed before the last one is refused.
     * @returns the bridge, or `null` when the heartbeat was refused
     */
    async seen(
      bridgeId: BridgeId,
      sign: {
        at: Instant;
        version: string;
        outbox: NonNullable<Bridge['outbox']>;
        signedAtSeconds: number;
        nonce: string;
      },
    ): Promise<StoredBridge | null> {
      const changed = await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression:
          'SET lastSeenAt = :at, #version = :version, outboxWaiting = :waiting, outbox = :outbox, ' +
          'signedAtSeconds = :signed, #nonce = :nonce, queueSince = if_not_exists(queueSince, :at)',
        ConditionExpression: `#state = :active AND (${neverSigned} OR ${signedLater} OR ${sameSecond})`,
        ExpressionAttributeNames: { '#version': 'version', '#state': 'state', '#nonce': 'nonce' },
        ExpressionAttributeValues: {
          ':at': sign.at,
          ':version': sign.version,
          ':waiting': sign.outbox.waiting,
          ':outbox': sign.outbox,
          ':signed': sign.signedAtSeconds,
          ':nonce': sign.nonce,
          ':active': 'active',
        },
      });
      return changed && toBridge(changed);
    },

    /** Notes that somebody looks at what a bridge does. */
    async watch(bridgeId: BridgeId, at: Instant): Promise<void> {
      await note(bridgeId, 'SET watchedAt = :at', { ':at': at });
    },

    /** Has a bridge set a clock. @param order - see {@link StoredBridge} */
    async orderClock(bridgeId: BridgeId, order: string): Promise<void> {
      await note(bridgeId, 'ADD clockOrders :orders', { ':orders': new Set([order]) });
    },

    /** Forgets orders that were carried out, or that are too old. */
    async forgetClocks(bridgeId: BridgeId, orders: readonly string[]): Promise<void> {
      await note(bridgeId, 'DELETE clockOrders :orders', { ':orders': new Set(orders) });
    },

    /** Notes that an administrator wants a bridge to have a new key. */
    async orderKey(bridgeId: BridgeId, at: Instant): Promise<void> {
      await note(bridgeId, 'SET keyOrderedAt = :at', { ':at': at });
    },

    /**
     * Asks a bridge for a diagnosis, unless it is asked for another one already.
     * @returns false when it is, or when there is no such bridge at work
     */
    async orderDiagnosis(
      bridgeId: BridgeId,
      diagnosis: NonNullable<StoredBridge['diagnosis']>,
      now: Instant,
    ): Promise<boolean> {
      const changed = await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression: 'SET diagnosis = :diagnosis',
        ConditionExpression:
          '#state = :active AND (attribute_not_exists(diagnosis) OR diagnosis.endsAt <= :now OR diagnosis.id = :id)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':diagnosis': diagnosis,
          ':id': diagnosis.id,
          ':now': now,
          ':active': 'active',
        },
      });
      return changed !== null;
    },

    /** Asks a bridge for a diagnosis no longer: it has sent it. */
    async forgetDiagnosis(bridgeId: BridgeId, id: DiagnosisId): Promise<void> {
      await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression: 'REMOVE diagnosis',
        ConditionExpression: 'diagnosis.id = :id',
        ExpressionAttributeValues: { ':id': id },
      });
    },

    /** Notes since when a bridge signs with its present key. */
    async noteKey(bridgeId: BridgeId, since: Instant): Promise<void> {
      await note(bridgeId, 'SET keySince = :since REMOVE keyOrderedAt', { ':since': since });
    },

    /** Remembers which report on the terminals the cloud has taken in. */
    async keepReport(bridgeId: BridgeId, reportDigest: string): Promise<void> {
      await note(bridgeId, 'SET reportDigest = :digest', { ':digest': reportDigest });
    },

    /**
     * Keeps what a bridge says of its machine and of the terminals that it has found. What it does not say stays.
     * @param digest - of all that, so that nothing is written when it says the same again
     */
    async keepAbout(
      bridgeId: BridgeId,
      { host, platform, updates, found }: BridgeAbout,
      digest: string,
    ): Promise<void> {
      if (found !== undefined) await database.main.put({ ...foundKeyOf(bridgeId), found: [...found] });
      const said = Object.entries({ host, platform, updateReport: updates }).filter(
        ([, value]) => value !== undefined,
      );
      await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression: `SET ${['aboutDigest = :digest', ...said.map(([name]) => `#${name} = :${name}`)].join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ...(said.length === 0
          ? {}
          : { ExpressionAttributeNames: Object.fromEntries(said.map(([name]) => [`#${name}`, name])) }),
        ExpressionAttributeValues: {
          ':digest': digest,
          ...Object.fromEntries(said.map(([name, value]) => [`:${name}`, value])),
        },
      });
    },

    /** The terminals that a bridge has found and does not read; `undefined` when it has never said. */
    async foundBy(bridgeId: BridgeId): Promise<FoundTerminal[] | undefined> {
      const item = await database.main.get(foundKeyOf(bridgeId));
      return item && toFound(item).found;
    },

    /**
     * Edits a bridge that has been edited `from` times.
     * @param edit - what changes; a site of `null` is taken away
     * @returns the bridge, or `null` when somebody else saved first
     */
    async edit(
      bridgeId: BridgeId,
      { name, site }: { name?: string | undefined; site?: string | null | undefined },
      from: number,
    ): Promise<StoredBridge | null> {
      const set = Object.entries({ name, site: site ?? undefined, edits: from + 1 }).filter(
        ([, value]) => value !== undefined,
      );
      const remove = site === null ? ' REMOVE #site' : '';
      const names = [...set.map(([field]) => field), ...(site === null ? ['site'] : [])];
      const changed = await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression: `SET ${set.map(([field]) => `#${field} = :${field}`).join(', ')}${remove}`,
        ConditionExpression: `attribute_exists(pk) AND ${from === 0 ? 'attribute_not_exists(#edits)' : '#edits = :from'}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map(([field, value]) => [`:${field}`, value])),
          ...(from === 0 ? {} : { ':from': from }),
        },
      });
      return changed && toBridge(changed);
    },

    /** Revokes a bridge for good. @returns false when there is no such bridge */
    async revoke(bridgeId: BridgeId): Promise<boolean> {
      const changed = await database.main.updateIf(keyOf(bridgeId), {
        UpdateExpression: 'SET #state = :revoked',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':revoked': 'revoked' },
      });
      return changed !== null;
    },

    /** Bridges with these ids, strongly consistent; unknown ones are left out, the order is not kept. */
    async findMany(bridgeIds: readonly BridgeId[]): Promise<StoredBridge[]> {
      return (await database.main.batchGet([...new Set(bridgeIds)].map(keyOf))).map(toBridge);
    },

    /**
     * The terminals that a bridge has ever had, as far as they are noted; `undefined` until somebody has noted all of
     * them, as for bridges that are older than this list.
     */
    async serialsOf(bridgeId: BridgeId): Promise<Serial[] | undefined> {
      const item = await database.main.get(serialsKeyOf(bridgeId));
      if (item?.known !== true) return undefined;
      return item.serials instanceof Set
        ? [...item.serials].map((serial) => requireSerial(String(serial)))
        : [];
    },

    /** Adds to the terminals that a bridge has ever had. @param all - whether they, with those noted before, are all of them */
    async noteSerials(bridgeId: BridgeId, serials: readonly Serial[], all: boolean): Promise<void> {
      if (serials.length === 0 && !all) return;
      await database.main.updateIf(serialsKeyOf(bridgeId), {
        UpdateExpression: [
          ...(all ? ['SET known = :known'] : []),
          ...(serials.length > 0 ? ['ADD serials :serials'] : []),
        ].join(' '),
        ExpressionAttributeValues: {
          ...(all ? { ':known': true } : {}),
          ...(serials.length > 0 ? { ':serials': new Set(serials) } : {}),
        },
      });
    },

    async list(limit: number, cursor?: string): Promise<Page<StoredBridge>> {
      return await list.page(limit, cursor);
    },

    async all(): Promise<StoredBridge[]> {
      return await list.all();
    },
  };
}
