import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bridgeVersion } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { run } from '#test/bridge/child.ts';
import { aClock } from '#test/support/clock.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
let executable: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-executable-'));
  const built = spawnSync(process.execPath, [join(root, 'scripts/build-bridge.ts'), '--out', folder], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
  executable = built.stdout.trim();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the single executable says its version', async () => {
  expect(await run(executable, '--version')).toEqual({ code: 0, stdout: `${bridgeVersion}\n`, stderr: '' });
});

test('the single executable reads a terminal', async () => {
  const punches = samplePunches(500, sampleUsers(3));
  const terminal = await startTerminalSimulator({
    serial: 'TEST0000001',
    punches,
    clock: aClock({ at: 'now' }).now,
  });
  onTestFinished(() => terminal.close());
  const file = join(folder, 'punches.ndjson');
  const result = await run(executable, 'probe', `127.0.0.1:${terminal.port}`, '--json', '--punches', file);
  expect(JSON.parse(result.stdout)).toMatchObject({ serial: 'TEST0000001', records: 500, expected: 500 });
  expect(result.code).toBe(0);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(501);
});

test('the single executable can keep an outbox', async () => {
  const config = join(folder, 'bridge.yaml');
  writeFileSync(config, 'cloud: http://127.0.0.1:1\nstateDir: state\n');
  const enrolled = await run(executable, 'enrol', '--config', config, '--token', 'x'.repeat(30));
  expect(enrolled.code).toBe(5);
  const status = await run(executable, 'status', '--config', config, '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({
    running: false,
    bridgeId: null,
    outbox: { state: 'open' },
  });
});
