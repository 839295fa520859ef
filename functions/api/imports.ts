/** The API takes in files that somebody copied from a terminal, logs and user lists, and shows how far large ones are. @module */

import type { imports } from '#shared/contract/imports.ts';
import { describeImport, importFile, requireImport, startImport } from '../domain/punches/index.ts';
import { openImports } from '../import-services.ts';
import { requireScopes } from '../middleware/api-caller.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of files from terminals. @throws Error at cold start when the queue or the bucket is not configured */
export function importHandlers(runtime: Runtime): Handlers<typeof imports> {
  const services = openImports(runtime);
  return {
    importFile: async ({ body }, call) => {
      if (body.format === 'user-dat') requireScopes(call.caller, ['users:write']);
      const report = await importFile(actorOf(runtime, call), services, body);
      return { body: report, accepted: report.id !== undefined };
    },
    getImport: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return { body: await describeImport(actor, await requireImport(actor, params.importId)) };
    },
    startImport: async ({ params }, call) => ({
      body: await startImport(actorOf(runtime, call), services, params.importId),
    }),
  };
}
