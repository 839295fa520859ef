/** Leaves out of Lambda bundles what no function uses: zod's JSON Schema writer, most of package.json. @module */

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const jsonSchemaFiles = /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
const packageFiles = /[\\/]package\.json$/;
const declaredName = /^export (?:const|function|class) (\w+)/gm;
const renamedName = /^export \{ \w+ as (\w+) \};$/gm;

/**
 * A module with the same exports, each of which fails when it is called. An export named `create…` makes a function; then
 * that function fails.
 * @param why - what the failure says
 */
export function failingExports(source: string, why: string): string {
  const names = [...source.matchAll(declaredName), ...source.matchAll(renamedName)].map(([, name]) => name);
  const fail = `const fail = () => { throw new Error(${JSON.stringify(why)}); };\nconst make = () => fail;`;
  const exported = names.map((name) => `${name?.startsWith('create') ? 'make' : 'fail'} as ${name}`);
  return `${fail}\nexport { ${exported.join(', ')} };\n`;
}

/**
 * Leaves out of Lambda bundles what a schema or a client drags in and no function uses: zod's writer of JSON Schema, which
 * only the OpenAPI document needs, and everything in a package.json but the version.
 */
export const unusedParts: Plugin = {
  name: 'unused-parts',
  setup(build) {
    build.onLoad({ filter: jsonSchemaFiles }, async ({ path }) => ({
      contents: failingExports(
        await readFile(path, 'utf8'),
        'JSON Schema is left out of Lambda bundles (infra/bundle/unused-parts.ts).',
      ),
      loader: 'js',
    }));
    build.onLoad({ filter: packageFiles }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8')) as {
        name?: string;
        version?: string;
      };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};
