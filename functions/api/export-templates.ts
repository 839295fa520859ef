/** The API lists, shows, saves and deletes templates of payroll files. @module */

import type { exportTemplates } from '#shared/contract/export-templates.ts';
import { etagOf } from '../domain/etag.ts';
import { deleteTemplate, listTemplates, requireTemplate, saveTemplate } from '../domain/exports/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

const readTag = ({ ifMatch }: Call) => (ifMatch === '' ? undefined : ifMatch);

/** Handlers of templates of payroll files. A preset has the ETag of version 0: nobody edits it. */
export function exportTemplateHandlers(runtime: Runtime): Handlers<typeof exportTemplates> {
  return {
    listExportTemplates: async (_input, call) => ({
      body: { items: await listTemplates(actorOf(runtime, call)) },
    }),
    getExportTemplate: async ({ params }, call) => {
      const body = await requireTemplate(actorOf(runtime, call), params.templateId);
      return { body, etag: etagOf(body.version ?? 0) };
    },
    putExportTemplate: async ({ params, body }, call) => {
      const saved = await saveTemplate(actorOf(runtime, call), params.templateId, body, readTag(call));
      return { body: saved, etag: etagOf(saved.version ?? 0) };
    },
    deleteExportTemplate: async ({ params }, call) => {
      await deleteTemplate(actorOf(runtime, call), params.templateId, readTag(call));
      return { body: undefined };
    },
  };
}
