/** Lets esbuild drop unused AWS SDK schemas, by writing their computed keys as literals. @module */

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const schemaFiles = /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
const constantText = /^const (_\w+) = "([^"\\]*)";$/gm;
const computedKey = /\[(_\w+)\]:/g;

/**
 * Writes `{ [_hH]: … }` as `{ "httpHeader": … }` where `_hH` is a constant text of the same file. The AWS SDK describes
 * every operation of a service in such literals; a computed key might have side effects, so that esbuild keeps them all,
 * used or not: 60 KB for the two operations of S3 that we call.
 */
export function withLiteralKeys(source: string): string {
  const texts = new Map<string, string>();
  for (const [, name = '', text = ''] of source.matchAll(constantText)) texts.set(name, text);
  return source.replace(computedKey, (key, name: string) => {
    const text = texts.get(name);
    return text === undefined ? key : `${JSON.stringify(text)}:`;
  });
}

/** {@link withLiteralKeys} for the schemas of the AWS SDK, while they are bundled. */
export const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup(build) {
    build.onLoad({ filter: schemaFiles }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
