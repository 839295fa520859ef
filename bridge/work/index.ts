/**
 * The bridge at work: opening, running and stopping it; heartbeats, tasks, reads that nobody asked for, retries.
 * The only room that sees terminals and the cloud together.
 * @module
 */

export { diagnose } from './diagnose.ts';
export { keepBridgeRunning } from './keep-running.ts';
export { keptList } from './kept-list.ts';
export { NotEnrolled, type OpenedBridge, openBridge } from './open-bridge.ts';
export { contradictions, readLog } from './read-log.ts';
export { type RunningBridge, startBridge } from './run-bridge.ts';
export { type Inability, updateReport } from './updates.ts';
export { readUsers } from './user-details.ts';
