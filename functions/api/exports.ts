/** The API makes and starts exports, previews and lists them, and gives short-lived links to their files. @module */

import type { exportFiles } from '#shared/contract/exports.ts';
import { editors } from '#shared/contract/route.ts';
import { phrase, sentencesOf, told } from '#shared/reasons/index.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { Actor } from '../domain/actor.ts';
import {
  covers,
  describeExport,
  type ExportServices,
  filesOf,
  listKinds,
  previewExport,
  requireExport,
  requireWanted,
  type Sight,
  sightOfExport,
  startExport,
} from '../domain/exports/index.ts';
import { fileLinks, openUploads } from '../files/file-link.ts';
import { hasScopes, requireScopes } from '../middleware/api-caller.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import { openQueue } from '../queue/send.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredExport } from '../store/exports.ts';
import { actorOf } from './actor.ts';

/** How much of people a caller may see. */
function sightOf({ caller }: Call): Sight {
  const may = (scope: 'users:read' | 'users:write') =>
    caller.scopes === undefined || caller.scopes.includes(scope);
  const isEditor = editors.some((principal) => principal === caller.principal);
  if (isEditor && may('users:write')) return 'all';
  return may('users:read') ? 'readers' : 'names';
}

/** Handlers of exports. @throws Error at cold start when the queue or the bucket is not configured */
export function exportHandlers(runtime: Runtime): Handlers<typeof exportFiles> {
  const { exportsQueueUrl, exportsBucket: bucket } = runtime.environment;
  if (exportsQueueUrl === undefined || bucket === undefined) {
    throw new Error('The api function needs EXPORTS_QUEUE_URL and EXPORTS_BUCKET');
  }
  const uploads = openUploads();
  const services: ExportServices = {
    sendToExports: openQueue(exportsQueueUrl),
    put: (key, content) => uploads.put({ bucket, key }, content),
  };
  const linkTo = fileLinks();

  /** With links, where the caller may see what the files show: they were made for whoever asked. */
  const shown = async (actor: Actor, stored: StoredExport, call: Call) => {
    const body = describeExport(stored, actor.now);
    const { filesUntil } = body;
    if (filesUntil === undefined || epochOf(filesUntil) <= epochOf(actor.now)) return body;
    const { sight, kind } = await sightOfExport(actor, stored);
    const isOfPunches = kind === 'punches' && !hasScopes(call.caller, ['punches:read']);
    if (isOfPunches || !covers(sightOf(call), sight)) {
      const why = phrase(isOfPunches ? 'withheld.punches' : 'withheld.people', {});
      return { ...body, withheld: sentencesOf([why]), withheldTold: told(why) };
    }
    const links = await Promise.all(
      filesOf(stored).map(({ key, name }) => linkTo({ bucket, key, fileName: name })),
    );
    const files = body.files?.map((file, index) => ({ ...file, url: links[index] ?? '' }));
    return { ...body, ...(files === undefined ? {} : { files }), url: links[0] ?? '' };
  };

  return {
    listExportKinds: async (_input, call) => ({
      body: { items: await listKinds(actorOf(runtime, call), sightOf(call)) },
    }),
    startExport: async ({ body }, call) => {
      if (body.kind === 'punches') requireScopes(call.caller, ['punches:read']);
      const actor = actorOf(runtime, call);
      const stored = await startExport(actor, services, body, sightOf(call));
      return { body: await shown(actor, stored, call), accepted: stored.state === 'waiting' };
    },
    previewExport: async ({ body: { draft, ...asked } }, call) => {
      if (asked.kind === 'punches') requireScopes(call.caller, ['punches:read']);
      const actor = actorOf(runtime, call);
      const wanted = await requireWanted(actor, asked, sightOf(call), draft);
      return { body: await previewExport(actor, wanted) };
    },
    listExports: async ({ query }, call) => {
      const { stores, now } = actorOf(runtime, call);
      const { items, nextCursor } = await stores.exports.list(query.limit, query.cursor);
      return { body: { items: items.map((stored) => describeExport(stored, now)), nextCursor } };
    },
    getExport: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return { body: await shown(actor, await requireExport(actor, params.exportId), call) };
    },
  };
}
