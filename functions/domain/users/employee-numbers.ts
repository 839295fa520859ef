/** Finds who has an employee number, and warns where two people share one. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';

/** Something about an edit that was made and that somebody may want to look at. */
interface UserWarning {
  code: 'employee-number-shared';
  text: string;
  userIds: UserId[];
}

/** Everybody who has an employee number now, in order of their ids; an id that is another one now is nobody. */
async function usersWithNumber({ stores }: Pick<Actor, 'stores'>, number: string): Promise<StoredUser[]> {
  const ever = await stores.employeeNumbers.everOf(number);
  if (ever.length === 0) return [];
  const users = await stores.users.findMany(ever);
  return users
    .filter(({ employeeNumber, merged }) => employeeNumber === number && !merged)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is to be said about the employee number that a user has been given. It is no refusal: a rehire may keep an old number. */
export async function warningsOfNumber(actor: Actor, user: StoredUser): Promise<UserWarning[]> {
  if (user.employeeNumber === undefined) return [];
  const self = canonicalUserId(user.id);
  const others = (await usersWithNumber(actor, user.employeeNumber))
    .map(({ id }) => id)
    .filter((id) => canonicalUserId(id) !== self);
  if (others.length === 0) return [];
  const text = `The employee number "${user.employeeNumber}" is also that of ${others.join(', ')}. Payroll files go by it.`;
  return [{ code: 'employee-number-shared', text, userIds: others }];
}
