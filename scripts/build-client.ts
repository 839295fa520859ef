/** `npm run build:client` packs `packages/client` into a tarball that npm can install and publish. @module */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import * as z from 'zod';

const root = join(import.meta.dirname, '..');
const source = join(root, 'packages/client');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const out = resolve(values.out);

const readManifest = (file: string) => z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
const { version, dependencies } = z
  .looseObject({ version: z.string(), dependencies: z.looseObject({ zod: z.string() }) })
  .parse(readManifest(join(root, 'package.json')));

/** The compiler's program; the package itself has no code that could be called. */
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

const folder = mkdtempSync(join(tmpdir(), 'rollcall-client-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['packages/client/index.ts'],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'neutral',
    target: 'es2022',
    format: 'esm',
    external: ['zod'],
    legalComments: 'none',
  });
  execFileSync(
    process.execPath,
    [compiler, '--project', join(source, 'tsconfig.json'), '--outDir', join(folder, 'types')],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const manifest = {
    ...readManifest(join(source, 'manifest.json')),
    version,
    dependencies: { zod: dependencies.zod },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(source, 'README.md'), join(folder, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  mkdirSync(out, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', out], {
    cwd: folder,
    encoding: 'utf8',
  });
  process.stdout.write(`${join(out, packed.trim())}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
