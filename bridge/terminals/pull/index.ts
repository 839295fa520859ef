/**
 * Terminals that are pulled: one line of work for each, visits, what is known and reported of them, their clocks.
 * Only zk/ knows how bytes travel.
 * Imports terminals/zk/, cloud/ and the rooms below it.
 * @module
 */
export { BlankRecords } from './blank-records.ts';
export { driftSentence, fittingZone, zoneSentence } from './fitting-zone.ts';
export type { KnownTerminal, Visit } from './known-terminal.ts';
export { lookAtTerminal, type TerminalLook } from './look-at-terminal.ts';
export { type ProbeResult, probeTerminal } from './probe-terminal.ts';
export { blankSentence, type Shortfall, shortfallOf } from './shortfall.ts';
export {
  type OpenTerminal,
  zkTerminals,
} from './terminal-reader.ts';
export { TerminalRegistry } from './terminal-registry.ts';
