import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aClock } from '#test/support/clock.ts';
import { identityOf } from './scripted-cloud.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(5);
const punches = samplePunches(50, users);
const exit = 1001;
const registerEvents = 500;
const minute = 60_000;

function aPunch(second: number): TerminalRecord {
  const time = `2026-02-01 08:00:${String(second).padStart(2, '0')}`;
  return { pin: '1001', time, status: 0, verify: 1, workCode: '' };
}

/** A site whose terminals have been read once by a download, and whose sessions are open. */
async function aListeningSite(...args: Parameters<typeof aSite>) {
  const site = await aSite(...args);
  const bridge = site.start();
  const serials = site.terminals.map((terminal) => terminal.serial);
  await Promise.all(serials.map((terminal) => site.cloud.ended(site.cloud.addTask({ terminal }))));
  const [first] = site.terminals;
  if (!first) throw new Error('no terminal');
  await expect.poll(() => first.stats.openConnections).toBe(1);
  return { ...site, bridge, first };
}

test('a punch reaches the cloud without being asked for', async () => {
  const { cloud, first } = await aListeningSite([{ serial, users, punches }]);
  const before = cloud.stored.size;
  first.addPunch(aPunch(1));
  await expect.poll(() => cloud.stored.has(identityOf(serial, aPunch(1)))).toBe(true);
  expect(cloud.stored.size).toBe(before + 1);
  expect(cloud.violations).toEqual([]);
});

test('a log that was read because somebody punched is complete up to then, once the cloud has stored the punch', async () => {
  const { cloud, first, clock } = await aListeningSite([{ serial, users, punches }]);
  const told = () => cloud.heartbeats.at(-1)?.terminals[0]?.completeThrough ?? '';
  await expect.poll(told).not.toBe('');
  const before = told();
  // Few refusals: a batch that is refused again and again rests for minutes, and a slow machine would wait for it.
  let refusals = 0;
  let beatsUntilStored = 0;
  cloud.judge = () => {
    beatsUntilStored = cloud.heartbeats.length;
    refusals += 1;
    // The cloud's answer comes much later than the read, however fast or slow the machine.
    if (refusals === 1) clock.advance(20 * minute);
    return refusals <= 2 ? 'failed' : undefined;
  };
  // On a slow machine the terminal's clock seems to be a second or two behind, and the mark with it.
  clock.advance(minute);
  const since = clock.now();
  first.addPunch(aPunch(1));
  await expect.poll(told).not.toBe(before);
  expect(refusals).toBeGreaterThan(2);
  const marks = cloud.heartbeats
    .slice(0, beatsUntilStored)
    .map(({ terminals }) => terminals[0]?.completeThrough);
  expect(marks.filter((mark) => mark !== undefined && mark > before)).toEqual([]);
  expect(cloud.stored.has(identityOf(serial, aPunch(1)))).toBe(true);
  // It is the moment of the read, which began when the punch was made, and not that of the cloud's answer.
  expect(Date.parse(told()) - since).toBeLessThan(10 * minute);
  expect(Date.parse(told())).toBeGreaterThan(since - minute);
});

test('punches that come while the log is read are read after it', async () => {
  const { cloud, first } = await aListeningSite([{ serial, users, punches, modes: ['slow:5'] }]);
  for (let second = 0; second < 20; second += 1) {
    first.addPunch(aPunch(second));
    await new Promise((resolve) => setTimeout(resolve, 7));
  }
  await expect.poll(() => cloud.stored.has(identityOf(serial, aPunch(19)))).toBe(true);
  for (let second = 0; second < 20; second += 1) {
    expect([...cloud.stored.keys()]).toContain(identityOf(serial, aPunch(second)));
  }
});

test('a task takes the session over, and the session outlives it', async () => {
  const { cloud, first } = await aListeningSite([{ serial, users, punches }]);
  const { connections } = first.stats;
  for (let round = 0; round < 3; round += 1) {
    const { outcome } = await cloud.ended(cloud.addTask({ terminal: serial }));
    expect(outcome).toBe('done');
  }
  expect(first.stats.connections).toBe(connections);
  expect(first.stats.commandsSeen.get(registerEvents)).toBe(1);
  first.addPunch(aPunch(2));
  await expect.poll(() => cloud.stored.has(identityOf(serial, aPunch(2)))).toBe(true);
});

test('what was punched while the line was down is fetched when it is up again', async () => {
  const { cloud, first, clock } = await aListeningSite([{ serial, users, punches }]);
  const { port } = first;
  await first.close();
  const missed = [...punches, aPunch(3)];
  const again = await startTerminalSimulator({ serial, users, punches: missed, port, clock: clock.now });
  onTestFinished(() => again.close());
  await expect.poll(() => cloud.stored.has(identityOf(serial, aPunch(3)))).toBe(true);
  again.addPunch(aPunch(4));
  await expect.poll(() => cloud.stored.has(identityOf(serial, aPunch(4)))).toBe(true);
});

describe('a log that nobody has added to for hours', () => {
  const ahead = 7 * 3_600_000;
  const poll = { maxSeconds: 60, probeSeconds: 0.2 };

  test('is read once more, so that its quiet time is known to be complete', async () => {
    const terminalClock = aClock();
    const terminal = { serial, users, punches, clock: terminalClock.now };
    const { cloud } = await aListeningSite([terminal], { poll });
    const mark = () => cloud.heartbeats.at(-1)?.terminals[0]?.completeThrough ?? '';
    await expect.poll(mark).not.toBe('');
    const before = Date.parse(mark());
    terminalClock.advance(ahead);
    cloud.clockAheadSeconds = ahead / 1000;
    await expect.poll(() => Date.parse(mark()) - before).toBeGreaterThan(6 * 3_600_000);
    expect(cloud.violations).toEqual([]);
  });

  test('is read once only when its clock is so slow that its mark stays behind', async () => {
    const { cloud, logged } = await aListeningSite([{ serial, users, punches }], { poll });
    const reads = () => logged.filter(({ event }) => event === 'terminal.read').length;
    await expect.poll(() => cloud.heartbeats.at(-1)?.terminals[0]?.completeThrough).toBeDefined();
    const before = reads();
    cloud.clockAheadSeconds = ahead / 1000;
    await expect.poll(reads).toBe(before + 1);
    const beats = cloud.heartbeats.length;
    await expect.poll(() => cloud.heartbeats.length).toBeGreaterThan(beats + 20);
    expect(reads()).toBe(before + 1);
  });
});

test('a log that was never read waits for the first download', async () => {
  const { cloud, start, terminals } = await aSite([{ serial, users, punches }]);
  start();
  await expect.poll(() => terminals[0]?.stats.commandsSeen.get(registerEvents)).toBe(1);
  await expect.poll(() => cloud.heartbeats.at(-1)?.terminals[0]?.state).toBe('online');
  expect(cloud.requests.storePunches).toBe(0);
});

test('no more sessions stay open than are allowed, and none where realtime is off', async () => {
  const sites = ['TEST0000001', 'TEST0000002', 'TEST0000003', 'TEST0000004'].map((name) => ({
    serial: name,
    users,
    punches: punches.slice(0, 3),
  }));
  const limits = { outboxBytes: 1e9, parallelTerminals: 4, realtimeSessions: 2 };
  const { terminals, cloud, config, start } = await aSite(sites, { limits });
  const [quiet] = config.terminals;
  if (quiet) quiet.realtime = false;
  start();
  await Promise.all(sites.map((site) => cloud.ended(cloud.addTask({ terminal: site.serial }))));
  const open = () => terminals.map(({ stats }) => stats.openConnections);
  await expect.poll(() => open().reduce((sum, count) => sum + count)).toBe(2);
  expect(open()[0]).toBe(0);
});

test('a bridge with many sessions stops at once and takes leave of every terminal', async () => {
  const sites = Array.from({ length: 30 }, (_, index) => ({
    serial: `TEST${String(index).padStart(7, '0')}`,
    users,
    punches: punches.slice(0, 3),
  }));
  const { terminals, bridge } = await aListeningSite(sites);
  await expect.poll(() => terminals.filter(({ stats }) => stats.openConnections === 1).length).toBe(30);
  await bridge.stop();
  expect(terminals.filter(({ stats }) => stats.openConnections > 0)).toEqual([]);
  expect(terminals.map(({ stats }) => stats.commandsSeen.get(exit) ?? 0).every((count) => count >= 1)).toBe(
    true,
  );
});

test('after the outbox was lost the terminals are read again without being asked', async () => {
  const { cloud, bridge, start, config, logged } = await aListeningSite([{ serial, users, punches }]);
  await bridge.stop();
  const pushed = cloud.requests.storePunches;
  for (const suffix of ['-wal', '-shm']) rmSync(join(config.stateDir, `outbox.db${suffix}`), { force: true });
  writeFileSync(join(config.stateDir, 'outbox.db'), 'noise'.repeat(2000));
  const again = start();
  await expect.poll(() => logged.map(({ event }) => event)).toContain('terminal.read');
  await expect.poll(() => cloud.requests.storePunches).toBeGreaterThan(pushed);
  expect(again.bridgeId).toBe(cloud.bridgeId);
  expect(logged.map(({ event }) => event)).toContain('outbox.damaged');
});
