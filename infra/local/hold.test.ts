import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AlreadyHeldError, takeHold } from './hold.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process that takes the lock, says so, and keeps it until it is killed. */
async function otherProcess(path: string) {
  const program = `
    const { takeHold } = await import(${JSON.stringify(new URL('./hold.ts', import.meta.url).href)});
    takeHold(${JSON.stringify(path)}, 'the other process');
    process.stdout.write('held');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a lock that another process holds is refused, with the name of the holder', async () => {
  const path = join(folder, 'data', 'lock');
  const child = await otherProcess(path);
  try {
    expect(() => takeHold(path, 'me')).toThrow(AlreadyHeldError);
    expect(() => takeHold(path, 'me')).toThrow('the other process');
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test('the lock of a process that was killed is taken over', async () => {
  const path = join(folder, 'lock');
  const child = await otherProcess(path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  takeHold(path, 'me').release();
});

test('a lock is held within one process too, until it is released', () => {
  const path = join(folder, 'lock');
  const lock = takeHold(path, 'first');
  expect(() => takeHold(path, 'second')).toThrow('first');
  lock.release();
  lock.release();
  takeHold(path, 'second').release();
});

test('a file that is not a lock is not reported as a lock that somebody holds', async () => {
  const path = join(folder, 'lock');
  await writeFile(path, 'not a database '.repeat(100));
  const taken = () => takeHold(path, 'me');
  expect(taken).toThrow(/not a database/);
  expect(taken).not.toThrow(AlreadyHeldError);
});
