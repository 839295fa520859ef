/** `npm run check:generators` tries `docs/openapi.json` with public client generators and compiles what they write. @module */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ShownGenerator, shownGenerators } from './generators/guide.ts';

const folder = fileURLToPath(new URL('./generators/', import.meta.url));
const document = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
const page = fileURLToPath(new URL('../docs/integrator.md', import.meta.url));

/** The generators' TypeScript, which most integrators have, and the project's own. */
const compilers = [
  path.join(folder, 'package.json'),
  fileURLToPath(new URL('../package.json', import.meta.url)),
];

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  types: [],
};

interface Manifest {
  version: string;
  bin: Record<string, string>;
}

/** Where an installed package lies, seen from a folder's package.json, and its manifest. */
function installed(name: string, from: string): { root: string; manifest: Manifest } {
  const nodeModules = createRequire(from).resolve.paths(name) ?? [];
  const root = nodeModules.map((place) => path.join(place, name)).find((place) => existsSync(place));
  if (root === undefined) throw new Error(`${name} is not installed`);
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return { root, manifest };
}

/** Runs the only command of a package, or the one named, with this Node. */
function run(name: string, from: string, args: readonly string[], cwd: string, command?: string): void {
  const { root, manifest } = installed(name, from);
  const file = command === undefined ? Object.values(manifest.bin)[0] : manifest.bin[command];
  if (file === undefined) throw new Error(`${name} has no command ${command ?? ''}`);
  execFileSync(process.execPath, [path.join(root, file), ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
}

/** @throws Error that names the packages, when they are missing and cannot be fetched */
function installGenerators(names: readonly string[]): void {
  const missing = () => names.filter((name) => !existsSync(path.join(folder, 'node_modules', name)));
  if (missing().length === 0) return;
  process.stderr.write('fetching the generators (once) …\n');
  try {
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'inherit' });
  } catch {
    throw new Error(
      `Missing, and npm could not fetch them: ${missing().join(', ')}. Where a registry can be reached, run: ` +
        'npm ci --prefix scripts/generators',
    );
  }
  const rest = missing();
  if (rest.length > 0) throw new Error(`scripts/generators/package.json does not name ${rest.join(', ')}`);
}

/** Generates a client in a folder of its own and compiles it. */
function tryGenerator({ name, args, example }: ShownGenerator): void {
  const from = path.join(folder, 'package.json');
  const client = mkdtempSync(path.join(tmpdir(), 'rollcall-client-'));
  try {
    symlinkSync(path.join(folder, 'node_modules'), path.join(client, 'node_modules'), 'junction');
    writeFileSync(path.join(client, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(client, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }));
    run(
      name,
      from,
      args.map((arg) => (arg === 'docs/openapi.json' ? document : arg)),
      client,
    );
    writeFileSync(path.join(client, 'example.ts'), example);
    const versions = compilers.map((compiler) => {
      run('typescript', compiler, ['--project', client], client, 'tsc');
      return installed('typescript', compiler).manifest.version;
    });
    process.stdout.write(
      `${name} ${installed(name, from).manifest.version}: compiles with TypeScript ${versions.join(' and ')}\n`,
    );
  } finally {
    rmSync(client, { recursive: true });
  }
}

/** What a failed command has printed, or why it could not run. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stdout' in error && 'stderr' in error ? `${error.stdout}${error.stderr}` : '';
  return said.trim() === '' ? error.message : said;
}

try {
  const shown = shownGenerators(readFileSync(page, 'utf8'));
  if (shown.length < 2) throw new Error('docs/integrator.md shows fewer than two generators');
  installGenerators([...shown.map(({ name }) => name), 'typescript']);
  for (const generator of shown) {
    try {
      tryGenerator(generator);
    } catch (error) {
      process.stderr.write(`${generator.name} does not work:\n${wordsOf(error)}\n`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = 1;
}
