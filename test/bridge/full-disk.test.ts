import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LogLine } from '#bridge/log/index.ts';
import { readOutboxStatus } from '#bridge/outbox/index.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { keepBridgeRunning } from '#bridge/work/keep-running.ts';
import { aSmallDisk, canMountDisks, fillDisk } from '#test/support/small-disk.ts';
import { identityOf } from './scripted-cloud.ts';
import { aSite, quickTiming, type Site } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(50);

/** Runs the bridge as the service does. @returns what ends it; the run that it ends must not have failed */
function keepRunning({ config, logged, clock }: Site): () => Promise<void> {
  const stop = new AbortController();
  const running = keepBridgeRunning(
    {
      config,
      log: (line: LogLine) => logged.push(line),
      now: clock.now,
      timing: quickTiming,
      signal: stop.signal,
    },
    20,
  );
  running.catch(() => undefined);
  const end = () => {
    stop.abort();
    return running;
  };
  onTestFinished(() => end().catch(() => undefined));
  return end;
}

function aSiteOn(disk: string, punches: number): Promise<Site> {
  const terminal = { serial, users, punches: samplePunches(punches, users) };
  return aSite([terminal], { stateDir: join(disk, 'state') });
}

const events = ({ logged }: Site) => logged.map(({ event }) => event);

describe.skipIf(!canMountDisks())('on a disk of 3 MB', () => {
  test('a log that does not fit is said to be too much, what fits is sent, and every start works', async () => {
    const disk = aSmallDisk(3072);
    const site = await aSiteOn(disk, 60_000);
    const { cloud, config } = site;
    let down = true;
    cloud.behave = (operation) => (down && operation === 'storePunches' ? 'drop-before' : 'answer');
    const taskId = cloud.addTask({ terminal: serial });
    const end = keepRunning(site);
    const { fault } = await cloud.ended(taskId);
    expect(fault).toMatchObject({ code: 'outbox-full' });
    expect(fault?.message).toMatch(/^The disk is full: \/.*\/state has \d+ bytes free\./);
    await expect.poll(() => cloud.heartbeats.at(-1)?.outbox.fullDisk?.path).toBe(config.stateDir);
    expect(events(site)).toContain('disk.full');
    const status = readOutboxStatus(config.stateDir);
    expect(status).toMatchObject({ fullDisk: { path: config.stateDir, freeBytes: expect.any(Number) } });
    const waiting = status?.waiting.records ?? 0;
    expect(waiting).toBeGreaterThan(5000);
    await end();
    const endAgain = keepRunning(site);
    await expect.poll(() => cloud.requests.storePunches).toBeGreaterThan(3);
    await endAgain();
    down = false;
    const endAtLast = keepRunning(site);
    await expect.poll(() => cloud.stored.size).toBeGreaterThanOrEqual(waiting);
    await expect.poll(() => events(site)).toContain('disk.has-room');
    await endAtLast();
    expect(events(site)).not.toContain('bridge.broken');
    expect(cloud.violations).toEqual([]);
  });

  test('another program that fills the disk does not keep what waits from being sent', async () => {
    const disk = aSmallDisk(3072);
    const site = await aSiteOn(disk, 6000);
    const { cloud } = site;
    let down = true;
    cloud.behave = (operation) => (down && operation === 'storePunches' ? 'drop-before' : 'answer');
    const taskId = cloud.addTask({ terminal: serial });
    const end = keepRunning(site);
    await expect.poll(() => cloud.requests.storePunches).toBeGreaterThan(3);
    const other = fillDisk(disk);
    await end();
    const endAgain = keepRunning(site);
    down = false;
    const all = new Set(samplePunches(6000, users).map((punch) => identityOf(serial, punch)));
    await expect.poll(() => cloud.stored.size).toBe(all.size);
    rmSync(other);
    await cloud.ended(taskId);
    await endAgain();
    expect(events(site)).not.toContain('bridge.broken');
  });

  test('a first start without a byte of room says so, and works as soon as there is room', async () => {
    const disk = aSmallDisk(3072);
    const site = await aSiteOn(disk, 100);
    const other = fillDisk(disk);
    for (const name of ['outbox.db', 'outbox.reserve', 'bridge.lock']) {
      rmSync(join(disk, 'state', name), { force: true });
    }
    rmSync(other);
    const again = fillDisk(disk);
    const taskId = site.cloud.addTask({ terminal: serial });
    const end = keepRunning(site);
    await expect.poll(() => events(site)).toContain('disk.full');
    rmSync(again);
    expect(await site.cloud.ended(taskId)).toMatchObject({ outcome: 'done' });
    await end();
  });
});
