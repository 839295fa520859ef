/** What `npm run release` makes: OpenSSL, sha256sum and tar agree with it, and the bridge in it runs. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bridgeVersion } from '#bridge/config/index.ts';
import { keepOrderedUpdates, readLastUpdate } from '#bridge/outbox/index.ts';
import { run } from '#test/bridge/child.ts';

const script = join(import.meta.dirname, '../../scripts/release.ts');
/** The other kinds of machine need their Node from the registry; `npm run release` itself checks what it makes of them. */
const target = `linux-${process.arch}`;
const deb = `rollcall-bridge_${bridgeVersion}_${process.arch === 'arm64' ? 'arm64' : 'amd64'}.deb`;
const name = `rollcall-bridge-${bridgeVersion}-${target}`;
let folder: string;
let out: string;

/** Runs a program of the machine in the release's folder. */
function inRelease(program: string, ...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: out, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}`.trim() };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-release-'));
  out = join(folder, 'out');
  const key = join(folder, 'key.pem');
  spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key]);
  spawnSync('openssl', ['pkey', '-in', key, '-pubout', '-out', join(folder, 'public.pem')]);
  const made = await run(
    process.execPath,
    script,
    '--untagged',
    '--key',
    key,
    '--only',
    target,
    '--out',
    out,
  );
  if (made.code !== 0) throw new Error(made.stderr);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a release has an archive, a package, a bill of materials, checksums and a signature', () => {
  expect(readdirSync(out).sort()).toEqual(
    ['SHA256SUMS', 'SHA256SUMS.sig', 'release.json', deb, `${name}.tar.gz`, 'sbom.cdx.json'].sort(),
  );
  expect(JSON.parse(readFileSync(join(out, 'release.json'), 'utf8'))).toMatchObject({
    version: bridgeVersion,
  });
  const bill = JSON.parse(readFileSync(join(out, 'sbom.cdx.json'), 'utf8'));
  expect(bill.components.map((component: { name: string }) => component.name)).toEqual(
    expect.arrayContaining(['node', 'zod', 'yaml', 'ulid']),
  );
});

test('sha256sum and OpenSSL confirm it, and no longer once something is changed', () => {
  const verify = () =>
    inRelease(
      'openssl',
      ...['pkeyutl', '-verify', '-pubin', '-inkey', '../public.pem', '-rawin'],
      ...['-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'],
    ).status;
  expect(inRelease('sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS')).toEqual({
    status: 0,
    said: '',
  });
  expect(verify()).toBe(0);
  const sums = readFileSync(join(out, 'SHA256SUMS'));
  appendFileSync(join(out, 'SHA256SUMS'), '\n');
  expect(verify()).not.toBe(0);
  writeFileSync(join(out, 'SHA256SUMS'), sums);
});

test('the bridge in the archive runs', async () => {
  expect(inRelease('tar', '-xzf', `${name}.tar.gz`)).toEqual({ status: 0, said: '' });
  const bridge = join(out, name, 'rollcall-bridge');
  expect(await run(bridge, '--version')).toEqual({ code: 0, stdout: `${bridgeVersion}\n`, stderr: '' });
  expect((await run(bridge, 'setup', '--help')).stdout).toMatch(/^Usage: rollcall-bridge setup /);
  expect(readFileSync(join(out, name, 'LICENSE.node'), 'utf8')).toMatch(/Node\.js is licensed/);
});

test('the bridge in the archive takes what was signed with the key of its release, and nothing else', async () => {
  const bridge = join(out, name, 'rollcall-bridge');
  const config = join(folder, 'bridge.yaml');
  writeFileSync(config, 'cloud: http://127.0.0.1:1\nstateDir: state\n', { mode: 0o600 });
  const check = () => run(bridge, 'update', out, '--config', config, '--check');
  expect(await check()).toEqual({
    code: 0,
    stdout: `This bridge is ${bridgeVersion}, as is the release.\n`,
    stderr: '',
  });
  const signature = readFileSync(join(out, 'SHA256SUMS.sig'));
  writeFileSync(join(out, 'SHA256SUMS.sig'), signature.toReversed());
  expect(await check()).toMatchObject({ code: 9, stderr: expect.stringContaining('is not signed') });
  writeFileSync(join(out, 'SHA256SUMS.sig'), signature);
});

test('the bridge in the archive takes by itself what the cloud has said, and notes what came of it', async () => {
  const bridge = join(out, name, 'rollcall-bridge');
  const config = join(folder, 'bridge.yaml');
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const scheduled = () => run(bridge, 'update', '--scheduled', '--config', config);
  writeFileSync(config, 'cloud: http://127.0.0.1:1\nstateDir: state\n', { mode: 0o600 });
  expect(await scheduled()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^No releases are taken/),
  });
  keepOrderedUpdates(state, { from: 'https://127.0.0.1:1/', afterHours: 0 });
  expect((await scheduled()).code).not.toBe(0);
  expect(readLastUpdate(state)).toMatchObject({
    result: 'failed',
    reason: expect.stringContaining('127.0.0.1:1'),
  });
  writeFileSync(config, 'cloud: http://127.0.0.1:1\nstateDir: state\nupdates: off\n', { mode: 0o600 });
  expect(await scheduled()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^No releases are taken/),
  });
});

test('nothing is made without a key, of an unknown target, or into a folder that has something', async () => {
  const refused = async (...args: string[]) =>
    (await run(process.execPath, script, '--untagged', ...args, '--out', out)).stderr;
  expect(await refused()).toMatch(/^No key/);
  expect(await refused('--unsigned', '--only', 'vax-vms')).toMatch(/no target "vax-vms"/);
  expect(await refused('--unsigned', '--only', target)).toMatch(/is not empty/);
});
