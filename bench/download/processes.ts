/** The download benchmark starts the simulated terminal and each measured client in processes of their own. @module */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TransportKind } from '../../bridge/terminals/zk/index.ts';
import type { ClientResult } from './client.ts';

const clientFile = fileURLToPath(new URL('./client.ts', import.meta.url));
const simulatorFile = fileURLToPath(new URL('../../bridge/simulator/main.ts', import.meta.url));
const environment = { ...process.env, TZ: 'UTC' };

/** A simulated terminal in a process of its own. */
export interface SimulatorProcess {
  port: number;
  transport: TransportKind;
  stop(): Promise<void>;
}

/**
 * Starts a simulated terminal with a sample log and waits until it listens.
 * @param mode - the simulator's modes joined by `+`; `udp` among them stands for the transport
 */
export async function startSimulatorProcess(records: number, mode: string): Promise<SimulatorProcess> {
  const modes = mode.split('+');
  const transport = modes.includes('udp') ? 'udp' : 'tcp';
  const args = [
    ...['--port', '0', '--records', String(records)],
    ...modes.flatMap((one) => (one === 'udp' ? ['--udp'] : ['--mode', one])),
  ];
  const child = spawn(process.execPath, [simulatorFile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /listens on \S+:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return { port: Number(port), transport, stop };
  }
  throw new Error('the simulator ended before it listened');
}

/**
 * Runs one client in a process of its own.
 * @param limitSeconds - the client is stopped after this time and counts as hanging; some clients wait for ever
 */
export async function runClient(
  name: string,
  { port, transport }: Pick<SimulatorProcess, 'port' | 'transport'>,
  limitSeconds: number,
): Promise<ClientResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-download-'));
  const resultFile = join(folder, 'result.json');
  try {
    const child = spawn(process.execPath, [clientFile, name, String(port), resultFile, transport], {
      stdio: 'ignore',
      env: environment,
    });
    const inTime = await endsWithin(child, limitSeconds);
    if (!inTime) return nothing(`still running after ${limitSeconds} s`);
    const result: ClientResult = JSON.parse(readFileSync(resultFile, 'utf8'));
    return result;
  } catch (error) {
    return nothing(`no result: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nothing(error: string): ClientResult {
  return { seconds: 0, peakRssBytes: 0, startRssBytes: 0, records: 0, rows: [], error };
}

function endsWithin(child: ChildProcess, limitSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(false);
    }, limitSeconds * 1000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
