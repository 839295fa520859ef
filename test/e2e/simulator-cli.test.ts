import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { writePunchLine } from '#shared/punch/punch-ndjson.ts';
import { readAll } from '#test/terminals/simulated.ts';

const main = fileURLToPath(new URL('../../bridge/simulator/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'simulator-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const punch = { pin: '', time: '2026-11-22 08:59:30', status: 255, verify: 15, workCode: '' };

test('the simulator serves one terminal for each serial of its file until it is stopped', async () => {
  const file = join(folder, 'punches.ndjson');
  const owners = ['A', 'B', 'A'];
  writeFileSync(file, owners.map((serial) => writePunchLine({ serial, ...punch })).join('\n'));
  const child = spawn(process.execPath, [main, '--port', '0', '--punches', file, '--comm-key', '7'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const ports = new Map<string, number>();
    for await (const line of createInterface({ input: child.stdout })) {
      const [, serial = '', port] = /^terminal (\S+) listens on \S+:(\d+)/.exec(line) ?? [];
      ports.set(serial, Number(port));
      if (ports.size === 2) break;
    }
    const session = await openTerminal({ host: '127.0.0.1', port: ports.get('A') ?? 0, commKey: 7 });
    expect((await readAll(session)).records).toEqual([punch, punch]);
    expect((await session.info()).serial).toBe('A');
    await session.close();
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});

test('the simulator serves UDP when it is told to', async () => {
  const child = spawn(process.execPath, [main, '--port', '0', '--udp', '--records', '300'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    let port = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      port = Number(/listens on \S+:(\d+)/.exec(line)?.[1]);
      break;
    }
    const session = await openTerminal({ host: '127.0.0.1', port });
    expect(session.transport).toBe('udp');
    expect((await readAll(session)).records).toHaveLength(300);
    await session.close();
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});

test('the simulator’s help lists the modes, and an unknown mode is refused', async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [main, '--help']);
  for (const form of [
    'event-mid-bulk',
    'udp-loss:P',
    'udp-dup:P',
    'udp-reorder:P',
    '--udp',
    '--seed',
    '--push',
    'power-loss',
  ])
    expect(stdout).toContain(form);
  await expect(run(process.execPath, [main, '--port', '0', '--mode', 'nope'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nope'),
  });
});
