/** A site of the fleet: its simulated terminals, and a bridge in a process of its own. @module */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { startTerminalSimulator, type TerminalSimulator } from '../../bridge/simulator/index.ts';
import { BridgeId } from '../../shared/contract/fields.ts';
import type { TerminalRecord } from '../../shared/punch/punch.ts';
import { addDays } from '../../shared/time/calendar.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';

/** How large every site of a fleet is. */
export interface SiteSize {
  terminals: number;
  people: number;
  days: number;
}

/** A site. */
export interface FleetSite {
  name: string;
  folder: string;
  terminals: TerminalSimulator[];
  /** Records on its terminals before anybody reads them. */
  records: number;
}

const bridgeProgram = fileURLToPath(new URL('../../bridge/main.ts', import.meta.url));
const arrivals = ['08:50', '12:05', '12:50', '18:03'];

function configFileOf({ folder }: FleetSite): string {
  return join(folder, 'bridge.yaml');
}

/** PIN of somebody of a site; no two sites have one in common. */
export function pinAt(site: number, person: number): string {
  return String((site + 1) * 10_000 + person + 1);
}

function recordsAt(site: number, terminal: number, size: SiteSize, firstDay: LocalDate): TerminalRecord[] {
  const records: TerminalRecord[] = [];
  for (let day = 0; day < size.days; day += 1) {
    for (const minute of arrivals) {
      for (let person = terminal; person < size.people; person += size.terminals) {
        const second = String((person * 7) % 60).padStart(2, '0');
        const time = `${addDays(firstDay, day)} ${minute}:${second}`;
        records.push({ pin: pinAt(site, person), time, status: 255, verify: 1, workCode: '' });
      }
    }
  }
  return records;
}

/** Puts up the terminals of a site, with the punches of its people on the days before `today`. */
export async function openSite(
  index: number,
  size: SiteSize,
  folder: string,
  today: LocalDate,
): Promise<FleetSite> {
  const firstDay = addDays(today, -size.days);
  const number = String(index).padStart(3, '0');
  const logs = Array.from({ length: size.terminals }, (_, terminal) =>
    recordsAt(index, terminal, size, firstDay),
  );
  const terminals = await Promise.all(
    logs.map((punches, terminal) => startTerminalSimulator({ serial: `FLEET${number}${terminal}`, punches })),
  );
  const records = logs.reduce((sum, { length }) => sum + length, 0);
  return { name: `Site ${number}`, folder: join(folder, `site-${number}`), terminals, records };
}

const SetupResult = z.looseObject({ bridgeId: BridgeId });

/**
 * Sets the bridge of a site up by options alone, without terminals: the cloud says which it reads.
 * @throws Error with what `setup` said
 */
export async function setUpBridge(
  site: FleetSite,
  url: string,
  token: string,
): Promise<z.output<typeof BridgeId>> {
  const child = spawn(
    process.execPath,
    [
      bridgeProgram,
      'setup',
      ...['--cloud', url, '--config', configFileOf(site), '--data', join(site.folder, 'state')],
      ...['--no-terminals', '--no-service', '--yes', '--json'],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ROLLCALL_ENROLMENT_TOKEN: token },
    },
  );
  const [said, complained, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`setup ended with ${code}: ${complained.join('').slice(-2_000)}`);
  return SetupResult.parse(JSON.parse(said.join('').trim().split('\n').at(-1) ?? '')).bridgeId;
}

/** Starts the bridge of a site. */
export function startBridge(site: FleetSite): ChildProcess {
  return spawn(process.execPath, [bridgeProgram, 'run', '--config', configFileOf(site)], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

/** Ends a bridge. @param signal - SIGKILL: without a chance to tidy up */
export async function endBridge(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
