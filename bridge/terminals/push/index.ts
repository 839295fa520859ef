/**
 * Terminals that push: the listener, what they sent last, what they are asked for.
 * Imports outbox/ and the rooms below it.
 * @module
 */
export { readPushHearsay } from './push-state.ts';
export { PushTerminals } from './push-terminals.ts';
