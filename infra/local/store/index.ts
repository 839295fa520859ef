/**
 * The door of the embedded store: a server on node:sqlite that speaks the operations of DynamoDB that Rollcall uses.
 * Durable after each answer, one commit per turn of the event loop. It knows nothing of Rollcall's tables; who may
 * speak to it is decided by the guard in front of it.
 * @module
 */

export type { Lateness } from './late-indexes.ts';
export { serveStore } from './server.ts';
export { openStore, type Store } from './store.ts';
