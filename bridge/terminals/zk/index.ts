/**
 * The 4370 protocol: packets, sessions, transfers and the layouts of what they carry, over TCP and UDP.
 * Nothing here clears a log or leaves a terminal disabled.
 * Imports nothing above config/, async/ and log/.
 * @module
 */
export type { AttendanceSummary } from './attendance-read.ts';
export { replyCodes } from './commands.ts';
export { addressesOf, type Discovered, discover } from './discover.ts';
export { decodePackedTime, encodePackedTime } from './packed-time.ts';
export { type Packet, packetHeaderBytes, readPacket } from './packet.ts';
export { encodeFrame, FrameReader, framePrefixBytes } from './tcp-frames.ts';
export {
  type Enrolment,
  openTerminal,
  type TerminalInfo,
  type TerminalOptions,
  type TerminalSession,
} from './terminal.ts';
export { UnkeepableTime } from './terminal-info.ts';
export type { TransportKind } from './transport.ts';
export { decodeUsers, detectUserLayout, type TerminalUser } from './user-layouts.ts';
