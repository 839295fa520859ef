/**
 * Many people at once: lists in any order, batches, and their files; and what privacy asks for.
 * What one user is, and how one is saved, lives in users/. Imports users/, downloads/, tables/, recompute/
 * and the ground.
 * @module
 */
export { assignRosters, changePeople, createRange } from './batch.ts';
export { erasePerson } from './erase-person.ts';
export { exportPeople } from './export-people.ts';
export { importPeople } from './import-people.ts';
export { listPeople } from './list-people.ts';
export { personalData } from './personal-data.ts';
export { punchTimesOf } from './punch-times.ts';
