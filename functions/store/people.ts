/** Stores who has signed in: name, e-mail address and role of an account, and when it was seen. @module */

import type { PersonId } from '#shared/contract/ids.ts';
import type { Person } from '#shared/contract/sign-in.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const toPerson = readerOf(
  'person',
  object<Person>({
    id: text(),
    name: optional(text()),
    email: optional(text()),
    role: oneOf('viewer', 'hr', 'admin'),
    firstSeenAt: text(),
    lastSeenAt: text(),
  }),
);

/**
 * People of one organisation who have signed in. They lie beside the API keys, in the table of which items may be deleted: a
 * person can be forgotten.
 */
export function personStore(database: Database, organisation: string) {
  const table = database.operations;
  const keyOf = (id: PersonId) => ({ pk: partition(organisation, 'PERSON', id), sk: 'PERSON' });
  const list = kindList(
    database,
    { table: 'operations', partitionKey: partition(organisation, 'PEOPLE') },
    toPerson,
  );
  const itemOf = (person: Person) => ({ ...keyOf(person.id), ...list.attributes(person.id), ...person });

  return {
    async find(id: PersonId): Promise<Person | undefined> {
      const item = await table.get(keyOf(id));
      return item && toPerson(item);
    },

    /** The people of some ids; those that nobody has are left out. */
    async findEach(ids: readonly PersonId[]): Promise<Person[]> {
      return (await table.batchGet(ids.map(keyOf))).map(toPerson);
    },

    /** Adds somebody unless another call has. @returns whether this call did */
    async add(person: Person): Promise<boolean> {
      const item = itemOf(person);
      const [added] = await Promise.all([table.putIfAbsent(item), list.announce([item], person.firstSeenAt)]);
      return added;
    },

    /** Replaces what is known of somebody as it was read. @returns false when another call has, or the person was forgotten */
    async replace(person: Person, from: Person): Promise<boolean> {
      return await table.putIf(itemOf(person), {
        ConditionExpression: 'lastSeenAt = :from',
        ExpressionAttributeValues: { ':from': from.lastSeenAt },
      });
    },

    /** Deletes all that is known of somebody. @returns false when nothing is */
    async forget(id: PersonId): Promise<boolean> {
      return await table.delete(keyOf(id), { ConditionExpression: 'attribute_exists(pk)' });
    },

    async page(limit: number, cursor?: string): Promise<Page<Person>> {
      return await list.page(limit, cursor);
    },
  };
}
