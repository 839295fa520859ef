/** The API takes in files of leaves and rosters. @module */

import type { hrImports } from '#shared/contract/hr-imports.ts';
import { importFile, leaveFile, rosterFile } from '../domain/hr-files/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

const bytesOf = (contentBase64: string) => new Uint8Array(Buffer.from(contentBase64, 'base64'));

/** Handlers of files of leaves and rosters. */
export function hrFileHandlers(runtime: Runtime): Handlers<typeof hrImports> {
  return {
    importLeaves: async ({ body: { contentBase64, ...wanted } }, call) => ({
      body: await importFile(actorOf(runtime, call), leaveFile, { ...wanted, bytes: bytesOf(contentBase64) }),
    }),
    importRosters: async ({ body: { contentBase64, ...wanted } }, call) => ({
      body: await importFile(actorOf(runtime, call), rosterFile, {
        ...wanted,
        bytes: bytesOf(contentBase64),
      }),
    }),
  };
}
