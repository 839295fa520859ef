/** Bundles Lambda code with esbuild, the same way for deployment, benchmark and check. @module */

import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type LambdaName, lambdas } from '#infra/lambdas.ts';
import { literalSchemaKeys } from './literal-schema-keys.ts';
import { unusedParts } from './unused-parts.ts';

/** The repository: entry points are relative to it. */
const repository = fileURLToPath(new URL('../..', import.meta.url));

function besideThis(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** How Lambda code is built: by the CDK, by the benchmark and by the check, so that all three see the same bytes. */
export const bundleSettings = {
  absWorkingDir: repository,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Without this, esbuild takes the CommonJS halves of the AWS SDK, which it cannot tree-shake: more than twice the size.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: 'external',
  legalComments: 'none',
  alias: {
    '@aws-sdk/credential-provider-node': besideThis('environment-credentials.ts'),
    '@smithy/core/event-streams': besideThis('no-event-streams.ts'),
    // The package's ES modules: on Node it resolves to its CommonJS half, which calls `require` at run time.
    yaml: besideThis('../../node_modules/yaml/browser/dist/index.js'),
  },
  plugins: [literalSchemaKeys, unusedParts],
} satisfies BuildOptions;

/** A built function. */
export interface Bundle {
  /** One ES module. */
  code: Uint8Array;
  /** Its source map; kept beside the deployment, not in it. */
  sourceMap: Uint8Array;
  /** What went in and what is imported at run time. */
  metafile: Metafile;
}

/** Builds an entry point, given relative to the repository. */
export async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...bundleSettings,
    entryPoints: [entry],
    outfile: 'index.mjs',
    metafile: true,
    write: false,
  });
  const code = outputFiles.find((file) => file.path.endsWith('.mjs'));
  const sourceMap = outputFiles.find((file) => file.path.endsWith('.map'));
  if (!code || !sourceMap) throw new Error(`esbuild made no bundle or no source map of ${entry}.`);
  return { code: code.contents, sourceMap: sourceMap.contents, metafile };
}

/** Builds one of our functions. */
export async function bundleLambda(name: LambdaName): Promise<Bundle> {
  return await bundle(lambdas[name].entry);
}

/**
 * What must not be in a Lambda bundle, and is: the bridge's code (the terminals' protocols and the outbox),
 * `node:sqlite`, whose database would be a file on a disk that a function does not keep, and the local cloud with its issuer,
 * where everybody may be an administrator.
 * @returns sentences; empty when all is well
 */
export function forbiddenContents(metafile: Metafile): string[] {
  const sources = Object.keys(metafile.inputs).filter((path) => path.startsWith('bridge/'));
  const imports = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((imported) => imported.path === 'node:sqlite');
  return [
    ...sources.map((path) => `contains ${path}, which belongs to the bridge`),
    ...Object.keys(metafile.inputs)
      .filter((path) => /^infra\/local\/|(^|\/)node_modules\/oidc-provider\//.test(path))
      .map((path) => `contains ${path}, which belongs to the local cloud`),
    ...imports.map((imported) => `imports ${imported.path}`),
  ];
}
