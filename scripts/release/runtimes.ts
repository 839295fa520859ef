/** Finds the Node of each kind of machine: npm's packages of it, held against the hashes in `runtimes.json`. @module */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const kept = join(root, 'node_modules/.cache/rollcall-runtimes');

/** One Node of one kind of machine, as npm has it. */
const Runtime = z.strictObject({
  /** Operating system and processor, such as `linux-arm64`. */
  target: z.string().regex(/^(linux|win|darwin)-(x64|arm64)$/),
  package: z.string(),
  version: z.string(),
  /** Of the package's tarball, as the registry says it. */
  integrity: z.string().startsWith('sha512-'),
  /** The program within the package. */
  program: z.string(),
  /** Of the program, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/** One Node of one kind of machine, as npm has it. */
export type Runtime = z.output<typeof Runtime>;

const Runtimes = z.strictObject({
  /** The Node within each executable. */
  shipped: z.array(Runtime),
  /** What makes the embedded program where the shipped Node is another version than the one at work. */
  blobMakers: z.array(Runtime),
});

/** The pinned runtimes. */
export const runtimes = Runtimes.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'runtimes.json'), 'utf8')),
);

/** Operating system and processor of this machine, in the words of {@link runtimes}. */
export const thisTarget = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout.trim();
}

/** @throws Error when a package or its program is not what was pinned */
function fetched(runtime: Runtime, target: string): void {
  const work = mkdtempSync(join(tmpdir(), 'rollcall-runtime-'));
  try {
    const name = `${runtime.package}@${runtime.version}`;
    const tarball = join(work, basename(run('npm', ['pack', name, '--silent', '--ignore-scripts'], work)));
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (integrity !== runtime.integrity) {
      throw new Error(`${name} is not what was pinned: ${integrity}, and not ${runtime.integrity}`);
    }
    run('tar', ['-xzf', tarball, `package/${runtime.program}`], work);
    const program = join(work, 'package', runtime.program);
    if (sha256Of(program) !== runtime.sha256) {
      throw new Error(`${runtime.program} of ${name} is not what was pinned: ${sha256Of(program)}`);
    }
    mkdirSync(kept, { recursive: true });
    copyFileSync(program, target);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/**
 * The file of a runtime: the Node that runs this when it is the very same, else the package of npm, which is kept for
 * the next time.
 * @throws Error when it cannot be fetched, or is not what was pinned
 */
export function runtimeFile(runtime: Runtime): string {
  if (runtime.target === thisTarget && sha256Of(process.execPath) === runtime.sha256) return process.execPath;
  const file = join(kept, `${runtime.sha256}-${basename(runtime.program)}`);
  if (!existsSync(file) || sha256Of(file) !== runtime.sha256) fetched(runtime, file);
  return file;
}

/**
 * A Node of a version that runs on this machine: only the same version makes what a Node takes as its program.
 * @throws Error when none is pinned for this kind of machine
 */
export function blobMaker(version: string): string {
  if (version === process.versions.node) return process.execPath;
  const found = [...runtimes.shipped, ...runtimes.blobMakers].find(
    (runtime) => runtime.target === thisTarget && runtime.version === version,
  );
  if (found) return runtimeFile(found);
  throw new Error(`scripts/release/runtimes.json has no Node ${version} that runs on ${thisTarget}.`);
}

/** The licences of Node and of what it is made of, which go with every executable. */
export const nodeLicence = (): Buffer => readFileSync(join(import.meta.dirname, 'node-licence.txt'));
