/** Says what needs an administrator, beyond what the route of a request says. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Actor } from './actor.ts';

/** Whether an administrator acts, or Rollcall itself. */
export function isAdministrator({ role }: Pick<Actor, 'role'>): boolean {
  return role === 'admin' || role === 'system';
}

/**
 * Refuses a caller who is no administrator.
 * @param what - the end of the sentence "it needs admin, to …"
 * @throws RollcallError caller.not-allowed
 */
export function requireAdministrator({ name, role }: Pick<Actor, 'name' | 'role'>, what: string): void {
  if (isAdministrator({ role })) return;
  throw new RollcallError('caller.not-allowed', { caller: `${name} (${role})`, needs: `admin, to ${what}` });
}
