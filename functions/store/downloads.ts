/** Stores downloads, and lists those that still have tasks to do. @module */

import type { DetailField, DownloadCounts, DownloadWindow } from '#shared/contract/download-fields.ts';
import type { Download, SentField } from '#shared/contract/downloads.ts';
import { type BridgeId, type DownloadId, requireOurId, type TaskId } from '#shared/contract/ids.ts';
import type { Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { document, flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Where the list of a download's tasks lies. */
export interface DownloadPlan {
  /** Chosen by whoever made the list: of several who start the same download, the list of one counts. */
  token: string;
  /** In how many items it lies. */
  parts: number;
  tasks: number;
  /** How many of them are carried out without a bridge. */
  pushed: number;
}

/** A task that a download is to have. */
export interface PlannedTask {
  id: TaskId;
  terminal: Serial;
  bridgeId?: BridgeId | undefined;
}

/** What a download of user details takes of which users, where somebody has chosen it. */
export interface TakenDetails {
  /** Users whom nobody has named: all who are new, those who do not exist here, or none, for the list alone. */
  select?: 'new' | 'missing' | 'none' | undefined;
  /** PINs at the terminal of chosen users, where they are not what their ids say. */
  pins?: { userId: UserId; pin: Pin }[] | undefined;
  fields?: DetailField[] | undefined;
  overwrite?: boolean | undefined;
  issuedOn?: LocalDate | 'first-punch' | undefined;
  dutyRosterId?: string | undefined;
}

/** A download as stored: its counts and state are those of its tasks. */
export interface StoredDownload
  extends Pick<
    Download,
    | 'id'
    | 'kind'
    | 'origin'
    | 'requestedBy'
    | 'requestedAt'
    | 'unknownUsers'
    | 'mode'
    | 'site'
    | 'window'
    | 'retryOf'
    | 'leftOut'
    | 'nothingToRead'
    | 'nothingTold'
    | 'cancelledAt'
    | 'cancelledBy'
  > {
  /** Which tasks it has; they are listed in items of their own, see `download-plans.ts`. */
  plan?: DownloadPlan | undefined;
  /** The tasks of a download that is older than plans. */
  tasks?: PlannedTask[] | undefined;
  /** Whether all tasks have been added. */
  begun?: boolean | undefined;
  /** Counts and state, and who was created and is held, once every task has ended. */
  ended?: { state: Download['state']; counts: DownloadCounts } & Pick<
    Download,
    'usersCreated' | 'usersHeld' | 'progress'
  >;
  /** Whether the users have been created whose punches were held before. */
  heldDone?: boolean | undefined;
  /** kind `users`: whose details are wanted; kind `send-users`: who is written. */
  userIds?: UserId[] | undefined;
  /** kind `send-users`: what of the users is written. */
  fields?: SentField[] | undefined;
  /** kind `users`, by hand: what is taken of whom. */
  details?: TakenDetails | undefined;
  /** Of a download of an earlier version: what {@link NotedUsers} holds since. */
  createdIds?: string[] | undefined;
  heldPins?: string[] | undefined;
  expiresAt: number;
}

/** Which downloads a list has; all of them where nothing is said. */
export interface WantedDownloads {
  kind?: StoredDownload['kind'] | undefined;
  origin?: StoredDownload['origin'] | undefined;
}

/** Ids of the users that a download created, and PINs whose punches it stored and nobody claimed. */
export interface NotedUsers {
  created: ReadonlySet<string>;
  held: ReadonlySet<string>;
}

/** The shape of what a download or a task has moved. */
export const countsShape = object<DownloadCounts>({
  read: number(),
  stored: number(),
  duplicates: number(),
  quarantined: number(),
  held: number(),
  usersCreated: number(),
  usersDetailed: number(),
});

const namedShape = object<NonNullable<Download['usersCreated']>>({
  ids: listOf(text()),
  total: number(),
  leftOut: optional(number()),
});

/** The shape of what a download of user details takes. */
export const detailsShape = object<TakenDetails>({
  select: optional(oneOf('new', 'missing', 'none')),
  pins: optional(listOf(object({ userId: text(), pin: text() }))),
  fields: optional(listOf(text())),
  overwrite: optional(flag()),
  issuedOn: optional(text()),
  dutyRosterId: optional(text()),
});

/** The shape of the window of a download. */
export const windowShape = object<DownloadWindow>({ from: optional(text()), to: optional(text()) });

/** The shape of a task that a download is to have. */
export const plannedTaskShape = object<PlannedTask>({
  id: text(),
  terminal: text(),
  bridgeId: optional(text()),
});

const readDownload = readerOf(
  'download',
  object<StoredDownload>({
    id: text(),
    kind: oneOf('punches', 'users', 'send-users'),
    origin: text(),
    requestedBy: text(),
    requestedAt: text(),
    unknownUsers: oneOf('create', 'hold'),
    mode: oneOf('new', 'all'),
    plan: optional(object({ token: text(), parts: number(), tasks: number(), pushed: number() })),
    tasks: optional(listOf(plannedTaskShape)),
    begun: optional(flag()),
    ended: optional(
      object({
        state: text(),
        counts: countsShape,
        usersCreated: optional(namedShape),
        usersHeld: optional(namedShape),
        progress: optional(
          object({ terminals: number(), done: number(), failed: number(), cancelled: number() }),
        ),
      }),
    ),
    site: optional(text()),
    window: optional(windowShape),
    retryOf: optional(text()),
    leftOut: optional(
      object({
        terminals: listOf(
          object({ terminal: text(), why: oneOf('pushes-to-cloud', 'bridge-revoked', 'no-bridge') }),
        ),
        total: number(),
      }),
    ),
    nothingToRead: optional(text()),
    nothingTold: optional(document<NonNullable<Download['nothingTold']>>()),
    cancelledAt: optional(text()),
    cancelledBy: optional(text()),
    heldDone: optional(flag()),
    userIds: optional(listOf(text())),
    fields: optional(listOf(text())),
    details: optional(detailsShape),
    createdIds: optional(listOf(text())),
    heldPins: optional(listOf(text())),
    expiresAt: number(),
  }),
);

function textsOf(set: unknown): string[] {
  return set instanceof Set ? [...set].map(String) : [];
}

/** Reads a download; ids lie in sets. */
function toDownload(item: Item): StoredDownload {
  const list = (set: unknown) => (set === undefined ? undefined : textsOf(set));
  return readDownload({ ...item, createdIds: list(item.createdIds), heldPins: list(item.heldPins) });
}

const notedPrefix = 'NOTED#';

/** Downloads of one organisation. Open ones are in a list of their own until all their tasks have ended. */
export function downloadStore(database: Database, organisation: string) {
  const table = 'operations';
  const list = kindList(
    database,
    { table, partitionKey: partition(organisation, 'DOWNLOADS'), latestFirst: true },
    toDownload,
  );
  const open = kindList(
    database,
    { table, partitionKey: partition(organisation, 'OPEN-DOWNLOADS') },
    (item) => requireOurId('dl', String(item.kindSk)),
  );
  const keyOf = (id: DownloadId) => ({ pk: partition(organisation, 'DOWNLOAD', id), sk: 'DOWNLOAD' });
  const openKeyOf = (id: DownloadId) => ({ pk: partition(organisation, 'DOWNLOAD', id), sk: 'OPEN' });

  return {
    /**
     * Notes users that a download created, and PINs whose punches are held: in an item for each batch, so that however many
     * there are each is counted once, and a batch that comes again changes nothing.
     * @param batch - the batch, or another name for some hundred users
     * @param expiresAt - when the note may be forgotten, in epoch seconds
     */
    async note(
      id: DownloadId,
      batch: string,
      users: { createdIds?: readonly string[]; heldPins?: readonly string[] },
      expiresAt: number,
    ): Promise<void> {
      const sets = Object.entries(users).filter(([, ids]) => ids.length > 0);
      if (sets.length === 0) return;
      const key = { pk: keyOf(id).pk, sk: `${notedPrefix}${batch}` };
      await database.operations.updateIf(key, {
        UpdateExpression: `SET expiresAt = :at ADD ${sets.map(([name]) => `#${name} :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(sets.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ':at': expiresAt,
          ...Object.fromEntries(sets.map(([name, ids]) => [`:${name}`, new Set(ids)])),
        },
      });
    },

    /** All users that a download has noted so far. */
    async noted({ id, createdIds = [], heldPins = [] }: StoredDownload): Promise<NotedUsers> {
      const items = await database.operations.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :noted)',
        ExpressionAttributeValues: { ':pk': keyOf(id).pk, ':noted': notedPrefix },
        ConsistentRead: true,
      });
      const all = (own: readonly string[], name: 'createdIds' | 'heldPins') =>
        new Set([...own, ...items.flatMap((item) => textsOf(item[name]))]);
      return { created: all(createdIds, 'createdIds'), held: all(heldPins, 'heldPins') };
    },

    /** Notes that the users have been created whose punches were held before the download. */
    async heldAreDone(id: DownloadId): Promise<void> {
      await database.operations.updateIf(keyOf(id), {
        UpdateExpression: 'SET heldDone = :done',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':done': true },
      });
    },

    /** Adds a download unless its id is taken: a repeated request or tick adds nothing. */
    async add(download: StoredDownload): Promise<void> {
      const { id, expiresAt, requestedAt } = download;
      const entry = { ...openKeyOf(id), ...open.attributes(id), expiresAt };
      const item = { ...keyOf(id), ...list.attributes(id), ...download };
      await Promise.all([database.operations.putIfAbsent(entry), open.announce([entry], requestedAt)]);
      await Promise.all([database.operations.putIfAbsent(item), list.announce([item], requestedAt)]);
    },

    /** Adds a download that has ended before it began, unless its id is taken. */
    async addEnded(download: StoredDownload & Required<Pick<StoredDownload, 'ended'>>): Promise<void> {
      const { id, requestedAt } = download;
      const item = { ...keyOf(id), ...list.attributes(id), ...download };
      await Promise.all([database.operations.putIfAbsent(item), list.announce([item], requestedAt)]);
    },

    async find(id: DownloadId): Promise<StoredDownload | undefined> {
      const item = await database.operations.get(keyOf(id));
      return item && toDownload(item);
    },

    /** Ids of downloads that may still have tasks to do. */
    async openIds(): Promise<DownloadId[]> {
      return await open.all();
    },

    /** Notes that all tasks of a download have been added. */
    async noteBegun(id: DownloadId): Promise<void> {
      await database.operations.updateIf(keyOf(id), {
        UpdateExpression: 'SET begun = :begun',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':begun': true },
      });
    },

    /** Notes that somebody has cancelled a download. @returns it as it is now; `null` when it had ended */
    async cancel(id: DownloadId, at: Instant, by: string): Promise<StoredDownload | null> {
      const changed = await database.operations.updateIf(keyOf(id), {
        UpdateExpression:
          'SET cancelledAt = if_not_exists(cancelledAt, :at), cancelledBy = if_not_exists(cancelledBy, :by)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(ended)',
        ExpressionAttributeValues: { ':at': at, ':by': by },
      });
      return changed && toDownload(changed);
    },

    /** Keeps the final counts and takes the download off the list of open ones. */
    async end(id: DownloadId, ended: NonNullable<StoredDownload['ended']>): Promise<void> {
      await database.operations.updateIf(keyOf(id), {
        UpdateExpression: 'SET ended = :ended',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':ended': ended },
      });
      await this.close(id);
    },

    /** Takes a download off the list of open ones. */
    async close(id: DownloadId): Promise<void> {
      await Promise.all([database.operations.delete(openKeyOf(id)), open.withdraw(id)]);
    },

    /** The latest first. A page may have fewer although more follow, when few are of the wanted kind or origin. */
    async list(
      limit: number,
      cursor?: string,
      { kind, origin }: WantedDownloads = {},
    ): Promise<Page<StoredDownload>> {
      if (kind === undefined && origin === undefined) return await list.page(limit, cursor);
      const fits = (download: StoredDownload) =>
        (kind === undefined || download.kind === kind) &&
        (origin === undefined || download.origin === origin);
      return await list.filledPage(limit, cursor, fits);
    },
  };
}
