/** Makes push terminals for tests of the cloud, and reads back what it stored of them. @module */

import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { cloudTime, type Organisation } from '#test/support/cloud.ts';

/** All that arrived today of a terminal, from the store itself. */
export async function punchesOf({ stores }: Organisation, serial: string): Promise<TerminalRecord[]> {
  const all: TerminalRecord[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await stores.punches.arrivals(cloudTime.today(), 1000, cloudTime.instant(), cursor);
    for (const { serial: owner, wallTime, ...punch } of page.items) {
      if (owner === serial) all.push({ ...punch, time: wallTime.replace('T', ' ') });
    }
    cursor = page.nextCursor;
  }
  return all;
}

/** A punch of finger and key in. */
export function aPunch(time: string, pin = '1001'): TerminalRecord {
  return { pin, time, status: 0, verify: 1, workCode: '' };
}

/** A terminal that pushes to a cloud, without a terminal's pauses. */
export function aDevice(
  server: string,
  serial: string,
  punches: readonly TerminalRecord[],
  modes: readonly string[] = [],
): PushTerminalSimulator {
  return new PushTerminalSimulator({ server, serial, punches, modes, waitScale: 0, now: cloudTime.now });
}
