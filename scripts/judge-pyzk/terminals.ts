/** The simulated terminals that pyzk reads, and what it must find in each. @module */

import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';

/** A terminal to be read. */
export interface JudgedTerminal {
  name: string;
  modes: readonly string[];
  commKey?: number;
  udp?: boolean;
  records?: number;
  /** Width of user ids that it reports; default 9. */
  pinWidth?: number;
  /** Length of names, where they are cut. */
  nameLength?: number;
}

/** What pyzk reads of a terminal, as `read.py` prints it. */
export interface Found {
  serial: string;
  version: string;
  time: string;
  pinWidth: number;
  voice: boolean;
  counted: { users: number; records: number };
  users: (string | number)[][];
  attendance: (string | number)[][];
}

/** One for each form of records and users that pyzk knows, both transports, and keys of every length. */
export const judgedTerminals: readonly JudgedTerminal[] = [
  { name: 'TCP', modes: [] },
  { name: 'TCP, 30,000 records', modes: [], records: 30_000 },
  { name: 'TCP, no records', modes: [], records: 0 },
  { name: 'TCP, a key of one digit', modes: [], commKey: 7 },
  { name: 'TCP, a key of six digits', modes: [], commKey: 999_999 },
  { name: 'TCP, records of 16 bytes', modes: ['rec16'] },
  { name: 'TCP, records of 8 bytes', modes: ['rec8a', 'user28'], pinWidth: 5, nameLength: 8 },
  { name: 'TCP, users of 28 bytes', modes: ['user28'], pinWidth: 5, nameLength: 8 },
  { name: 'TCP, everything in one packet', modes: ['inline'] },
  { name: 'TCP, frames of 1008 bytes', modes: ['frame1008'] },
  { name: 'UDP', modes: [], udp: true },
  { name: 'UDP, a key of six digits', modes: [], udp: true, commKey: 123_456 },
  { name: 'UDP, records of 8 bytes', modes: ['rec8a', 'user28'], udp: true, pinWidth: 5, nameLength: 8 },
];

const serial = 'SAMPLE0000001';
const now = '2026-03-04 09:00:00';

/**
 * Has somebody read a simulated terminal. Its clock stands still.
 * @returns how what was found differs from what the terminal has; empty when it does not
 */
export async function judge(
  terminal: JudgedTerminal,
  read: (from: { port: number; commKey: number; udp: boolean }) => Promise<Found>,
): Promise<string[]> {
  const { modes, commKey = 0, udp = false, records = 2_000, pinWidth = 9, nameLength } = terminal;
  const users = sampleUsers(40);
  const punches = samplePunches(records, users);
  const simulator = await startTerminalSimulator({
    serial,
    users,
    punches,
    modes: commKey === 0 ? modes : [...modes, `comm-key:${commKey}`],
    transport: udp ? 'udp' : 'tcp',
    clock: () => Date.parse(`${now}Z`),
  });
  try {
    const found = await read({ port: simulator.port, commKey, udp });
    const expected: Found = {
      serial,
      version: 'Ver 6.60 (simulated)',
      time: now,
      pinWidth,
      voice: true,
      counted: { users: users.length, records },
      users: simulator.users.map(({ pin, name, privilege, card }) => [
        pin,
        name.slice(0, nameLength),
        privilege,
        card,
      ]),
      attendance: simulator.records().map(({ pin, time, status, verify }) => [pin, time, status, verify]),
    };
    return Object.entries(expected).flatMap(([name, value]) =>
      difference(name, found[name as keyof Found], value),
    );
  } finally {
    await simulator.close();
  }
}

function difference(name: string, found: unknown, expected: unknown): string[] {
  if (JSON.stringify(found) === JSON.stringify(expected)) return [];
  if (!Array.isArray(found) || !Array.isArray(expected)) {
    return [`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
  }
  if (found.length !== expected.length) return [`${name}: ${found.length} instead of ${expected.length}`];
  const at = expected.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(found[index]));
  return [`${name}: row ${at} is ${JSON.stringify(found[at])} instead of ${JSON.stringify(expected[at])}`];
}
