/** Writes the bundle of every function, and its source map, into a folder. @module */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LambdaName, lambdaNames } from '#infra/lambdas.ts';
import { bundleLambda } from './bundle.ts';

/**
 * Builds every function into a folder: `lambda/<name>/index.mjs`, which is what is deployed, and
 * `source-maps/<name>.mjs.map`, which stays here to read a stack trace with.
 * @returns the folder of each function
 */
export async function writeBundles(target: string): Promise<Record<LambdaName, string>> {
  const maps = join(target, 'source-maps');
  await mkdir(maps, { recursive: true });
  const folders = await Promise.all(
    lambdaNames.map(async (name) => {
      const { code, sourceMap } = await bundleLambda(name);
      const folder = join(target, 'lambda', name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'index.mjs'), code);
      await writeFile(join(maps, `${name}.mjs.map`), sourceMap);
      return [name, folder] as const;
    }),
  );
  return Object.fromEntries(folders) as Record<LambdaName, string>;
}
