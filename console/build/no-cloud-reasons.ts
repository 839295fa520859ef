/**
 * Leaves out of the engine's worker the sentences that the cloud alone says: of reports, refusals, terminals and files. The
 * engine gives none of them, and the page has them in its own languages.
 * @module
 */

import type { Plugin } from 'vite';

const files = /\/shared\/reasons\/of-(?:notes|work|terminals|reports|refusals|rows)\.ts$/;
const exported = /^export const (\w+)/gm;

/** Puts empty tables in the place of those of the cloud. */
export function noCloudReasons(): Plugin {
  return {
    name: 'rollcall-no-cloud-reasons',
    enforce: 'pre',
    transform(code, id) {
      if (!files.test(id)) return undefined;
      const names = [...code.matchAll(exported)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${name} = {};`).join('\n'), map: null };
    },
  };
}
