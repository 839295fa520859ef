/** Names the scopes that an API key of role `integration` can have. @module */

/** What a key of role `integration` may be allowed, each for itself. Other roles need none. */
export const scopes = [
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

/**
 * What keys of role `integration` may do that were made before keys had scopes: what they could, except for taking in punches,
 * which nobody can take back.
 */
export const scopesOfOldKeys: readonly ScopeName[] = scopes.filter((scope) => scope !== 'punches:write');
