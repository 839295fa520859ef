/**
 * Files for people and for payroll programs: templates, tables by kind and form, at once or as a job with links, previews.
 * sheets/ decides which rows there are; this room gives them their form. Its own rooms: kinds/, the tables.
 * Imports sheets/, tables/ and the ground.
 * @module
 */
export {
  addExport,
  describeExport,
  type ExportMessage,
  type ExportServices,
  failExport,
  failureOfExport,
  filesOf,
  makeExport,
  requireExport,
  sightOfExport,
  startExport,
} from './exports.ts';
export { listKinds } from './list-kinds.ts';
export { covers } from './needed-sight.ts';
export type { Sight } from './person-fields.ts';
export { previewExport } from './preview.ts';
export { deleteExportSchedule, saveExportSchedule, startDueExport } from './schedules.ts';
export { deleteTemplate, listTemplates, requireTemplate, saveTemplate } from './templates.ts';
export { requireWanted } from './wanted.ts';
export { wholeCsv } from './whole-csv.ts';
export { type WriteBytes, writeExport } from './write-files.ts';
