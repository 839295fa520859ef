/** dpkg takes the package in, and gives everything back. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { debOf, debVersion } from './deb.ts';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
const hasDpkg = spawnSync('dpkg', ['--version']).status === 0;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-deb-'));
  file = join(folder, 'bridge.deb');
  writeFileSync(file, aPackage('1.2.3'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function aPackage(version: string, said = version): Buffer {
  return debOf({
    version,
    architecture,
    executable: Buffer.from(`#!/bin/sh\necho ${said}\n`),
    documents: { copyright: Buffer.from('the licence\n') },
    seconds: 1_700_000_000,
  });
}

test('what comes before a release is older for Debian, too', () => {
  expect(debVersion('1.2.3')).toBe('1.2.3');
  expect(debVersion('1.2.3-rc.1')).toBe('1.2.3~rc.1');
});

// Other systems have nobody to ask.
describe.skipIf(!hasDpkg)('dpkg', () => {
  const said = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  /** Runs dpkg on an empty system within the folder; scripts are told where it is. */
  function onOwnSystem(...args: string[]) {
    const root = join(folder, 'root');
    if (!existsSync(root)) {
      mkdirSync(join(root, 'var/lib/dpkg/info'), { recursive: true });
      mkdirSync(join(root, 'var/lib/dpkg/updates'));
      writeFileSync(join(root, 'var/lib/dpkg/status'), '');
    }
    const forced = '--force-depends,not-root,bad-path,script-chrootless';
    return said('dpkg', `--root=${root}`, forced, `--log=${join(folder, 'log')}`, ...args);
  }
  const inSystem = (path: string) => join(folder, 'root', path);

  test('reads what it is', () => {
    const { status, stdout } = said('dpkg-deb', '--info', file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ Package: rollcall-bridge$/m);
    expect(stdout).toMatch(/^ Version: 1\.2\.3$/m);
    expect(said('dpkg-deb', '--contents', file).stdout).toMatch(
      /^-rwxr-xr-x root\/root .* \.\/usr\/bin\/rollcall-bridge$/m,
    );
  });

  test('installs it, says what comes next, and finds every file as it was packed', () => {
    const installed = onOwnSystem('--install', file);
    expect(installed).toMatchObject({ status: 0 });
    expect(installed.stdout).toContain('rollcall-bridge setup --cloud');
    expect(said(inSystem('usr/bin/rollcall-bridge')).stdout).toBe('1.2.3\n');
    expect(onOwnSystem('--verify', 'rollcall-bridge')).toMatchObject({ status: 0, stdout: '' });
  });

  test('upgrades it, and leaves configuration and state alone until it is purged', () => {
    onOwnSystem('--install', file);
    for (const path of ['etc/rollcall', 'etc/systemd/system', 'var/lib/private/rollcall-bridge']) {
      mkdirSync(inSystem(path), { recursive: true });
    }
    const configuration = inSystem('etc/rollcall/bridge.yaml');
    const unit = inSystem('etc/systemd/system/rollcall-bridge.service');
    const timer = inSystem('etc/systemd/system/rollcall-bridge-update.timer');
    for (const path of [configuration, unit, timer]) writeFileSync(path, '');

    writeFileSync(file, aPackage('1.2.4'));
    const upgraded = onOwnSystem('--install', file);
    expect(upgraded).toMatchObject({ status: 0 });
    expect(upgraded.stdout).not.toContain('Next:');
    expect(readFileSync(inSystem('usr/bin/rollcall-bridge'), 'utf8')).toContain('1.2.4');
    expect(existsSync(unit)).toBe(true);

    expect(onOwnSystem('--remove', 'rollcall-bridge')).toMatchObject({ status: 0 });
    expect(existsSync(inSystem('usr/bin/rollcall-bridge'))).toBe(false);
    expect([existsSync(unit), existsSync(timer)]).toEqual([false, false]);
    expect(existsSync(configuration)).toBe(true);

    expect(onOwnSystem('--purge', 'rollcall-bridge')).toMatchObject({ status: 0 });
    expect(existsSync(configuration)).toBe(false);
    expect(existsSync(inSystem('var/lib/private/rollcall-bridge'))).toBe(false);
  });
});
