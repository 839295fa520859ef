/** Packs the bridge and a Node into one executable file, for this kind of machine or another. @module */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { binaryKind, withoutMachSignature } from './binary.ts';

const root = join(import.meta.dirname, '../..');
/** The marker by which Node finds out that it carries a program (Node's documentation of single executable applications). */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const injector = fileURLToPath(import.meta.resolve('postject/dist/cli.js'));

function runNode(step: string, node: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${step}: ${stdout}${stderr}`);
}

/** The bridge as one file of JavaScript. */
export interface BridgeProgram {
  code: string;
  /** What is in it, as esbuild tells it. */
  metafile: Metafile;
}

/**
 * Makes one file of the bridge.
 * @param releaseKey - public key in PEM whose releases the bridge takes as updates
 */
export async function bridgeProgram(releaseKey?: string): Promise<BridgeProgram> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['bridge/main.ts'],
    outfile: 'bridge.cjs',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // An embedded program must be CommonJS in Node 24.
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    ...(releaseKey === undefined
      ? {}
      : { define: { 'globalThis.rollcallReleaseKey': JSON.stringify(releaseKey) } }),
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no file of the bridge.');
  return { code: file.text, metafile };
}

/** What {@link makeExecutable} makes. */
export interface ExecutableOptions {
  program: BridgeProgram;
  /** The Node that goes into the executable. */
  runtime: string;
  /** A Node of the same version that runs here. */
  maker: string;
  /** Where it is written. */
  file: string;
}

/**
 * Writes one executable that is Node and the bridge.
 * @throws Error when what came out is not an executable with the program in it
 */
export function makeExecutable({ program, runtime, maker, file }: ExecutableOptions): void {
  const work = mkdtempSync(join(tmpdir(), 'rollcall-build-'));
  try {
    const main = join(work, 'bridge.cjs');
    const blob = join(work, 'bridge.blob');
    const config = join(work, 'sea.json');
    writeFileSync(main, program.code);
    // Compiled code is for one kind of processor.
    const useCodeCache = runtime === maker;
    writeFileSync(
      config,
      JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true, useCodeCache }),
    );
    runNode('sea', maker, ['--experimental-sea-config', config]);

    const node = readFileSync(runtime);
    const before = binaryKind(node);
    mkdirSync(dirname(file), { recursive: true });
    // The file of a running program cannot be overwritten, but it can be replaced.
    rmSync(file, { force: true });
    writeFileSync(file, before?.format === 'Mach-O' ? withoutMachSignature(node) : node);
    chmodSync(file, 0o755);
    const segment = before?.format === 'Mach-O' ? ['--macho-segment-name', 'NODE_SEA'] : [];
    // In a process of its own, which swallows its harmless warnings about sections of Node's file.
    runNode('postject', process.execPath, [
      injector,
      file,
      'NODE_SEA_BLOB',
      blob,
      '--sentinel-fuse',
      fuse,
      ...segment,
    ]);

    const made = readFileSync(file);
    const after = binaryKind(made);
    if (after === undefined || after.format !== before?.format || after.machine !== before.machine) {
      throw new Error(`${file} is not the kind of executable that ${runtime} is.`);
    }
    if (!made.includes(readFileSync(blob)) || !made.includes(`${fuse}:1`)) {
      throw new Error(`${file} does not carry the bridge.`);
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}
