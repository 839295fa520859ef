/**
 * The feed of changes: whether it is kept, and what a reader gets of it.
 * The log itself is written by the store, around every write.
 * Imports users/, sheets/ and the ground.
 * @module
 */
export { changeState, readChanges, setChangesKept } from './feed.ts';
