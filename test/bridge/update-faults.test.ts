/** Updates that something interrupts: a power cut at each step, a full disk, two at once, files that are not what they should be. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyOutbox, Outbox } from '#bridge/outbox/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import { ProgramFiles, settleTrial } from '#bridge/update/index.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';

const aProgram = (version: string) => `#!/bin/sh\necho ${version}\n`;
const [old, fresh] = [aProgram('1.0.0'), aProgram('9.9.9')];
const before = Date.UTC(2026, 0, 1);

let folder: string;
let stateDir: string;
let program: string;
let files: ProgramFiles;
let running: boolean;
/** What the service does when it is started, besides running. */
let atStart: () => void;
let asked: string[];

const service: ServiceControl = {
  isRunning: () => running,
  stop() {
    asked.push('stop');
    running = false;
  },
  start() {
    asked.push(`start ${readFileSync(program, 'utf8') === old ? 'old' : 'new'}`);
    running = true;
    atStart();
  },
};

/** The cloud answers the bridge at a moment, in epoch milliseconds. */
function contact(at: number): void {
  const outbox = new Outbox({ stateDir, limitBytes: 1e9 });
  outbox.enrolments.noteContact(at);
  outbox.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall update-'));
  stateDir = join(folder, 'state');
  mkdirSync(stateDir, { mode: 0o700 });
  program = join(folder, 'rollcall bridge');
  writeFileSync(program, old, { mode: 0o755 });
  files = new ProgramFiles(program);
  running = true;
  atStart = () => undefined;
  asked = [];
  contact(before);
});
afterEach(() => rmSync(folder, { recursive: true }));

const contactBefore = instantFromEpoch(before);
const settle = () =>
  settleTrial({
    files,
    service,
    stateDir,
    now: () => before,
    patienceMilliseconds: 1500,
    signal: new AbortController().signal,
  });
const begin = () => {
  files.lay(Buffer.from(fresh), '9.9.9');
  files.beginTrial({ version: '9.9.9', contactBefore });
};
const inPlace = () => readFileSync(program, 'utf8');

test('before the new program was in place, nothing was tried, and the bridge is started where it stood still', async () => {
  begin();
  running = false;
  // The bridge of before has its answer of the cloud, which says nothing of the new one.
  contact(before + 60_000);
  expect(await settle()).toEqual({ state: 'not-begun', version: '9.9.9' });
  expect([inPlace(), asked]).toEqual([old, ['start old']]);
  expect(files.trial()).toBeUndefined();
  expect(files.takenBack()).toBeUndefined();
});

test('after the second name was made and before the first had the new program, the same', async () => {
  begin();
  linkSync(program, join(files.folder, 'previous'));
  expect(await settle()).toMatchObject({ state: 'not-begun' });
  expect(inPlace()).toBe(old);
});

test('with the new program in place and no answer yet, it gets the time that any new one gets', async () => {
  begin();
  files.swap();
  running = false;
  atStart = () => contact(before + 60_000);
  expect(await settle()).toEqual({ state: 'updated', version: '9.9.9' });
  expect([inPlace(), asked]).toEqual([fresh, ['start new']]);
  expect(files.trial()).toBeUndefined();
});

test('when no answer comes it is taken back', async () => {
  begin();
  files.swap();
  expect(await settle()).toMatchObject({ state: 'taken-back', version: '9.9.9' });
  expect([inPlace(), asked]).toEqual([old, ['stop', 'start old']]);
  expect(files.takenBack()).toMatchObject({ version: '9.9.9' });
});

test('in the middle of taking back, the outbox of before comes back with the program of before', async () => {
  begin();
  copyOutbox(stateDir, join(files.folder, 'outbox.db'));
  files.swap();
  const database = new DatabaseSync(join(stateDir, 'outbox.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  files.putBack();
  expect(await settle()).toMatchObject({ state: 'not-begun' });
  const restored = new DatabaseSync(join(stateDir, 'outbox.db'), { readOnly: true });
  expect(restored.prepare('PRAGMA user_version').get()).not.toEqual({ user_version: 99 });
  restored.close();
  expect(running).toBe(true);
});

test('whoever is stopped while he waits decides nothing', async () => {
  begin();
  files.swap();
  const stopping = new AbortController();
  const settling = settleTrial({
    files,
    service,
    stateDir,
    now: () => before,
    patienceMilliseconds: 60_000,
    signal: stopping.signal,
  });
  stopping.abort();
  await expect(settling).rejects.toThrow();
  expect([inPlace(), files.trial()?.version]).toEqual([fresh, '9.9.9']);
});

test('notes that a power cut has left half are none, and are written anew', async () => {
  begin();
  for (const name of ['trial.json', 'taken-back.json']) writeFileSync(join(files.folder, name), '{"vers');
  expect(files.trial()).toBeUndefined();
  expect(files.takenBack()).toBeUndefined();
  expect(await settle()).toBeUndefined();
  begin();
  expect(files.trial()).toMatchObject({ version: '9.9.9' });
});

test('a trial of an earlier version, which did not note its program, is judged by the answer of the cloud', async () => {
  begin();
  writeFileSync(join(files.folder, 'trial.json'), JSON.stringify({ version: '9.9.9', contactBefore }));
  files.swap();
  contact(before + 60_000);
  expect(await settle()).toMatchObject({ state: 'updated' });
});

test('the program of before never has no name, however often a new one takes its place', () => {
  for (const version of ['9.9.8', '9.9.9']) {
    files.lay(Buffer.from(aProgram(version)), version);
    files.swap();
    expect(existsSync(join(files.folder, 'previous'))).toBe(true);
  }
  expect(inPlace()).toBe(fresh);
  files.putBack();
  expect(inPlace()).toBe(aProgram('9.9.8'));
});

test('two at once: the second says so and touches nothing', () => {
  const hold = files.hold();
  expect(() => new ProgramFiles(program).hold()).toThrow(/Another update is at work/);
  hold.release();
  new ProgramFiles(program).hold().release();
});

test('what does not run here, or did not fit on the disk, does not stay on it', () => {
  const next = join(files.folder, 'next');
  expect(() => files.lay(Buffer.from(aProgram('9.9.8')), '9.9.9')).toThrow(/should say 9\.9\.9/);
  expect(existsSync(next)).toBe(false);
});

test('an outbox that is a link is not followed: it would lead root to what the bridge may not read', () => {
  const file = join(stateDir, 'outbox.db');
  const secret = join(folder, 'secret.db');
  renameSync(file, secret);
  symlinkSync(secret, file);
  const copy = join(folder, 'copy.db');
  expect(() => copyOutbox(stateDir, copy)).toThrow(/is no file/);
  expect(existsSync(copy)).toBe(false);
});

const hasTmpfs = spawnSync('sh', ['-c', 'unshare --mount true']).status === 0;
// Only root may mount, and not everywhere.
test.skipIf(!hasTmpfs)('on a full disk nothing is changed, and no half of a program stays', () => {
  const script = `
    import { writeFileSync, readdirSync, existsSync } from 'node:fs';
    const { ProgramFiles } = await import(${JSON.stringify(join(import.meta.dirname, '../../bridge/update/program-files.ts'))});
    writeFileSync('/mnt/rollcall-bridge', 'old');
    const files = new ProgramFiles('/mnt/rollcall-bridge');
    try { files.lay(Buffer.alloc(4 * 1024 * 1024), '9.9.9'); } catch (error) { console.log(error.message); }
    console.log(existsSync('/mnt/rollcall-bridge.update/next'));`;
  const { stdout, stderr } = spawnSync(
    'unshare',
    [
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=1m none /mnt && exec "$0" --input-type=module --eval "$1"',
      process.execPath,
      script,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/cannot be written \(.*\)\. Nothing was changed\.\nfalse\n$/);
});
