/** An update replaces the program of a bridge at work, and comes back when the new one does not reach its cloud. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { bridgeVersion } from '#bridge/config/index.ts';
import { readOutboxStatus } from '#bridge/outbox/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import { signAdHoc } from '#bridge/update/code-signature.ts';
import {
  findRelease,
  ProgramFiles,
  releaseSource,
  settleTrial,
  UpdateError,
  type UpdateOptions,
  updateBridge,
} from '#bridge/update/index.ts';
import { aClock } from '#test/support/clock.ts';
import { until } from '#test/support/until.ts';
import { publicHalf, writeSums } from '../../scripts/release/signing.ts';
import { tarOf } from '../../scripts/release/tar.ts';
import { aSite } from './site.ts';

const main = join(import.meta.dirname, '../../bridge/main.ts');
const key = generateKeyPairSync('ed25519').privateKey;
const publicKey = publicHalf(key);
const target = 'linux-x64';

/** A program that is a bridge of some version; when it runs, the lines come first. */
const aProgram = (version: string, lines = '') =>
  `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; exit; fi\n${lines}\nexec "${process.execPath}" "${main}" "$@"\n`;

/** A service manager in a few lines: it starts the program that is in place, and kills what it started. */
function aServiceOf(program: string, configFile: string) {
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const service: ServiceControl = {
    isRunning,
    start() {
      child = spawn(program, ['run', '--config', configFile], { stdio: 'ignore', detached: true });
    },
    stop() {
      const pid = child?.pid;
      if (pid === undefined || !isRunning()) return;
      // As systemd does in the end; the group, because the program may have started others.
      process.kill(-pid, 'SIGKILL');
      child = undefined;
    },
  };
  onTestFinished(() => service.stop());
  return service;
}

/** A bridge at work, and a release that waits for it. */
async function aBridge(next: { version: string; program: string }) {
  const site = await aSite([], {}, {}, aClock({ at: 'now' }));
  const { cloud, name, stateDir } = site.config;
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-update-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const configFile = join(folder, 'bridge.json');
  writeFileSync(configFile, JSON.stringify({ cloud, name, stateDir }), { mode: 0o600 });
  const program = join(folder, 'rollcall-bridge');
  const old = aProgram(bridgeVersion);
  writeFileSync(program, old, { mode: 0o755 });
  chmodSync(program, 0o755);

  const releaseFolder = join(folder, 'release');
  const { version } = next;
  const archive = `rollcall-bridge-${version}-${target}.tar.gz`;
  mkdirSync(releaseFolder);
  const entries = [
    { path: `r/`, mode: 0o755 },
    { path: `r/rollcall-bridge`, content: Buffer.from(next.program), mode: 0o755 },
  ];
  writeFileSync(join(releaseFolder, archive), gzipSync(tarOf(entries, 0)));
  writeFileSync(
    join(releaseFolder, 'release.json'),
    JSON.stringify({ version, releasedAt: '2026-01-01T00:00:00.000Z' }),
  );
  writeSums(releaseFolder, ['release.json', archive], key);

  const service = aServiceOf(program, configFile);
  service.start();
  const contact = () => readOutboxStatus(stateDir)?.lastContact;
  await until(async () => contact() != null);
  const update = async (differing: Partial<UpdateOptions> = {}) => {
    const source = releaseSource(releaseFolder);
    return await updateBridge({
      release: await findRelease(source, publicKey),
      source,
      target,
      files: new ProgramFiles(program),
      service,
      stateDir,
      patienceMilliseconds: 60_000,
      withoutCloud: false,
      now: site.clock.now,
      signal: new AbortController().signal,
      ...differing,
    });
  };
  return { site, program, old, releaseFolder, archive, service, update, stateDir, contact };
}

test('a release takes the place of the bridge at work, and the one before is kept', async () => {
  const program = aProgram('9.9.9');
  const bridge = await aBridge({ version: '9.9.9', program });
  const before = bridge.site.cloud.heartbeats.length;
  expect(await bridge.update()).toEqual({ state: 'updated' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(program);
  expect(readFileSync(`${bridge.program}.update/previous`, 'utf8')).toBe(bridge.old);
  expect(existsSync(`${bridge.program}.update/outbox.db`)).toBe(false);
  expect(new ProgramFiles(bridge.program).trial()).toBeUndefined();
  expect(bridge.service.isRunning()).toBe(true);
  expect(bridge.site.cloud.heartbeats.length).toBeGreaterThan(before);
});

test('one that never reaches the cloud is taken back, with the outbox of before where it had changed that', async () => {
  // As a newer bridge would, it changes the layout; then it dies.
  const spoil = `"${process.execPath}" -e 'const { DatabaseSync } = require("node:sqlite");
    const d = new DatabaseSync(JSON.parse(require("node:fs").readFileSync(process.argv[1])).stateDir + "/outbox.db");
    d.exec("PRAGMA user_version = 99")' "$3"; exit 1`;
  const bridge = await aBridge({ version: '9.9.9', program: aProgram('9.9.9', spoil) });
  expect(await bridge.update({ patienceMilliseconds: 3000 })).toMatchObject({ state: 'taken-back' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(bridge.old);
  expect(new ProgramFiles(bridge.program).takenBack()).toMatchObject({ version: '9.9.9' });
  const newer = new DatabaseSync(join(bridge.stateDir, 'outbox.db.newer'), { readOnly: true });
  expect(newer.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  newer.close();
  const before = bridge.site.cloud.heartbeats.length;
  await expect.poll(() => bridge.site.cloud.heartbeats.length).toBeGreaterThan(before);
  expect(bridge.service.isRunning()).toBe(true);
});

test('an update that the machine did not survive is ended later: kept when the cloud answers, else taken back', async () => {
  const bridge = await aBridge({ version: '9.9.9', program: aProgram('9.9.9') });
  const files = new ProgramFiles(bridge.program);
  const place = {
    files,
    service: bridge.service,
    stateDir: bridge.stateDir,
    now: bridge.site.clock.now,
    patienceMilliseconds: 100,
    signal: new AbortController().signal,
  };
  expect(await settleTrial(place)).toBeUndefined();
  files.lay(Buffer.from(aProgram('9.9.9')), '9.9.9');
  files.beginTrial({ version: '9.9.9', contactBefore: bridge.contact() ?? null });
  files.swap();
  expect(await settleTrial(place)).toMatchObject({ state: 'taken-back', version: '9.9.9' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(bridge.old);
  expect(files.takenBack()).toMatchObject({ version: '9.9.9' });
  expect(bridge.service.isRunning()).toBe(true);
  expect(files.trial()).toBeUndefined();

  files.lay(Buffer.from(aProgram('9.9.9')), '9.9.9');
  files.beginTrial({ version: '9.9.9', contactBefore: '2020-01-01T00:00:00Z' });
  files.swap();
  expect(await settleTrial(place)).toEqual({ state: 'updated', version: '9.9.9' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(aProgram('9.9.9'));
});

test('an updater that is stopped takes nothing back, and the next one decides', async () => {
  const bridge = await aBridge({ version: '9.9.9', program: aProgram('9.9.9', 'exec sleep 60') });
  const stopping = new AbortController();
  const { service } = bridge;
  const start = () => {
    service.start();
    stopping.abort();
  };
  const stopped = bridge.update({ signal: stopping.signal, service: { ...service, start } });
  await expect(stopped).rejects.toThrow(/abort/);
  const files = new ProgramFiles(bridge.program);
  expect([readFileSync(bridge.program, 'utf8') === bridge.old, service.isRunning()]).toEqual([false, true]);
  expect([files.trial()?.version, files.takenBack()]).toEqual(['9.9.9', undefined]);
  await expect(bridge.update()).rejects.toThrow(/not decided yet/);
  const settled = await settleTrial({
    files,
    service,
    stateDir: bridge.stateDir,
    now: bridge.site.clock.now,
    patienceMilliseconds: 100,
    signal: new AbortController().signal,
  });
  expect(settled).toMatchObject({ state: 'taken-back' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(bridge.old);
});

test('without the cloud a bridge has to keep running', async () => {
  const dying = await aBridge({ version: '9.9.9', program: aProgram('9.9.9', 'exit 1') });
  const wish = { withoutCloud: true, patienceMilliseconds: 2000 };
  expect(await dying.update(wish)).toEqual({ state: 'taken-back', reason: 'it does not keep running' });
  const living = await aBridge({ version: '9.9.9', program: aProgram('9.9.9', 'exec sleep 60') });
  expect(await living.update(wish)).toEqual({ state: 'updated' });
});

test.each<[string, Partial<UpdateOptions>, string, RegExp]>([
  ['says another version', {}, aProgram('9.9.8'), /should say 9\.9\.9, and not "9\.9\.8/],
  ['does not run here', {}, '\0', /does not run here/],
  ['is for other machines', { target: 'win-x64' }, aProgram('9.9.9'), /has nothing for win-x64/],
])('a release that %s changes nothing and stops nothing', async (_, differing, program, message) => {
  const bridge = await aBridge({ version: '9.9.9', program });
  const stop = () => expect.unreachable();
  await expect(bridge.update({ ...differing, service: { ...bridge.service, stop } })).rejects.toThrow(
    message,
  );
  expect(readFileSync(bridge.program, 'utf8')).toBe(bridge.old);
  expect(bridge.service.isRunning()).toBe(true);
});

test('a program is signed before it is tried; where that fails nothing is changed and nothing stopped', async () => {
  const bridge = await aBridge({ version: '9.9.9', program: '\0 not signed yet' });
  const codesign = join(bridge.releaseFolder, '../codesign');
  // As the program of macOS does, it takes its place.
  const signed = aProgram('9.9.9');
  writeFileSync(`${codesign}.signed`, signed);
  const writeSigner = (lines: string) =>
    writeFileSync(codesign, `#!/bin/sh\necho "$@" > "$0.asked"\n${lines}\n`, { mode: 0o755 });
  const files = new ProgramFiles(bridge.program, (file) => signAdHoc(file, codesign));
  writeSigner('echo "resource fork not allowed" >&2; exit 1');
  const stop = () => expect.unreachable();
  await expect(bridge.update({ files, service: { ...bridge.service, stop } })).rejects.toThrow(
    /cannot be signed on this Mac \(.*codesign: resource fork not allowed\). Nothing was changed/,
  );
  expect(readFileSync(bridge.program, 'utf8')).toBe(bridge.old);
  writeSigner('for file; do :; done; cp "$0.signed" "$file"');
  expect(await bridge.update({ files })).toEqual({ state: 'updated' });
  expect(readFileSync(bridge.program, 'utf8')).toBe(signed);
  const next = `${bridge.program}.update/next`;
  expect(readFileSync(`${codesign}.asked`, 'utf8')).toBe(
    `--force --sign - --identifier rollcall-bridge ${next}\n`,
  );
  expect(() => signAdHoc(next, '/nonexistent/codesign')).toThrow(/ENOENT/);
});

test('whoever updates keeps files to himself, and the bridge, which is somebody else, can start the new program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-umask-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'rollcall bridge');
  writeFileSync(program, aProgram('1.0.0'), { mode: 0o755 });
  const script = `process.umask(0o077);
    const { ProgramFiles } = await import(${JSON.stringify(join(import.meta.dirname, '../../bridge/update/program-files.ts'))});
    const files = new ProgramFiles(process.argv[1]);
    files.lay(Buffer.from(process.argv[2]), '9.9.9');
    files.swap();`;
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script, program, aProgram('9.9.9')],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(statSync(program).mode & 0o777).toBe(0o755);
  expect(statSync(`${program}.update`).mode & 0o777).toBe(0o700);
});

test('a release that somebody has changed, or signed with another key, is refused', async () => {
  const { releaseFolder, archive, update } = await aBridge({ version: '9.9.9', program: aProgram('9.9.9') });
  writeFileSync(join(releaseFolder, archive), 'another');
  await expect(update()).rejects.toThrow(/is not what the release says/);
  const another = publicHalf(generateKeyPairSync('ed25519').privateKey);
  await expect(findRelease(releaseSource(releaseFolder), another)).rejects.toThrow(/is not signed/);
  const sums = readFileSync(join(releaseFolder, 'SHA256SUMS'), 'utf8');
  writeFileSync(join(releaseFolder, 'SHA256SUMS'), sums.replaceAll('9.9.9', '9.9.10'));
  await expect(findRelease(releaseSource(releaseFolder), publicKey)).rejects.toThrow(UpdateError);
});

test('a release is fetched from an address, also where that sends on to another, and only over a safe one', async () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/old/')) {
      response.writeHead(302, { location: request.url.replace('/old/', '/new/') }).end();
    } else if (request.url === '/new/SHA256SUMS') response.end('the list');
    else if (request.url === '/new/away') response.writeHead(302, { location: 'http://192.0.2.1/x' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const source = releaseSource(`http://127.0.0.1:${address.port}/old`);
  expect((await source.read('SHA256SUMS')).toString()).toBe('the list');
  await expect(source.read('none')).rejects.toThrow(/answers 404/);
  await expect(source.read('away')).rejects.toThrow(/does not begin with https/);
});
