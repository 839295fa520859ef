/** Names the scopes that an API key of role `integration` can have. @module */

/** What a key of role `integration` may be allowed, each for itself. Other roles need none. */
export const scopes = [
  'approvals:write',
  'changes:read',
  'corrections:read',
  'corrections:write',
  'downloads:read',
  'downloads:write',
  'leaves:read',
  'leaves:write',
  'plan:read',
  'plan:write',
  'punches:read',
  'punches:write',
  'settings:read',
  'sheets:read',
  'sheets:write',
  'terminals:read',
  'users:read',
  'users:write',
] as const;

/** The name of a scope. */
export type ScopeName = (typeof scopes)[number];

const notOfOldKeys: readonly ScopeName[] = ['approvals:write', 'punches:write'];

/**
 * What keys of role `integration` may do that were made before keys had scopes: what they could, except for taking in punches,
 * which nobody can take back. That they decide about entries is said of no program by itself either.
 */
export const scopesOfOldKeys: readonly ScopeName[] = scopes.filter((scope) => !notOfOldKeys.includes(scope));
