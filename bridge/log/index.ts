/**
 * What the bridge says: one line per event, for people and for machines.
 * No names of people, no secrets.
 * Imports nothing of the bridge.
 * @module
 */
export type { BridgeEvent } from './events.ts';
export { type BridgeLog, type LogLevel, type LogLine, reasonOf } from './log-line.ts';
export { LogTail } from './log-tail.ts';
