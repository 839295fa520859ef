/** The API reads, replaces and changes the settings of an organisation, guarded by an ETag. @module */

import type { settings } from '#shared/contract/settings.ts';
import { etagOf } from '../domain/etag.ts';
import { changeSettings, replaceSettings } from '../domain/settings/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of the settings. */
export function settingsHandlers(runtime: Runtime): Handlers<typeof settings> {
  return {
    getSettings: async (_input, call) => {
      const body = await actorOf(runtime, call).stores.settings.read();
      return { body, etag: etagOf(body.version) };
    },
    putSettings: async ({ body }, call) => {
      const { version: _version, savedAt: _savedAt, ...wanted } = body;
      const saved = await replaceSettings(actorOf(runtime, call), wanted, call.ifMatch);
      return { body: saved, etag: etagOf(saved.version) };
    },
    patchSettings: async ({ body }, call) => {
      const saved = await changeSettings(actorOf(runtime, call), body, call.ifMatch);
      return { body: saved, etag: etagOf(saved.version) };
    },
  };
}
