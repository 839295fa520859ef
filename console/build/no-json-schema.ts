/**
 * Leaves out of the console how zod turns schemas into JSON Schema: every schema carries it, no browser calls it, and in the
 * engine's worker it would weigh 5 KB.
 * @module
 */

import type { Plugin } from 'vite';

const files = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/;
const exported = /^export (?:function|const) (\w+)/gm;

/** Puts functions that do nothing in the place of those that make JSON Schema. */
export function noJsonSchema(): Plugin {
  return {
    name: 'rollcall-no-json-schema',
    enforce: 'pre',
    transform(code, id) {
      if (!files.test(id)) return undefined;
      const names = [...code.matchAll(exported)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${name} = () => undefined;`).join('\n'), map: null };
    },
  };
}
