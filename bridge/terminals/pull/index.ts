/**
 * Terminals that are read: one line of work for each, visits, what is known and reported of them, their clocks.
 * How bytes travel is known in zk/ only.
 * Imports terminals/zk/, cloud/ and the rooms below it.
 * @module
 */
export type { KnownTerminal, Visit } from './known-terminal.ts';
export { type ProbeResult, probeTerminal } from './probe-terminal.ts';
export {
  type OpenTerminal,
  type ReaderEnrolment,
  type ReaderUser,
  type TerminalConversation,
  zkTerminals,
} from './terminal-reader.ts';
export { TerminalRegistry } from './terminal-registry.ts';
export { reportedFault } from './terminal-states.ts';
