/** Runs a test against a simulated terminal and reads all its records. @module */

import {
  samplePunches,
  sampleUsers,
  startTerminalSimulator,
  type TerminalSimulator,
} from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import type { AttendanceSummary } from '#bridge/terminals/zk/index.ts';
import { openTerminal, type TerminalOptions } from '#bridge/terminals/zk/index.ts';
import type { TerminalSession } from '#bridge/terminals/zk/terminal.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aClock } from '#test/support/clock.ts';

/** What a test runs with: a simulated terminal and the way to open a conversation with it. */
export interface Simulated {
  simulator: TerminalSimulator;
  open: (options?: Partial<TerminalOptions>) => Promise<TerminalSession>;
}

/** What time it is for the terminals and for whoever speaks to them: later than every punch of the tests. */
const timeOfTerminals = '2026-12-01T12:00:00Z';

/** Runs a test against a simulated terminal with 40 sample users, and closes everything that was opened. */
export async function withSimulator(
  options: Partial<SimulatorOptions> & { records?: number },
  run: (simulated: Simulated) => Promise<void>,
): Promise<void> {
  const { records = 2_000, ...rest } = options;
  const clock = aClock({ at: timeOfTerminals });
  const users = sampleUsers(40);
  const simulator = await startTerminalSimulator({
    serial: 'SAMPLE1',
    users,
    punches: samplePunches(records, users),
    clock: clock.now,
    ...rest,
  });
  const sessions: TerminalSession[] = [];
  try {
    await run({
      simulator,
      open: async (own = {}) => {
        const session = await openTerminal({
          host: '127.0.0.1',
          port: simulator.port,
          idleTimeoutMs: 2_000,
          now: clock.now,
          ...own,
        });
        sessions.push(session);
        return session;
      },
    });
  } finally {
    for (const session of sessions) await session.close();
    await simulator.close();
  }
}

/** A read to its end: all records without their raw bytes, and the summary. */
export async function readAll(
  session: TerminalSession,
): Promise<{ records: TerminalRecord[]; summary: AttendanceSummary }> {
  const records: TerminalRecord[] = [];
  const reading = session.readAttendance();
  for (;;) {
    const next = await reading.next();
    if (next.done) return { records: records.map(withoutRaw), summary: next.value };
    for (const record of next.value) records.push(record);
  }
}

function withoutRaw({ pin, time, status, verify, workCode }: TerminalRecord): TerminalRecord {
  return { pin, time, status, verify, workCode };
}

/** The code and facts with which a promise fails; `complete` when it does not. */
export async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return 'complete';
  } catch (error) {
    return error;
  }
}
