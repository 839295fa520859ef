/**
 * Who may call: API keys, and how they are made and deleted.
 * Sign-in, sessions and roles belong here as well; each route of the contract says which roles may use it.
 * Imports the ground only.
 * @module
 */
export { changeScopes, createApiKey, deleteApiKey, findKeyHolder, listApiKeys } from './api-keys.ts';
export { withAuthorNames } from './author-names.ts';
export { readTrail } from './trail.ts';
