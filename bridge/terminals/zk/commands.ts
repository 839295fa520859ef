/** The closed list of commands that the bridge may send to a terminal, and the replies that it knows. @module */

/**
 * The closed list of what this client says to a terminal. Nothing else can be sent: the session refuses a number that
 * is not here. Commands that erase anything are missing on purpose, as is the door relay. Those that write (a user, the
 * clock) are sent only by functions that exist for it: a download never changes the terminal.
 */
export const sendableCommands = {
  userWrite: 8,
  usersDirect: 9,
  optionRead: 11,
  attendanceDirect: 13,
  freeSizes: 50,
  timeRead: 201,
  timeWrite: 202,
  events: 500,
  connect: 1000,
  exit: 1001,
  enable: 1002,
  disable: 1003,
  refreshData: 1013,
  version: 1100,
  authenticate: 1102,
  freeData: 1502,
  prepareBuffer: 1503,
  readBuffer: 1504,
  acknowledge: 2000,
} as const;

/** A command number that this client may send. */
export type SendableCommand = (typeof sendableCommands)[keyof typeof sendableCommands];

const sendableNumbers: ReadonlySet<number> = new Set(Object.values(sendableCommands));

/** Whether a command number is on the closed list. */
export function isSendable(command: number): command is SendableCommand {
  return sendableNumbers.has(command);
}

const writes: ReadonlySet<number> = new Set<SendableCommand>([
  sendableCommands.userWrite,
  sendableCommands.timeWrite,
  sendableCommands.authenticate,
  sendableCommands.acknowledge,
]);

/** Whether a command must not be repeated blindly: it changes the terminal, or counts as a try at its key. */
export function isWrite(command: SendableCommand): boolean {
  return writes.has(command);
}

/** What terminals answer, and the packets of a bulk transfer (zk-protocol, pyzk). */
export const replyCodes = {
  event: 500,
  prepareData: 1500,
  data: 1501,
  ok: 2000,
  error: 2001,
  unauthorised: 2005,
  locked: 2032,
  bufferRefused: 4989,
  secureFirmware: 6001,
  dataError: 65531,
  initError: 65532,
  commandError: 65533,
  unknownCommand: 65535,
} as const;

/** The replies by which a terminal refuses the buffered read (1503), after which the direct read is tried. */
export const bufferRefusals: ReadonlySet<number> = new Set([
  replyCodes.error,
  replyCodes.unknownCommand,
  replyCodes.commandError,
  replyCodes.bufferRefused,
]);
