import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedProcess, type StartFolder, startFolder } from './start-process.ts';

const users = 40;
const days = 15;
const longestStopMilliseconds = 10_000;

let at: StartFolder;

beforeEach(() => {
  at = startFolder();
});

afterEach(() => {
  at.remove();
});

/** Sends a signal and waits for the end. @returns how it ended, and after how many milliseconds */
async function stopWith(run: StartedProcess, signal: NodeJS.Signals) {
  const began = performance.now();
  run.child.kill(signal);
  const end = await run.ended;
  return { ...end, took: performance.now() - began };
}

/** The next start does the whole job: every punch is stored once, every day has its row. */
async function nextStartFinishes(file: string): Promise<void> {
  const next = at.start(['--once', '--json', '--punches', file]);
  expect((await next.ended).code).toBe(0);
  const done = JSON.parse(next.output().trimEnd().split('\n').at(-1) ?? '');
  expect(done).toMatchObject({ read: users * days * 2, quarantined: 0, sheetRows: users * days });
  const rows = readFileSync(done.csv, 'utf8').trimEnd().split('\r\n');
  expect(rows).toHaveLength(users * days + 1);
}

test.each([
  ['SIGTERM', 'records read', 143],
  ['SIGINT', '[3/4]', 130],
] as const)('%s after "%s" stops in time, and the next start goes on', async (signal, line, code) => {
  const file = at.punches(users, days);
  const run = at.start(['--punches', file]);
  await expect.poll(() => run.output()).toContain(line);
  const end = await stopWith(run, signal);
  expect(end).toMatchObject({ code, signal: null });
  expect(end.took).toBeLessThan(longestStopMilliseconds);
  expect(run.errors()).toContain(`Stopped by ${signal}. Nothing is lost`);
  await nextStartFinishes(file);
});

test('npm passes signals on to the program itself and waits for its end', async () => {
  const run = at.start(['--punches', at.punches(users, days)], ['npm', 'start', '--']);
  await expect.poll(() => run.output()).toContain('[1/4]');
  const end = await stopWith(run, 'SIGINT');
  expect(end.code).toBe(130);
  expect(end.took).toBeLessThan(longestStopMilliseconds);
  expect(run.errors()).toContain('Stopped by SIGINT. Nothing is lost');
});

test('a second signal ends everything at once', async () => {
  const run = at.start(['--punches', at.punches(users, days)]);
  await expect.poll(() => run.output()).toContain('records read');
  run.child.kill('SIGTERM');
  const { took, code } = await stopWith(run, 'SIGINT');
  // The system hands out two signals at once in any order.
  expect([130, 143]).toContain(code);
  expect(took).toBeLessThan(2_000);
});

/** Everything in a folder that others may read or write. */
function openToOthers(path: string): string[] {
  const stats = lstatSync(path);
  const own = (stats.mode & 0o077) === 0 ? [] : [path];
  return stats.isDirectory()
    ? [...own, ...readdirSync(path).flatMap((name) => openToOthers(join(path, name)))]
    : own;
}

test('whatever a start writes is for its owner only, also where the umask gives everything to everybody', async () => {
  const before = process.umask(0);
  const run = at.start(['--punches', at.punches(3, 5)]);
  process.umask(before);
  await expect.poll(() => run.output()).toContain('Ctrl-C stops everything');
  const { url = '', key = '' } = run.api() ?? {};
  const asked = await fetch(`${url}/v1/exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    // So many days that the export is a job.
    body: JSON.stringify({ from: '2026-01-01', to: '2027-01-01' }),
  });
  expect(asked.status).toBe(202);
  const files = () =>
    readdirSync(join(at.dataDir, 'cloud', 'messages', 'files'), { recursive: true }).map(String);
  await expect.poll(files).toContainEqual(expect.stringMatching(/exp_\w+\/0\.data$/));
  expect(openToOthers(at.dataDir)).toEqual([]);
  run.child.kill('SIGTERM');
  expect((await run.ended).code).toBe(0);
  expect(openToOthers(at.dataDir)).toEqual([]);
});
