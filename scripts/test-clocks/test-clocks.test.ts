/** The script itself: its list, its refusals, and what it makes of a run of tests. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clocks } from './clocks.ts';
import { underClock } from './faketime.ts';
import { runTests } from './run-tests.ts';

function testClocks(...args: string[]) {
  const script = fileURLToPath(new URL('../test-clocks.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('clocks have names of their own, and begin after the dates that tests write down', () => {
  expect(new Set(clocks.map(({ name }) => name)).size).toBe(clocks.length);
  expect(clocks.filter(({ begins }) => begins < '2028')).toEqual([]);
});

test.each([
  ['utc-before-midnight', '2028-02-29T23:57:00Z'],
  ['kolkata-after-02', '2028-02-28T20:31:00Z'],
  ['year-end', '2028-12-31T23:59:00Z'],
  ['europe-autumn', '2028-10-29T00:59:00Z'],
  ['america-spring', '2028-03-12T06:59:00Z'],
])('the clock %s begins at %s', (name, instant) => {
  expect(clocks.find((clock) => clock.name === name)?.begins).toBe(instant);
});

test('the list shows each clock as people of its zone see it', () => {
  const { status, stdout } = testClocks('--list');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(clocks.length);
  expect(stdout).toMatch(/^kolkata-after-02 +2028-02-29 02:01:00 Asia\/Kolkata +just after two o'clock/m);
});

test('without the library it says how to install it', () => {
  const { status, stderr } = testClocks('--library', '/nowhere/libfaketime.so.1');
  expect(status).toBe(2);
  expect(stderr).toContain('not at /nowhere/libfaketime.so.1');
  expect(stderr).toContain('apt-get install libfaketime');
});

test.each([
  [['--only', 'tea-time'], /no clock named tea-time/],
  [['--hour', '2'], /--hour/],
])('the command line %j is refused', (args, reason) => {
  expect(testClocks(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(reason) });
});

test('a process is given the way to its moment, so that the processes that it starts share its clock', () => {
  const [first] = clocks;
  if (first === undefined) throw new Error('no clock');
  const shift = (now: string) => underClock(first, '/lib.so', Date.parse(now)).FAKETIME;
  expect([shift('2028-02-29T23:56:00Z'), shift('2028-03-01T00:57:00Z')]).toEqual(['+60', '-3600']);
});

describe('a run of tests', () => {
  const ran = async (body: string, environment = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-ran-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'sample.test.mjs'), body);
    return await runTests(['--root', folder, '--globals'], environment);
  };

  test('that all pass is counted, and has what it is given more in its environment', async () => {
    const body = "test('a', () => expect(process.env.SAMPLE).toBe('1')); test('b', () => {});";
    expect(await ran(body, { SAMPLE: '1' })).toEqual({ passed: true, tests: 2, failures: [] });
  });

  test('names the test that fails, and why', async () => {
    const { passed, failures } = await ran("test('the hour', () => expect(1).toBe(2));");
    expect(passed).toBe(false);
    expect(failures).toEqual([expect.stringMatching(/sample\.test\.mjs: the hour\n.*expected 1 to be 2/)]);
  });

  test('names a file that cannot be loaded', async () => {
    const { passed, failures } = await ran("throw new Error('at the top');");
    expect([passed, failures]).toEqual([false, [expect.stringMatching(/sample\.test\.mjs\n.*at the top/)]]);
  });

  test('that breaks outside of every test has failed too', async () => {
    const body = "test('a', () => { setTimeout(() => { throw new Error('too late'); }); });";
    const { passed, failures } = await ran(`${body}afterAll(() => new Promise((on) => setTimeout(on, 50)));`);
    expect([passed, failures]).toEqual([false, [expect.stringContaining('too late')]]);
  });
});
