/**
 * The closed set of ways in which talking to a terminal can fail, each with its sentence for people. The bridge
 * raises them, reports them with its tasks, and the cloud stores and shows them; so they are agreed on here.
 * @module
 */

/** The facts that each fault carries. `address` is host:port as configured. */
export interface TerminalFaultFacts {
  /** `of`: it pushes and has not called (`since` then: an instant), or no configured address has it. */
  unreachable: { address: string; reason: string; of?: 'push' | 'not-configured'; since?: string };
  refused: { address: string };
  'connection-lost': { address: string; received: number; expected: number };
  timeout: { address: string; waitedSeconds: number; during: string };
  busy: { address: string };
  'comm-key-required': { address: string };
  'comm-key-wrong': { address: string };
  locked: { address: string };
  'secure-firmware': { address: string };
  'access-panel': { address: string };
  'not-a-terminal': { address: string; firstBytes: string };
  'unexpected-reply': { address: string; during: string; reply: number };
  checksum: { address: string; during: string };
  /**
   * Of a report, `of` says what else is not whole: `short` log, blank records in it (`blank`), records or details of users that
   * the cloud has not accepted (`not-taken`, `details`), or a bridge that is too old for what was asked (`bridge`).
   */
  incomplete: { address: string; received: number; expected: number; tries: number; of?: IncompleteOf };
  corrupt: { address: string; reason: string; of?: 'no-serial' };
  'layout-unknown': { address: string; bytes: number; records: number | null; of?: 'users' };
  'other-serial': { address: string; expected: string; actual: string };
  cancelled: { address: string };
  /** `disk`: the sentence about the disk, where the disk and not the limit is what is full. */
  'outbox-full': { limitBytes: number; disk?: string };
  'bridge-silent': { hours: number };
}

/** What is not whole. */
export type IncompleteOf = 'short' | 'blank' | 'not-taken' | 'details' | 'bridge';

/** A code of the closed set. */
export type TerminalFaultCode = keyof TerminalFaultFacts;

/** What terminals mean by the codes with which they refuse a request. */
const replyMeanings: Readonly<Record<number, string>> = {
  2001: 'an error it does not explain',
  2003: '"try again"',
  2004: '"repeat"',
  4989: 'no memory for the answer, or its mode does not allow it',
  65531: 'wrong data',
  65532: 'not initialised',
  65533: 'a command error',
  65535: 'a request its firmware does not know',
};

const likely = 'Likely, in this order: ';

/** Who answers with these first bytes (hexadecimal) instead of a terminal. */
function strangerOf(firstBytes: string): string {
  if (/^485454502f|^3c/.test(firstBytes)) return 'a web server answers there';
  if (firstBytes.startsWith('5353482d')) return 'an SSH server answers there';
  return `first bytes ${firstBytes}`;
}

function unknownUsers({ address, bytes, records }: TerminalFaultFacts['layout-unknown']): string {
  const size =
    records !== null && records > 0 && bytes % records === 0 ? `, ${bytes / records} bytes each` : '';
  return `${records ?? 'The'} users of ${address} could not be read: their layout is not known here (${bytes} bytes${size}). Punches are read all the same; names come from user.dat of a USB stick, or by hand.`;
}

const sentences: { [C in TerminalFaultCode]: (facts: TerminalFaultFacts[C]) => string } = {
  unreachable: (f) =>
    `No answer from ${f.address} (${f.reason}). Check power, network cable, address and the firewall for port 4370.`,
  refused: (f) =>
    `${f.address} refused the connection. ${likely}the address is that of another device, or the port is not the terminal's own, usually 4370; another program holds it (terminals serve one client), so close that; a firewall in between.`,
  'connection-lost': (f) =>
    f.expected === 0
      ? `The connection to ${f.address} was lost before any data had arrived. The bridge tries again automatically.`
      : `The connection to ${f.address} was lost after ${f.received} of ${f.expected} bytes. What arrived is kept, but the log does not count as read; it will be read again.`,
  timeout: (f) =>
    f.during === 'connecting'
      ? `${f.address} took the connection and then said nothing for ${f.waitedSeconds} s. ${likely}it is serving another program and lets this one wait; it hangs, so switch it off and on; the port is not the terminal's own, usually 4370.`
      : `${f.address} answered, and then went silent for ${f.waitedSeconds} s during ${f.during}. ${likely}the line to it is bad (Wi-Fi, cable, switch); somebody is using its menu; it hangs, so switch it off and on. The bridge tries again automatically.`,
  busy: (f) =>
    `${f.address} took the connection and closed it at once, without a word. ${likely}it is serving another program (terminals serve one), so close that; a firewall in between; the port is not the terminal's own, usually 4370. The bridge tries again automatically.`,
  'comm-key-required': (f) =>
    `${f.address} asks for a communication key. Enter the key shown in the terminal's menu (Comm. > Security): as commKey in the bridge's configuration, as --comm-key when probing.`,
  'comm-key-wrong': (f) =>
    `${f.address} refused the communication key. Correct it (commKey in the bridge's configuration, --comm-key when probing); it is not tried again, because terminals lock.`,
  locked: (f) => `${f.address} has locked authentication after wrong keys. Wait, or unlock it in its menu.`,
  'secure-firmware': (f) =>
    `${f.address} runs secure firmware: pull is encrypted there. Use push (cloud server setting), or switch the terminal to its standalone mode.`,
  'access-panel': (f) => `${f.address} is a C3/inBio access-control panel, which speaks another protocol.`,
  'not-a-terminal': (f) =>
    `${f.address} does not speak the terminal protocol (${strangerOf(f.firstBytes)}). The terminal's own port is usually 4370.`,
  'unexpected-reply': (f) =>
    `${f.address} refused ${f.during}: reply code ${f.reply}, ${replyMeanings[f.reply] ?? 'which is not known here'}.`,
  checksum: (f) => `A packet from ${f.address} was damaged on its way (checksum) during ${f.during}.`,
  incomplete: (f) =>
    `${f.address} delivered ${f.received} of ${f.expected} bytes in ${f.tries} tries. What arrived is kept, but the log does not count as read.`,
  corrupt: (f) =>
    `The data from ${f.address} contradict themselves: ${f.reason}. Nothing of this read was accepted.`,
  'layout-unknown': (f) =>
    f.of === 'users'
      ? unknownUsers(f)
      : `The records of ${f.address} have a layout that is not known here (${f.bytes} bytes for ${f.records ?? 'an unknown number of'} records).`,
  'other-serial': (f) =>
    `${f.address} is terminal ${f.actual}, but ${f.expected} was expected there. Have two terminals swapped addresses?`,
  cancelled: (f) =>
    `The conversation with ${f.address} was stopped from this side. Nothing is wrong with the terminal.`,
  'outbox-full': (f) =>
    f.disk ??
    `The outbox has reached its limit of ${f.limitBytes} bytes. Reading stops until the cloud has taken what waits; nothing is dropped.`,
  'bridge-silent': (f) =>
    `The bridge of this terminal has not reported for ${f.hours} hours. Check that its computer and its service are running.`,
};

/** Every code, for schemas and tests. */
export const terminalFaultCodes = Object.keys(sentences) as [TerminalFaultCode, ...TerminalFaultCode[]];

/** Faults that may be gone a moment later. Wrong keys are not among them: terminals lock after a few. */
export const passingFaults = [
  'unreachable',
  'refused',
  'connection-lost',
  'timeout',
  'busy',
  'incomplete',
  'checksum',
] as const satisfies TerminalFaultCode[];

/** A failed conversation with a terminal. */
export class TerminalFault<C extends TerminalFaultCode = TerminalFaultCode> extends Error {
  override readonly name = 'TerminalFault';
  readonly code: C;
  readonly facts: TerminalFaultFacts[C];

  constructor(code: C, facts: TerminalFaultFacts[C], options?: ErrorOptions) {
    super(sentences[code](facts), options);
    this.code = code;
    this.facts = facts;
  }
}

/** A fault as bridges and the cloud report it. */
export type FaultReport = {
  code: TerminalFaultCode;
  /** In English. */
  message: string;
  /** What the sentence is made of. */
  facts?: Record<string, string | number>;
};

const longestText = 500;

/** A fault as it is reported. Facts that are not known are left out. */
export function reportedFault({ code, message, facts }: TerminalFault): FaultReport {
  const known = Object.entries(facts).flatMap(([name, value]): [string, string | number][] => {
    if (typeof value === 'number') return [[name, value]];
    return typeof value === 'string' ? [[name, value.slice(0, longestText)]] : [];
  });
  return { code, message: message.slice(0, longestText), facts: Object.fromEntries(known) };
}

/** Whether a thrown value is a terminal fault with one of the given codes (any code when none is given). */
export function isTerminalFault<C extends TerminalFaultCode>(
  error: unknown,
  ...codes: C[]
): error is TerminalFault<C> {
  return error instanceof TerminalFault && (codes.length === 0 || codes.includes(error.code as C));
}
