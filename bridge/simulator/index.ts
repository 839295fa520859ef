/**
 * Simulated terminals for tests, benches and a first try: the 4370 protocol and push firmware, with the faults of real
 * ones.
 * The bridge never imports it.
 * Imports terminals/.
 * @module
 */
export { PunchFileError, readPunchFile, type TerminalPunches } from './punch-files.ts';
export { samplePunches, sampleUsers } from './sample-data.ts';
export { startTerminalSimulator, type TerminalSimulator } from './terminal-simulator.ts';
