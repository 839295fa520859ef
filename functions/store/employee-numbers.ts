/**
 * Finds users by their employee numbers. A note is written before the user has the number, and stays when the user gets another
 * one; so whoever looks a number up asks the users themselves. Nothing is deleted: no function has that right on this table.
 * @module
 */

import { RollcallError } from '#shared/errors.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Users of one number that are looked at: those who have ever had it. */
const mostOfOneNumber = 100;

const toNote = readerOf(
  'note of an employee number',
  object<{ userId: CanonicalUserId }>({ userId: text() }),
);

/** Employee numbers of one organisation. */
export function employeeNumberStore(database: Database, organisation: string) {
  const pkOf = (number: string) => partition(organisation, 'EMPLOYEE', number);

  return {
    /** Notes that a user is about to have a number. */
    async note(number: string, userId: UserId): Promise<void> {
      const id = canonicalUserId(userId);
      await database.main.put({ pk: pkOf(number), sk: id, userId: id });
    },

    /** Notes the same about many users. @throws RollcallError service.busy when the table does not keep up */
    async noteEach(notes: readonly { number: string; userId: UserId }[]): Promise<void> {
      const items = notes.map(({ number, userId }) => {
        const id = canonicalUserId(userId);
        return { pk: pkOf(number), sk: id, userId: id };
      });
      const different = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
      const refused = await database.main.batchPut([...different.values()]);
      if (refused.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
    },

    /** The canonical ids of those who have or have had a number, strongly consistent; at most the first 100. */
    async everOf(number: string): Promise<CanonicalUserId[]> {
      const { items } = await database.main.queryPage(
        {
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pkOf(number) },
          ConsistentRead: true,
        },
        mostOfOneNumber,
      );
      return items.map((item) => toNote(item).userId);
    },
  };
}
