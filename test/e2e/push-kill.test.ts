import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { openRuntime } from '#functions/runtime.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { identities } from '#test/push/host-under-test.ts';
import { aClock } from '#test/support/clock.ts';
import { aSerial } from '#test/support/ids.ts';

const serial = aSerial('KILLED0001');
const program = fileURLToPath(new URL('push-kill-cloud.ts', import.meta.url));

test('a cloud that is killed between storing punches and answering loses none and counts none twice', async () => {
  const clock = aClock({ at: 'now' });
  const firstDay = clock.today();
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-push-kill-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const killed = spawn(process.execPath, [program, dataDir, serial], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    killed.kill('SIGKILL');
  });
  const lines = createInterface({ input: killed.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  const punches = samplePunches(40, sampleUsers(5), 6);
  const device = new PushTerminalSimulator({ server: url, serial, punches, waitScale: 0, now: clock.now });
  const settled = device.settle();
  expect(await once(lines, 'line')).toEqual(['stored']);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await settled).toBe(false);
  expect(device.unsent()).toHaveLength(punches.length);

  const cloud = await startLocalCloud({ dataDir, port: Number(new URL(url).port), clock: false });
  onTestFinished(async () => {
    await cloud.stop();
  });
  const stores = openRuntime().storesOf('default');
  const stored = async () => {
    // Midnight may pass while the test runs.
    const days = [...new Set([firstDay, clock.today()])];
    const pages = await Promise.all(days.map((day) => stores.punches.arrivals(day, 500, clock.instant())));
    const punches = pages.flatMap(({ items }) => items);
    return identities(punches.map(({ wallTime, ...punch }) => ({ ...punch, time: wallTime })));
  };
  const before = await stored();
  expect(before.length).toBeGreaterThan(0);
  expect((await stores.push.read(serial)).state.stamps).toEqual({ ATTLOG: '9999' });
  expect(await device.settle()).toBe(true);
  expect(device.unsent()).toEqual([]);
  expect(await stored()).toEqual([...new Set(identities(punches))]);
  expect(device.stats.violations).toEqual([]);
});
