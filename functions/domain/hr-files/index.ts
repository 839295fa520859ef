/**
 * Files of HR that say something about people: leaves and rosters. One mechanism takes them in, and a description of each kind
 * says what its columns are and what becomes of a row. Files of people themselves are in people/.
 * Imports entries/, users/, tables/ and the ground.
 * @module
 */
export { importFile } from './import-file.ts';
export { leaveFile } from './leaves.ts';
export { rosterFile } from './rosters.ts';
