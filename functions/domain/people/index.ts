/**
 * Many people at once: lists in any order, and their files.
 * What one user is, and how one is saved, lives in users/. Imports users/, tables/ and the ground.
 * @module
 */
export { exportPeople } from './export-people.ts';
export { listPeople } from './list-people.ts';
