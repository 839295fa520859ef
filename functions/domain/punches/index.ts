/**
 * How punches come in: batches of bridges, pushed records, imported files; each stored once, each answered.
 * Nothing here changes or removes a punch.
 * Imports users/, terminals/, recompute/ and the ground.
 * @module
 */
export {
  describeImport,
  type ImportServices,
  importFile,
  requireImport,
  startImport,
  tryImport,
  workOnImport,
} from './import-jobs.ts';
export { ingest } from './ingest.ts';
export { listPunches } from './list-punches.ts';
export { storeUpload } from './loose-records.ts';
export { describePunches } from './punch-list.ts';
export { dismissRecords, replayRecords, restoreRecords } from './quarantine.ts';
