/**
 * Stores the list of departments in one item, and notes which users have or had which department. Notes are written before
 * the user has it, and stay; so whoever reads them asks the users themselves.
 * @module
 */

import { RollcallError } from '#shared/errors.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { flag, listOf, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A department of the list. */
export interface ListedDepartment {
  name: string;
  parent?: string | undefined;
}

/** The whole list, so that one conditional write decides about parents. */
export interface DepartmentList {
  departments: ListedDepartment[];
  version: number;
}

/** How far the users of versions without notes have been looked through. */
interface Collected {
  done: boolean;
  cursor?: string | undefined;
}

const notesAtOnce = 100;

const toList = readerOf(
  'list of departments',
  object<DepartmentList>({
    departments: listOf(object({ name: text(), parent: optional(text()) })),
    version: number(),
  }),
);
const toCollected = readerOf('progress', object<Collected>({ done: flag(), cursor: optional(text()) }));
const toName = readerOf('name of a department', object<{ name: string }>({ name: text() }));
const toMember = readerOf('note of a department', object<{ userId: CanonicalUserId }>({ userId: text() }));

/** Departments of one organisation. */
export function departmentStore(database: Database, organisation: string) {
  const table = database.main;
  const listKey = { pk: partition(organisation, 'DEPARTMENTS'), sk: 'LIST' };
  const collectedKey = { pk: listKey.pk, sk: 'COLLECTED' };
  const namesPk = partition(organisation, 'DEPARTMENTS', 'NAMES');
  const membersPk = (name: string) => partition(organisation, 'DEPARTMENT', name);

  return {
    async read(): Promise<DepartmentList> {
      const item = await table.get(listKey);
      return item ? toList(item) : { departments: [], version: 0 };
    },

    /** Replaces the list that still has a version. @returns false when somebody else saved first */
    async replace(departments: ListedDepartment[], from: number): Promise<boolean> {
      return await table.putIf(
        { ...listKey, departments, version: from + 1 },
        from === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :from',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':from': from },
            },
      );
    },

    /** Notes that a user is about to have a department. */
    async note(name: string, userId: UserId): Promise<void> {
      const id = canonicalUserId(userId);
      await Promise.all([
        table.put({ pk: namesPk, sk: name, name }),
        table.put({ pk: membersPk(name), sk: id, userId: id }),
      ]);
    },

    /** Notes the same about many users. @throws RollcallError service.busy when the table does not keep up */
    async noteEach(notes: readonly { name: string; userId: UserId }[]): Promise<void> {
      const items = notes.flatMap(({ name, userId }) => {
        const id = canonicalUserId(userId);
        return [
          { pk: namesPk, sk: name, name },
          { pk: membersPk(name), sk: id, userId: id },
        ];
      });
      const different = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
      const refused = await table.batchPut([...different.values()]);
      if (refused.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
    },

    /** Every name that a user has or had. */
    async names(): Promise<string[]> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': namesPk },
        ConsistentRead: true,
      });
      return items.map((item) => toName(item).name);
    },

    /** The canonical ids of those who have or had a department, some at a time. */
    async *everOf(name: string): AsyncGenerator<CanonicalUserId[]> {
      let after: CanonicalUserId | undefined;
      do {
        const { items, lastKey } = await table.queryPage(
          {
            KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
            ExpressionAttributeValues: {
              ':pk': membersPk(name),
              ...(after === undefined ? {} : { ':after': after }),
            },
            ConsistentRead: true,
          },
          notesAtOnce,
        );
        const ids = items.map((item) => toMember(item).userId);
        yield ids;
        after = lastKey === undefined ? undefined : ids.at(-1);
      } while (after !== undefined);
    },

    /** How far users from before there were notes have been looked through. */
    async collected(): Promise<Collected> {
      const item = await table.get(collectedKey);
      return item ? toCollected(item) : { done: false };
    },

    async keepCollected(collected: Collected): Promise<void> {
      await table.put({ ...collectedKey, ...collected });
    },
  };
}
