/** The kinds of data that the bridge reads in bulk, with their request bytes. @module */

import { type SendableCommand, sendableCommands } from '#bridge/terminals/zk/commands.ts';

/** A request that is answered with a whole dataset. */
export interface DirectRequest {
  command: SendableCommand;
  data: Uint8Array;
}

/** One kind of data that is read in bulk. */
export interface Dataset {
  /** For faults: "reading " and this. */
  name: string;
  /** The 11 data bytes of the buffered request (1503): u8 1, u16 sub-command, u32 kind, u32 extension. */
  buffered: Uint8Array;
  /** The older direct request, for terminals that refuse the buffered one; absent where none is known. */
  direct?: DirectRequest;
}

/** The datasets that Rollcall reads (zk-protocol, pyzk; seen on the wire). */
export const datasets = {
  attendance: {
    name: 'the attendance log',
    buffered: Uint8Array.of(1, 0x0d, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    direct: { command: sendableCommands.attendanceDirect, data: new Uint8Array(0) },
  },
  users: {
    name: 'the users',
    buffered: Uint8Array.of(1, 0x09, 0, 5, 0, 0, 0, 0, 0, 0, 0),
    direct: { command: sendableCommands.usersDirect, data: Uint8Array.of(5) },
  },
  templates: {
    name: 'the list of fingerprints',
    buffered: Uint8Array.of(1, 0x07, 0, 2, 0, 0, 0, 0, 0, 0, 0),
  },
} as const satisfies Record<string, Dataset>;
