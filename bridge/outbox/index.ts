/**
 * The outbox: every record on disk before a terminal hears that it was taken, until the cloud has said stored; and what else survives a restart.
 * SQLite is spoken to here only.
 * Imports config/, async/ and log/.
 * @module
 */
export type { Batch } from './batches.ts';
export { Enrolment, readIdentity } from './identity-file.ts';
export { ImportedUser } from './imported-users.ts';
export { Outbox } from './outbox.ts';
export { type OutboxStatus, readOutboxStatus } from './outbox-status.ts';
export { LogSpan } from './record-identity.ts';
export { TerminalMemory, type TerminalReportValue } from './terminal-memory.ts';
