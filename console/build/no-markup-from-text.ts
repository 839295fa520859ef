/**
 * Has React Aria empty its live region without markup: by `innerHTML` the policy for trusted types refuses it, and every typed
 * part of a date, time or number ends in the error screen.
 * @module
 */

import type { Plugin } from 'vite';

const file = /\/react-aria\/dist\/private\/live-announcer\/LiveAnnouncer\.m?js$/;
const emptied = ".innerHTML = ''";

/** Puts `replaceChildren` in the place of an emptied `innerHTML`. */
export function noMarkupFromText(): Plugin {
  return {
    name: 'rollcall-no-markup-from-text',
    enforce: 'pre',
    transform(code, id) {
      if (!file.test(id)) return undefined;
      const changed = code.replaceAll(emptied, '.replaceChildren()');
      // Another version may do the same in other words.
      if (changed === code || changed.includes('innerHTML')) {
        this.error('LiveAnnouncer is another one: see how it empties its region now');
      }
      return { code: changed, map: null };
    },
  };
}
