/** Which files of which packages are in what is deployed: in each function by esbuild, in the console by Vite. @module */

import { join, relative } from 'node:path';
import { build } from 'vite';
import { bundleLambda } from '#infra/bundle/bundle.ts';
import type { LambdaName } from '#infra/lambdas.ts';

const root = join(import.meta.dirname, '../..');

/** The files that are in functions, relative to the repository. */
export async function filesOfFunctions(names: readonly LambdaName[]): Promise<Set<string>> {
  const files = new Set<string>();
  for (const name of names) {
    const { metafile } = await bundleLambda(name);
    for (const output of Object.values(metafile.outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
        if (bytesInOutput > 0) files.add(path);
      }
    }
  }
  return files;
}

/** The files that are in the console, relative to the repository. Style sheets of packages are among them. */
export async function filesOfConsole(): Promise<Set<string>> {
  const built = await build({
    configFile: join(root, 'console/vite.config.ts'),
    logLevel: 'warn',
    build: { write: false },
  });
  if ('close' in built) throw new Error('Vite watches the console instead of building it.');
  const chunks = (Array.isArray(built) ? built : [built]).flatMap(({ output }) => output);
  const modules = chunks.flatMap((made) => (made.type === 'chunk' ? made.moduleIds : []));
  return new Set(modules.map((id) => relative(root, id.replace(/^\0/, '').replace(/\?.*$/, ''))));
}
