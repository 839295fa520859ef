/**
 * Who may call: API keys, and how they are made, rotated and deleted.
 * Who signs in with an account of an issuer is noted here as well; each route of the contract says which roles may use it.
 * Imports the ground only.
 * @module
 */
export { changeScopes, createApiKey, deleteApiKey, findKeyHolder, listApiKeys } from './api-keys.ts';
export { withAuthorNames } from './author-names.ts';
export { askIssuer, type IssuerMetadata, IssuerUnreachable, issuerMetadata, profileOf } from './issuer.ts';
export { isUseDue, type KeyUse, noteKeyUse } from './key-use.ts';
export {
  forgetPerson,
  listPeople,
  noteSeen,
  type Profile,
  type SignedIn,
  seenMilliseconds,
} from './people.ts';
export { personIdOf } from './person-id.ts';
export { rotateApiKey } from './rotate-key.ts';
export { readTrail } from './trail.ts';
