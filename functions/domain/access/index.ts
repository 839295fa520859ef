/**
 * Who may call: API keys, their making and their end.
 * Sign-in, sessions and roles belong here as well; what a role may do stands at each route of the contract.
 * Imports the ground only.
 * @module
 */
export { createApiKey, deleteApiKey, findKeyHolder, listApiKeys } from './api-keys.ts';
