/** `npm run build:bridge` packs the bridge and Node into one executable file. @module */

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
/** The marker by which Node finds out that it carries a program (Node's documentation of single executable applications). */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const injector = fileURLToPath(import.meta.resolve('postject/dist/cli.js'));

function runNode(step: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${step}: ${stdout}${stderr}`);
}

const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const folder = resolve(values.out);
const target = join(folder, process.platform === 'win32' ? 'rollcall-bridge.exe' : 'rollcall-bridge');

const work = mkdtempSync(join(tmpdir(), 'rollcall-build-'));
try {
  const program = join(work, 'bridge.cjs');
  const blob = join(work, 'bridge.blob');
  const config = join(work, 'sea.json');
  await build({
    absWorkingDir: root,
    entryPoints: ['bridge/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // An embedded program must be CommonJS in Node 24.
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
  });
  writeFileSync(
    config,
    JSON.stringify({ main: program, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  runNode('sea', ['--experimental-sea-config', config]);

  mkdirSync(folder, { recursive: true });
  // The file of a running program cannot be overwritten, but it can be replaced.
  rmSync(target, { force: true });
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  const segment = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : [];
  // In a process of its own, which swallows its harmless warnings about sections of Node's file.
  runNode('postject', [injector, target, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]);
  process.stdout.write(`${target}\n`);
} finally {
  rmSync(work, { recursive: true });
}
