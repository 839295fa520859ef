/**
 * Files from a USB stick, read into the outbox.
 * Imports terminals/ (layouts of files), outbox/ and the rooms below it.
 * @module
 */
export { type ImportFile, readImport } from './read-import.ts';
