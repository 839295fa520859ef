import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { aClock } from '#test/support/clock.ts';
import { aFolder, cli } from './command-line.ts';
import { startScriptedCloud } from './scripted-cloud.ts';

const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(700, users);

async function aConfiguredSite(modes: string[] = []) {
  const cloud = await startScriptedCloud(aClock());
  onTestFinished(() => cloud.close());
  const terminal = await startTerminalSimulator({ serial, users, punches, modes, clock: aClock().now });
  onTestFinished(() => terminal.close());
  const folder = aFolder();
  const file = join(folder, 'bridge.yaml');
  writeFileSync(
    file,
    `cloud: ${cloud.url}\nstateDir: state\nterminals:\n  - host: 127.0.0.1\n    port: ${terminal.port}\n`,
  );
  return { cloud, file, stateDir: join(folder, 'state') };
}

test('enrol, pull and status follow one another', async () => {
  const { cloud, file, stateDir } = await aConfiguredSite();

  expect(await cli('enrol', '--config', file, '--token', cloud.token)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(cloud.bridgeId),
  });
  const [key = ''] = readdirSync(stateDir).filter((name) => name.endsWith('.pem'));
  expect(statSync(join(stateDir, key)).mode & 0o777).toBe(0o600);
  expect(statSync(join(stateDir, 'outbox.db')).mode & 0o777).toBe(0o600);

  expect(await cli('pull', '--config', file)).toMatchObject({
    code: 0,
    stdout: `${serial}: 700 records read, 700 of them new.\nEverything is stored in the cloud.\n`,
  });
  expect(cloud.stored.size).toBe(700);
  expect((await cli('pull', '--config', file, '--serial', serial)).stdout).toContain(
    '700 records read, 0 of them new',
  );

  const status = JSON.parse((await cli('status', '--config', file, '--json')).stdout);
  expect(status).toMatchObject({
    running: false,
    bridgeId: cloud.bridgeId,
    outbox: { waiting: 0 },
    terminals: [{ serial, state: 'online', records: 700 }],
    lastContact: expect.any(String),
  });
  const [{ completeThrough }] = status.terminals;
  expect(completeThrough).toBeDefined();
  expect(cloud.heartbeats.at(-1)?.terminals).toMatchObject([{ serial, completeThrough }]);
  expect((await cli('status', '-c', file)).stdout).toContain(`${serial}  127.0.0.1:`);
  expect(cloud.violations).toEqual([]);
});

test('a log that is shorter than the terminal counts is told by pull and status, and moves no mark', async () => {
  const { cloud, file } = await aConfiguredSite(['overcounts:60']);
  await cli('enrol', '--config', file, '--token', cloud.token);
  const pulled = await cli('pull', '--config', file);
  expect(pulled.code).not.toBe(0);
  expect(pulled.stdout).toContain(
    'The terminal counts 760 records, but its log, transferred to the end, has 700. It does not count as complete.',
  );
  expect(cloud.stored.size).toBe(700);
  expect(cloud.heartbeats.at(-1)).toMatchObject({
    partial: true,
    terminals: [{ serial, missingRecords: 60 }],
  });
  expect(
    cloud.heartbeats.flatMap(({ terminals }) => terminals.map((told) => told.completeThrough)),
  ).not.toContain(expect.any(String));
  expect((await cli('status', '-c', file)).stdout).toContain('60 of its records were not handed over.');
});

test('a key that others can read is refused', async () => {
  const { cloud, file, stateDir } = await aConfiguredSite();
  await cli('enrol', '--config', file, '--token', cloud.token);
  for (const name of readdirSync(stateDir)) if (name.endsWith('.pem')) chmodSync(join(stateDir, name), 0o644);
  expect(await cli('pull', '--config', file)).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('chmod 0600'),
  });
});

test('a refused token leaves no key and no identity behind, and an earlier identity in force', async () => {
  const { cloud, file, stateDir } = await aConfiguredSite();
  const keys = () => readdirSync(stateDir).filter((name) => name.endsWith('.pem'));
  expect(await cli('enrol', '--config', file, '--token', 'x'.repeat(30))).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Enrolment refused'),
  });
  expect(keys()).toEqual([]);
  expect((await cli('pull', '--config', file)).code).toBe(3);
  await cli('enrol', '--config', file, '--token', cloud.token);
  const before = keys();
  expect((await cli('enrol', '--config', file, '--token', cloud.token)).code).toBe(3);
  expect(keys()).toEqual(before);
  expect((await cli('pull', '--config', file)).code).toBe(0);
});

test.each([
  ['/proc/rollcall/state', 'cannot be made (there is no such file or folder)'],
  ['/dev/null/state', 'cannot be made (a part of its path is a file, and no folder)'],
])('a state folder %s cannot be made: enrol says so, and the token stays usable', async (dir, reason) => {
  const { cloud, file } = await aConfiguredSite();
  writeFileSync(file, `cloud: ${cloud.url}\nstateDir: ${dir}\n`);
  const { code, stdout, stderr } = await cli('enrol', '--config', file, '--token', cloud.token);
  expect([code, stdout]).toEqual([6, '']);
  expect(stderr.trim()).toBe(
    `The state folder ${dir} ${reason}. Name another one as "stateDir" in the configuration.`,
  );
  writeFileSync(file, `cloud: ${cloud.url}\nstateDir: state\n`);
  expect((await cli('enrol', '--config', file, '--token', cloud.token)).code).toBe(0);
});

test('an empty configuration says what it needs', async () => {
  const file = join(aFolder(), 'bridge.yaml');
  writeFileSync(file, '');
  const { code, stderr } = await cli('enrol', '--config', file, '--token', 'x'.repeat(30));
  expect(code).toBe(2);
  expect(stderr).toContain(`${file}:1: the file is empty. It needs "cloud"`);
});

test('a terminal that cannot be read ends a pull with its own exit code and says why', async () => {
  const { cloud, file } = await aConfiguredSite(['secure-6001']);
  await cli('enrol', '--config', file, '--token', cloud.token);
  expect(await cli('pull', '--config', file)).toMatchObject({
    code: 4,
    stdout: expect.stringContaining('runs secure firmware'),
  });
});

test('what a pull cannot send waits in the outbox, and the next pull sends it', async () => {
  const { cloud, file } = await aConfiguredSite();
  await cli('enrol', '--config', file, '--token', cloud.token);
  cloud.behave = () => 'drop-before';
  expect(await cli('pull', '--config', file)).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('700 records wait in the outbox'),
  });
  cloud.behave = () => 'answer';
  expect((await cli('status', '--config', file)).stdout).toContain('700 records wait');
  expect((await cli('pull', '--config', file)).code).toBe(0);
  expect(cloud.stored.size).toBe(700);
});

test('another cloud in the configuration needs an enrolment of its own', async () => {
  const { cloud, file } = await aConfiguredSite();
  await cli('enrol', '--config', file, '--token', cloud.token);
  writeFileSync(file, 'cloud: https://rollcall.example\nstateDir: state\n');
  expect(await cli('pull', '--config', file)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Enrol it there'),
  });
});

test.each([
  [[], 2, 'Usage: rollcall-bridge COMMAND'],
  [['--help'], 0, 'Exit codes:'],
  [['run', '--help'], 0, 'Usage: rollcall-bridge run'],
  [['--version'], 0, '0.1.0'],
  [['dance'], 2, 'no command "dance"'],
  [['pull'], 2, '--config FILE is missing'],
  [['pull', '--colour'], 2, '--colour'],
  [['enrol', '--config', 'nowhere.yaml', '--token', 'x'], 2, 'nowhere.yaml: cannot be read'],
] as const)('the command line %j ends with %i', async (args, code, text) => {
  const result = await cli(...args);
  expect(result.code).toBe(code);
  expect(result.stdout + result.stderr).toContain(text);
});
