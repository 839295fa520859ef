/**
 * The outbox: every record is on disk before a terminal hears that it was taken, and stays until the cloud has
 * stored it. Also what else survives a restart. Only this room knows the tables of the outbox.
 * Imports config/, async/ and log/.
 * @module
 */
export type { Batch } from './batches.ts';
export { diskFullSentence, isDiskFull, measuredRoom } from './disk-space.ts';
export { type FoundOnce, readFound, writeFound } from './found-file.ts';
export { Enrolment, readIdentity } from './identity-file.ts';
export { ImportedUser } from './imported-users.ts';
export { Outbox } from './outbox.ts';
export { copyOutbox, restoreOutbox } from './outbox-copy.ts';
export { type OutboxStatus, readOutboxStatus } from './outbox-status.ts';
export { replacePrivateFile } from './private-file.ts';
export { LogSpan } from './record-identity.ts';
export { outboxSink, type RecordSink } from './record-sink.ts';
export { readTerminalList, writeTerminalList } from './terminal-list-file.ts';
export { TerminalMemory, type TerminalReportValue } from './terminal-memory.ts';
export {
  forgetFailedUpdate,
  keepOrderedUpdates,
  noteLastUpdate,
  type OrderedUpdates,
  readLastUpdate,
  readOrderedUpdates,
} from './update-files.ts';
