/**
 * Keeps schemas from making code at run time, which the content security policy forbids and the browser's log complains of: a
 * setting of zod's would have to be made before the first schema, and no order of chunks promises that.
 * @module
 */

import type { Plugin } from 'vite';

const file = /\/zod\/v4\/core\/core\.js$/;
const settings = 'export const globalConfig = globalThis.__zod_globalConfig;';

/** Makes zod read schemas, instead of compiling them, from the start. */
export function noCodeFromText(): Plugin {
  return {
    name: 'rollcall-no-code-from-text',
    enforce: 'pre',
    transform(code, id) {
      if (!file.test(id)) return undefined;
      // Another version may keep its settings elsewhere.
      if (!code.includes(settings)) this.error('zod is another one: see where it keeps `jitless` now');
      const changed =
        'export const globalConfig = Object.assign(globalThis.__zod_globalConfig, { jitless: true });';
      return { code: code.replace(settings, changed), map: null };
    },
  };
}
