/** The container file of the bridge: read by a judge of such files, and its shell part run on archives of its form. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSums } from '../../scripts/release/signing.ts';

const text = readFileSync(join(import.meta.dirname, '../../deploy/bridge.Containerfile'), 'utf8');
const instructions = text
  .replace(/\\\n/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-container-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the judge finds nothing, and finds something in a broken one', () => {
  expect(validate(text)).toEqual([]);
  expect(validate(text.replace('ENTRYPOINT [', 'ENTRYPONT ['))).not.toEqual([]);
});

test('the container does not run as root, and its program gets the signals itself', () => {
  expect(lastStage).toContain('USER 65532:65532');
  expect(lastStage).toContain('ENTRYPOINT ["/usr/local/bin/rollcall-bridge"]');
  expect(lastStage.filter((line) => line.startsWith('RUN '))).toEqual([]);
});

/** Runs the step that unpacks, with the folders of the image moved into the test's own. */
function unpack(processor: string) {
  const step = instructions.find((line) => line.startsWith('RUN '))?.slice(4) ?? '';
  // Only root can give a folder away.
  const here = step.replaceAll('/unpacked', join(folder, 'unpacked')).replace('-o 65532 -g 65532 ', '');
  return spawnSync('sh', ['-c', here], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, VERSION: '1.2.3', TARGETARCH: processor },
  });
}

function writeArchive(target: string): void {
  const name = `rollcall-bridge-1.2.3-${target}`;
  mkdirSync(join(folder, name));
  for (const file of ['rollcall-bridge', 'LICENSE', 'LICENSE.node', 'sbom.cdx.json']) {
    writeFileSync(join(folder, name, file), target);
  }
  chmodSync(join(folder, name, 'rollcall-bridge'), 0o755);
  spawnSync('tar', ['-czf', `${name}.tar.gz`, name], { cwd: folder });
  rmSync(join(folder, name), { recursive: true });
}

test.each([
  ['amd64', 'linux-x64'],
  ['arm64', 'linux-arm64'],
])('for %s the archive of %s is checked and unpacked', (processor, target) => {
  writeArchive('linux-x64');
  writeArchive('linux-arm64');
  const archives = ['rollcall-bridge-1.2.3-linux-x64.tar.gz', 'rollcall-bridge-1.2.3-linux-arm64.tar.gz'];
  writeSums(folder, archives, undefined);
  expect(unpack(processor)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'unpacked/usr/local/bin/rollcall-bridge'), 'utf8')).toBe(target);
  expect(existsSync(join(folder, 'unpacked/var/lib/rollcall-bridge'))).toBe(true);
});

test('an archive that is not in the list, or is another, is not unpacked', () => {
  writeArchive('linux-x64');
  writeFileSync(join(folder, 'SHA256SUMS'), '');
  expect(unpack('amd64').status).not.toBe(0);
  writeSums(folder, ['rollcall-bridge-1.2.3-linux-x64.tar.gz'], undefined);
  writeFileSync(join(folder, 'rollcall-bridge-1.2.3-linux-x64.tar.gz'), 'another');
  expect(unpack('amd64').status).not.toBe(0);
  expect(existsSync(join(folder, 'unpacked/usr/local/bin/rollcall-bridge'))).toBe(false);
});
