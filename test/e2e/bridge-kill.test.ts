import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { sampleLog } from '#test/bridge/sample-log.ts';
import { aSite, type Site } from '#test/bridge/site.ts';
import { aClock } from '#test/support/clock.ts';

const { terminal, users, identities, counts } = sampleLog(12_000, 30);
const { serial } = terminal;

const bridgeProgram = join(import.meta.dirname, '../../bridge/main.ts');

function configFile({ config }: Site): string {
  const file = join(config.stateDir, '..', 'bridge.json');
  const { cloud, name, stateDir, terminals } = config;
  writeFileSync(file, JSON.stringify({ cloud, name, stateDir, terminals }));
  return file;
}

function spawnBridge(file: string): ChildProcess {
  const child = spawn(process.execPath, [bridgeProgram, 'run', '--config', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

test('a bridge that is killed while it sends, again and again, loses nothing and counts nothing twice', async () => {
  const site = await aSite([terminal], {}, {}, aClock({ at: 'now' }));
  const { cloud } = site;
  const file = configFile(site);
  const taskId = cloud.addTask({ terminal: serial, fetchDetails: true });
  // Killed at the very moment a batch was stored, its answer unsent: at the 1st, 4th, 9th, … batch.
  const fatal = new Set([1, 4, 9, 10, 17]);
  let child = spawnBridge(file);
  cloud.behave = (operation, count) => {
    if (operation !== 'storePunches' || !fatal.delete(count)) return 'answer';
    const dying = child;
    void killed(dying).then(() => {
      child = spawnBridge(file);
    });
    return 'drop-after';
  };
  const completion = await cloud.ended(taskId);
  expect(fatal.size).toBe(0);
  expect(completion).toMatchObject({ outcome: 'done', counts: { ...counts, usersDetailed: users.length } });
  expect(new Set(cloud.stored.keys())).toEqual(identities);
  expect(cloud.violations).toEqual([]);
});

test.each(['new', 'all'] as const)(
  'a bridge that is killed at any moment of a download (mode %s) completes it with the right counts',
  async (mode) => {
    const site = await aSite([{ ...terminal, modes: ['slow:1'] }], {}, {}, aClock({ at: 'now' }));
    const { cloud } = site;
    const file = configFile(site);
    const taskId = cloud.addTask({ terminal: serial, mode });
    const ended = cloud.ended(taskId);
    const isOver = () => cloud.tasks.get(taskId)?.state === 'ended';
    for (let round = 0; round < 5 && !isOver(); round += 1) {
      const child = spawnBridge(file);
      const heartbeats = cloud.requests.heartbeat;
      await expect.poll(() => cloud.requests.heartbeat).toBeGreaterThan(heartbeats);
      await delay(Math.random() * 400);
      await killed(child);
    }
    const heartbeats = cloud.requests.heartbeat;
    const last = spawnBridge(file);
    const completion = await ended;
    expect(completion).toMatchObject({ outcome: 'done', counts });
    expect(new Set(cloud.stored.keys())).toEqual(identities);
    expect(cloud.violations).toEqual([]);
    await expect.poll(() => cloud.requests.heartbeat).toBeGreaterThan(heartbeats);
    last.kill('SIGTERM');
    const [code] = await once(last, 'exit');
    expect(code).toBe(0);
  },
);
