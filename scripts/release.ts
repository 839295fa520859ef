/** `npm run release` makes what people install: the bridge for each kind of machine, with checksums and a signature. @module */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bridgeVersion } from '#bridge/config/index.ts';
import { debOf, debVersion } from './release/deb.ts';
import { type BridgeProgram, bridgeProgram, makeExecutable } from './release/executable.ts';
import { git } from './release/release.ts';
import { blobMaker, nodeLicence, type Runtime, runtimeFile, runtimes } from './release/runtimes.ts';
import { publicHalf, signingKey, writeSums } from './release/signing.ts';
import { type TarEntry, tarOf } from './release/tar.ts';
import { billOfMaterials } from './sbom/bill-of-materials.ts';

const root = join(import.meta.dirname, '..');
const help = `Usage: npm run release -- [--key FILE | --unsigned] [--only TARGET]… [--out FOLDER] [--untagged]

Makes dist/release/VERSION: an archive of the bridge for each kind of machine, Debian packages, sbom.cdx.json, release.json, SHA256SUMS and
SHA256SUMS.sig. The working tree must be clean, and its commit tagged vVERSION.

  --key FILE     the Ed25519 key that signs (PEM, PKCS#8); default: the PEM in the variable ROLLCALL_RELEASE_KEY
  --unsigned     sign nothing; bridges do not take such a release as an update
  --only TARGET  one of ${runtimes.shipped.map(({ target }) => target).join(', ')}; again for more
  --out FOLDER   where to write; it must be empty or not exist
  --untagged     make it of what stands here, to try it
`;

class ReleaseFailure extends Error {
  override readonly name = 'ReleaseFailure';
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      key: { type: 'string' },
      unsigned: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      out: { type: 'string', default: join(root, 'dist/release', bridgeVersion) },
      untagged: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values;
}
type Options = ReturnType<typeof readOptions>;

function keyOf({ key, unsigned }: Options) {
  if (unsigned) return undefined;
  const pem = key === undefined ? process.env.ROLLCALL_RELEASE_KEY : readFileSync(key, 'utf8');
  if (pem === undefined) throw new ReleaseFailure('No key: --key FILE, ROLLCALL_RELEASE_KEY, or --unsigned.');
  return signingKey(pem);
}

function chosen({ only }: Options): Runtime[] {
  const unknown = only?.find((target) => !runtimes.shipped.some((runtime) => runtime.target === target));
  if (unknown !== undefined) throw new ReleaseFailure(`There is no target "${unknown}".\n\n${help}`);
  return runtimes.shipped.filter(({ target }) => only === undefined || only.includes(target));
}

function requireTag({ untagged }: Options): void {
  if (untagged) return;
  const tag = `v${bridgeVersion}`;
  if (git('status', '--porcelain') !== '')
    throw new ReleaseFailure('The working tree has changes: commit them first.');
  if (git('rev-parse', 'HEAD') !== git('rev-parse', '--verify', '--quiet', `${tag}^{commit}`)) {
    throw new ReleaseFailure(`This commit is not tagged ${tag}; --untagged makes a release to try.`);
  }
}

/** Makes the folder of the release. */
function openFolder({ out }: Options): string {
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new ReleaseFailure(`${folder} is not empty.`);
  return folder;
}

interface Parts {
  program: BridgeProgram;
  sbom: Buffer;
  /** Time of the commit, in seconds since 1970 (UTC): the same commit makes the same archive. */
  seconds: number;
}

function executableOf(runtime: Runtime, { program }: Parts): Buffer {
  const work = mkdtempSync(join(tmpdir(), 'rollcall-release-'));
  try {
    const file = join(work, 'executable');
    makeExecutable({ program, runtime: runtimeFile(runtime), maker: blobMaker(runtime.version), file });
    return readFileSync(file);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** What goes with the executable. */
function documentsOf({ sbom }: Parts): Record<string, Buffer> {
  const text = (path: string) => readFileSync(join(root, path));
  return { 'LICENSE.node': nodeLicence(), 'installer.md': text('docs/installer.md'), 'sbom.cdx.json': sbom };
}

/** @returns the archive's name */
function writeArchive(runtime: Runtime, executable: Buffer, parts: Parts, folder: string): string {
  const name = `rollcall-bridge-${bridgeVersion}-${runtime.target}`;
  const program = runtime.target.startsWith('win') ? 'rollcall-bridge.exe' : 'rollcall-bridge';
  const documents = { LICENSE: readFileSync(join(root, 'LICENSE')), ...documentsOf(parts) };
  const entries: TarEntry[] = [
    { path: '', mode: 0o755 },
    { path: program, content: executable, mode: 0o755 },
    ...Object.entries(documents).map(([path, content]) => ({ path, content, mode: 0o644 })),
  ];
  const archive = tarOf(
    entries.map((entry) => ({ ...entry, path: `${name}/${entry.path}` })),
    parts.seconds,
  );
  writeFileSync(join(folder, `${name}.tar.gz`), gzipSync(archive));
  return `${name}.tar.gz`;
}

/** Debian's words for the processors of the targets that have a package. */
const debArchitectures: Readonly<Record<string, 'amd64' | 'arm64'>> = {
  'linux-x64': 'amd64',
  'linux-arm64': 'arm64',
};

/** @returns the package's name; undefined where this is no Debian */
function writeDeb(runtime: Runtime, executable: Buffer, parts: Parts, folder: string): string | undefined {
  const architecture = debArchitectures[runtime.target];
  if (architecture === undefined) return undefined;
  const documents = { copyright: readFileSync(join(root, 'LICENSE')), ...documentsOf(parts) };
  const { seconds } = parts;
  const content = debOf({ version: bridgeVersion, architecture, executable, documents, seconds });
  const name = `rollcall-bridge_${debVersion(bridgeVersion)}_${architecture}.deb`;
  writeFileSync(join(folder, name), content);
  return name;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(help);
    return;
  }
  const key = keyOf(options);
  const targets = chosen(options);
  requireTag(options);
  const folder = openFolder(options);
  const program = await bridgeProgram(key && publicHalf(key));
  const bill = billOfMaterials({
    name: 'rollcall-bridge',
    version: bridgeVersion,
    files: Object.keys(program.metafile.inputs),
    nodeVersions: targets.map(({ version }) => version),
  });
  const sbom = Buffer.from(`${JSON.stringify(bill, null, 2)}\n`);
  const parts: Parts = { program, sbom, seconds: Number(git('log', '-1', '--format=%ct') ?? 0) };

  const about = {
    version: bridgeVersion,
    releasedAt: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
  };
  writeFileSync(join(folder, 'release.json'), `${JSON.stringify(about, null, 2)}\n`);
  writeFileSync(join(folder, 'sbom.cdx.json'), sbom);
  const files = ['release.json', 'sbom.cdx.json'];
  for (const runtime of targets) {
    const executable = executableOf(runtime, parts);
    const made = [
      writeArchive(runtime, executable, parts, folder),
      writeDeb(runtime, executable, parts, folder),
    ].filter((name) => name !== undefined);
    files.push(...made);
    for (const name of made) process.stdout.write(`${join(folder, name)}\n`);
  }
  writeSums(folder, files, key);
  process.stdout.write(`${join(folder, key ? 'SHA256SUMS.sig' : 'SHA256SUMS')}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ReleaseFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
