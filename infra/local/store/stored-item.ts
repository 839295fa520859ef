/** Reads items back from what the store has written. @module */

import type { Item } from './values.ts';

/** An item from its JSON, which the store has checked before it wrote it. */
export function parseItem(json: string): Item {
  const item: Item = JSON.parse(json);
  return item;
}
