/** The API says by name who did something, to those who may learn who people are. @module */

import { withAuthorNames } from '../domain/access/index.ts';
import type { Call } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';

/** Whether a caller may learn who people are: an integration needs a scope for that. */
export function mayName({ caller: { principal, scopes = [] } }: Call): boolean {
  return principal !== 'integration' || scopes.includes('users:read') || scopes.includes('sheets:read');
}

/** Puts the names of authors into answers. */
export function authorNames({ directory, storesOf }: Runtime) {
  return async (body: unknown, call: Call): Promise<unknown> =>
    call.caller.organisation !== '' && mayName(call)
      ? await withAuthorNames(directory, storesOf(call.caller.organisation), body)
      : body;
}
