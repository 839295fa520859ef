/** Builds the console when it is not there, or not that of its sources. @module */

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sourcesDigest } from './sources.ts';

const repository = join(import.meta.dirname, '../..');
/** Holds the digest of the sources that a folder was built of; open pages notice by it that there is a newer console. */
const versionFile = 'version.json';
/** Begins the names of folders that are being built into. */
const underWork = '.dist-';
/** A build takes seconds: what is older was left by one that was killed. */
const leftMilliseconds = 3_600_000;
const placeTries = 5;
/** The last lines of a build say what is wrong. */
const shownLines = 25;

/** The console could not be built. The message holds what the build said last, and what to do. */
export class ConsoleBuildError extends Error {
  override readonly name = 'ConsoleBuildError';
}

/** How to build. */
export interface ConsoleBuildOptions {
  /** Told before a build, which takes some seconds. */
  onBuild?: () => void;
  /** Gives the build up. */
  signal?: AbortSignal;
  /** Whether the console parses every answer by its schema, as its tests want; default: no. */
  checked?: boolean;
  /** The folder of the repository; default: this one. For tests. */
  root?: string;
}

/**
 * Gives the folder of the console as it is built of the present sources, and builds it first where it is not. A build that was
 * cut off, or one of another process at the same time, leaves no half of a console: each builds into a folder of its own, and the
 * finished one takes the name.
 * @throws ConsoleBuildError
 */
export async function freshConsole(options: ConsoleBuildOptions = {}): Promise<string> {
  const { root = repository, checked = false, onBuild, signal } = options;
  const target = join(root, 'console', checked ? '.checked' : 'dist');
  const digest = await sourcesDigest(root);
  if (await isOf(target, digest)) return target;
  onBuild?.();
  await removeLeft(join(root, 'console'));
  const made = await mkdtemp(join(root, 'console', underWork));
  try {
    await runBuild({ root, folder: made, mode: checked ? 'checked' : 'production', signal });
    await writeFile(join(made, versionFile), versionText(digest));
    await takePlace(made, target, digest);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return target;
}

async function removeLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const made = name.startsWith(underWork) ? await stat(path).catch(() => undefined) : undefined;
    if (made && Date.now() - made.mtimeMs > leftMilliseconds)
      await rm(path, { recursive: true, force: true });
  }
}

function versionText(digest: string): string {
  return `${JSON.stringify({ version: digest })}\n`;
}

/** Whether a folder holds the console of these sources. */
async function isOf(folder: string, digest: string): Promise<boolean> {
  return (await readFile(join(folder, versionFile), 'utf8').catch(() => '')) === versionText(digest);
}

/** Puts a finished build in place of the old one, unless somebody else has done so meanwhile. */
async function takePlace(made: string, target: string, digest: string): Promise<void> {
  for (let tried = 1; !(await isOf(target, digest)); tried += 1) {
    const old = `${made}-old`;
    await rename(target, old).catch(unless('ENOENT'));
    await rm(old, { recursive: true, force: true });
    try {
      await rename(made, target);
    } catch (error) {
      // Another build has taken the name in this moment.
      if (tried === placeTries) throw error;
      unless('ENOTEMPTY', 'EEXIST', 'EPERM')(error);
    }
  }
}

function unless(...codes: readonly string[]) {
  return (error: unknown): void => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!codes.includes(code)) throw error;
  };
}

interface Build {
  root: string;
  folder: string;
  /** Vite's mode. */
  mode: string;
  signal: AbortSignal | undefined;
}

function runBuild({ root, folder, mode, signal }: Build): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(
    process.execPath,
    [
      vite,
      'build',
      '--config',
      'console/vite.config.ts',
      '--outDir',
      folder,
      '--emptyOutDir',
      '--mode',
      mode,
      '--logLevel',
      'warn',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(signal?.aborted ? signal.reason : failed(error.message)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(signal?.aborted ? signal.reason : failed(said));
    });
  });
}

function failed(said: string): ConsoleBuildError {
  const last = said.trimEnd().split('\n').slice(-shownLines);
  return new ConsoleBuildError(
    [
      'The console could not be built:',
      ...last.map((line) => `  ${line}`),
      'When packages are missing, run: npm ci. To see the build alone, run: npm run build:console',
    ].join('\n'),
  );
}
