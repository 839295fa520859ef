/** The API gives out the whole plan and its rules as one document, JSON or YAML, and imports it. @module */

import { writeRulesFile } from '#shared/attendance/index.ts';
import type { rulesFile } from '#shared/contract/rules-file.ts';
import { importRules, readRulesDocument, readStoredRules, rulesFileAsYaml } from '../domain/plan/index.ts';
import type { Answer, Handlers } from '../middleware/dispatch.ts';
import { accepts, yamlMediaTypes } from '../middleware/http.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of the rules file. */
export function rulesFileHandlers(runtime: Runtime): Handlers<typeof rulesFile> {
  return {
    getRulesFile: async (_input, call): Promise<Answer<typeof rulesFile.getRulesFile>> => {
      const { file, etag } = await readStoredRules(actorOf(runtime, call));
      if (!accepts(call.event, yamlMediaTypes)) return { body: writeRulesFile(file), etag };
      const text = await rulesFileAsYaml(file);
      return { text, mediaType: 'application/yaml; charset=utf-8', headers: { etag } };
    },
    putRulesFile: async ({ query, body }, call) => {
      const file = await readRulesDocument(body);
      const actor = actorOf(runtime, call);
      const { report, etag } = await importRules(actor, file, call.ifMatch, query.dryRun === 'true');
      return { body: report, etag };
    },
  };
}
