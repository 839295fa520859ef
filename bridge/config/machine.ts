/** Says on which machine the bridge runs, as the cloud shows it. @module */

import { hostname } from 'node:os';

/** Name of this machine, and its operating system and processor. */
export interface Machine {
  host?: string;
  platform: string;
}

/** This machine as the cloud shows it with its bridge. */
export function thisMachine(): Machine {
  const host = hostname().trim().slice(0, 253);
  return { ...(host === '' ? {} : { host }), platform: `${process.platform}-${process.arch}` };
}
