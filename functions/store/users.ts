/** Stores users under their canonical ids, with versions that guard edits. @module */

import type { BatchId, LinkId } from '#shared/contract/ids.ts';
import type { User } from '#shared/contract/users.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { encodeCursor, type Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { partition, sortableId } from './keys.ts';
import { kindList } from './kind-list.ts';
import { either, flag, listOf, mapOf, number, object, oneOf, optional, orNull, text } from './shape.ts';
import { type Withdrawal, withdrawalShape } from './stored-entry.ts';
import { readerOf } from './stored-kind.ts';

/** That a user is another one now, and what undoes it. */
export interface StoredMerge {
  id: LinkId;
  into: UserId;
  renamed?: boolean | undefined;
  author: string;
  enteredAt: Instant;
  reason: string;
  /** The status of before. */
  status: User['status'];
  /** Present while the merge is being undone: who does it, when and why. */
  undoing?: Withdrawal | undefined;
}

/** What a merge brings into a user besides punches and entries. */
export type Planned = Pick<
  StoredUser,
  'issuedOn' | 'issuedOnFollowsPunches' | 'dutyRosterId' | 'rosterAssignments'
>;

/** That the date and rosters of another user came into this one, so that it happens once and can be taken back. */
export interface TakenIn {
  merge: LinkId;
  before: Planned;
  /** What the other user had. */
  brought: Planned;
}

/** A user as stored: what the API shows, and how the issuance date came about. */
export interface StoredUser extends Omit<User, 'origin'> {
  origin: Omit<User['origin'], 'byName'>;
  /** True while the issuance date follows the first punch automatically; false once a person has set it. */
  issuedOnFollowsPunches: boolean;
  /** The batch whose punches created the user, so that a repeated batch gives the same answer. */
  createdByBatch?: BatchId | undefined;
  /** The request that added the user by hand, so that its repeat finds its own. */
  createdByRequest?: string | undefined;
  /** The request that edited the user last, so that its repeat finds what it has done. */
  editedByRequest?: string | undefined;
  /** The months of HR's entries about the user are marked from the first one on. Users of earlier versions lack it. */
  entriesMarked?: boolean | undefined;
  /** Times of suspension; the last one is open while the user is suspended. */
  suspensions?: { from: LocalDate; to: LocalDate | null }[] | undefined;
  /** Present while the user is merged into another one. */
  merged?: StoredMerge | undefined;
  /** The merges of others whose dates and rosters have come in, in their order. */
  takenIn?: TakenIn[] | undefined;
}

/**
 * The roster assignments of a user whose issuance date moves to its first punch: one that began on the date begins on the new
 * one, and where there was no date yet, the first one begins no later.
 */
export function assignmentsSince(
  { issuedOn: before, rosterAssignments }: Pick<StoredUser, 'issuedOn' | 'rosterAssignments'>,
  issuedOn: LocalDate,
): StoredUser['rosterAssignments'] {
  const [first] = rosterAssignments.map(({ from }) => from).sort();
  const moved = before ?? (first !== undefined && first > issuedOn ? first : undefined);
  return rosterAssignments.map((assignment) =>
    assignment.from === moved ? { ...assignment, from: issuedOn } : assignment,
  );
}

/** What a list of users is narrowed to. */
export interface UserFilter {
  status?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  dutyRosterId?: string | undefined;
  search?: string | undefined;
}

const rostersShape = listOf(
  object<StoredUser['rosterAssignments'][number]>({ rosterId: text(), from: text(), to: orNull(text()) }),
);

const plannedShape = object<Planned>({
  issuedOn: optional(text()),
  issuedOnFollowsPunches: flag(),
  dutyRosterId: optional(text()),
  rosterAssignments: rostersShape,
});

/** Reads a user. @throws UnreadableItem */
export const toUser = readerOf(
  'user',
  object<StoredUser>({
    id: text(),
    name: optional(text()),
    status: oneOf('provisional', 'active', 'suspended'),
    origin: object({
      kind: text(),
      at: text(),
      by: optional(text()),
      downloadId: optional(text()),
      terminal: optional(text()),
    }),
    issuedOn: optional(text()),
    expiresOn: optional(text()),
    department: optional(text()),
    site: optional(text()),
    dutyRosterId: optional(text()),
    rosterAssignments: rostersShape,
    privilege: optional(number()),
    credentials: optional(
      object({
        cards: optional(number()),
        fingers: optional(number()),
        faces: optional(number()),
        passwords: optional(number()),
      }),
    ),
    card: optional(text()),
    employeeNumber: optional(text()),
    firstName: optional(text()),
    lastName: optional(text()),
    email: optional(text()),
    phone: optional(text()),
    position: optional(text()),
    costCentre: optional(text()),
    hiredOn: optional(text()),
    leftOn: optional(text()),
    custom: optional(mapOf(either(text(), number()))),
    erasedAt: optional(text()),
    version: number(),
    issuedOnFollowsPunches: flag(),
    createdByBatch: optional(text()),
    createdByRequest: optional(text()),
    editedByRequest: optional(text()),
    entriesMarked: optional(flag()),
    suspensions: optional(listOf(object({ from: text(), to: orNull(text()) }))),
    merged: optional(
      object<StoredMerge>({
        id: text(),
        into: text(),
        renamed: optional(flag()),
        author: text(),
        enteredAt: text(),
        reason: text(),
        status: oneOf('provisional', 'active', 'suspended'),
        undoing: optional(withdrawalShape),
      }),
    ),
    takenIn: optional(
      listOf(object<TakenIn>({ merge: text(), before: plannedShape, brought: plannedShape })),
    ),
  }),
  ['searchText'],
);

/** Whether a user is among those that a filter wants. */
export function fitsFilter(user: StoredUser, { search, ...exact }: UserFilter): boolean {
  const names = ['status', 'department', 'site', 'dutyRosterId'] as const;
  return (
    user.merged === undefined &&
    names.every((name) => exact[name] === undefined || user[name] === exact[name]) &&
    (search === undefined || isFoundBy(user, search))
  );
}

/** Whether a person is found by a part of the id, the name or the employee number. */
export function isFoundBy(user: StoredUser, search: string): boolean {
  return searchTextOf(user).includes(search.toLowerCase());
}

function searchTextOf({ id, name, firstName, lastName, employeeNumber }: StoredUser): string {
  return [id, name, firstName, lastName, employeeNumber]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
}

/** Users of one organisation, keyed by their canonical id. */
export function userStore(database: Database, organisation: string) {
  const list = kindList(database, { table: 'main', partitionKey: partition(organisation, 'USERS') }, toUser);

  function keyOf(userId: UserId): Key {
    return { pk: partition(organisation, 'USER', canonicalUserId(userId)), sk: 'PROFILE' };
  }

  function toItem(user: StoredUser): Item & { kindSk: string } {
    return {
      ...keyOf(user.id),
      ...list.attributes(sortableId(canonicalUserId(user.id))),
      ...user,
    };
  }

  function toNewItem(user: StoredUser): Item & { kindSk: string } {
    return toItem({ ...user, entriesMarked: true });
  }

  return {
    /** The user that an id means, whatever its leading zeros. */
    async find(userId: UserId): Promise<StoredUser | undefined> {
      const item = await database.main.get(keyOf(userId));
      return item && toUser(item);
    },

    /** The users that exist among many ids, in no order. */
    async findMany(userIds: readonly UserId[]): Promise<StoredUser[]> {
      const keys = [...new Set(userIds.map(canonicalUserId))].map(keyOf);
      return (await database.main.batchGet(keys)).map(toUser);
    },

    /**
     * Adds a user unless the id is taken.
     * @param now - about now, where the user came about earlier under another id
     * @returns whether this call added it
     */
    async add(user: StoredUser, now = user.origin.at): Promise<boolean> {
      const item = toNewItem(user);
      const [added] = await Promise.all([database.main.putIfAbsent(item), list.announce([item], now)]);
      return added;
    },

    /** Adds users whose ids differ, each unless its id is taken. @returns for each whether this call added it */
    async addEach(users: readonly StoredUser[]): Promise<boolean[]> {
      const items = users.map(toNewItem);
      const [added] = await Promise.all([
        database.main.putEachIf(items.map((item) => ({ item, mayHave: [] }))),
        list.announce(items, users[0]?.origin.at),
      ]);
      return added;
    },

    /**
     * Replaces users whose ids differ, each where it still has the version `from`. A field that one no longer has is lost where
     * `mayLose` names it.
     * @returns for each false when somebody else saved first
     */
    async replaceEach(
      changes: readonly { user: StoredUser; from: number }[],
      mayLose: readonly (keyof StoredUser)[] = [],
    ): Promise<boolean[]> {
      return await database.main.putEachIf(
        changes.map(({ user, from }) => ({ item: toItem(user), seen: { version: from }, mayHave: mayLose })),
      );
    },

    /** Replaces a user that still has the version `from`. @returns false when somebody else saved first */
    async replace(user: StoredUser, from: number): Promise<boolean> {
      return await database.main.putIf(toItem(user), {
        ConditionExpression: '#version = :from',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':from': from },
      });
    },

    /**
     * Moves the issuance date of an automatically created user back to an earlier punch, with the roster assignment
     * that began on it, or sets the date where the first punch is still to come. Does nothing once a person has set the date.
     */
    async issueEarlier(user: StoredUser, issuedOn: LocalDate): Promise<boolean> {
      const changed = await database.main.updateIf(keyOf(user.id), {
        UpdateExpression: 'SET issuedOn = :issuedOn, rosterAssignments = :assignments ADD #version :one',
        ConditionExpression:
          '#version = :from AND issuedOnFollowsPunches = :follows AND ' +
          '(attribute_not_exists(issuedOn) OR issuedOn > :issuedOn)',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':issuedOn': issuedOn,
          ':assignments': assignmentsSince(user, issuedOn),
          ':from': user.version,
          ':follows': true,
          ':one': 1,
        },
      });
      return changed !== null;
    },

    /** How many users a filter fits, as an index has them: who was added in the last moment may be missing. */
    async count(filter: UserFilter): Promise<number> {
      return (await list.allAsIndexed()).filter((user) => fitsFilter(user, filter)).length;
    },

    /** Everybody, in no order, as an index has them; `null` when there are more than `most`. */
    async upTo(most: number): Promise<StoredUser[] | null> {
      return await list.upTo(most);
    },

    /** How many users have a status, as an index has them. */
    async countWithStatus(status: StoredUser['status']): Promise<number> {
      return await list.countAsIndexed({ name: 'status', value: status });
    },

    /** The cursor of a list behind a user, wherever a page ended. */
    cursorBehind(userId: UserId): string {
      return encodeCursor(list.attributes(sortableId(canonicalUserId(userId))));
    },

    /** Users in order of their ids. A page may be short although more follow when a filter is set. */
    async list(filter: UserFilter, limit: number, cursor?: string): Promise<Page<StoredUser>> {
      return await list.page(limit, cursor, (user) => fitsFilter(user, filter));
    },
  };
}
