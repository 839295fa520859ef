/** The API reads, replaces and changes the settings of an organisation, guarded by an ETag. @module */

import type { settings } from '#shared/contract/settings.ts';
import { changeSettings, describeSettings, replaceSettings } from '../domain/settings/index.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of the settings. */
export function settingsHandlers(runtime: Runtime): Handlers<typeof settings> {
  return {
    getSettings: async (_input, call) => {
      const { stores, now } = actorOf(runtime, call);
      const body = describeSettings(await stores.settings.read(), now);
      return { body, etag: shownEtag(body.version, body) };
    },
    putSettings: async ({ body }, call) => {
      const { version: _version, savedAt: _savedAt, next: _next, payrollPeriods: _periods, ...wanted } = body;
      const actor = actorOf(runtime, call);
      const saved = describeSettings(await replaceSettings(actor, wanted, call.ifMatch), actor.now);
      return { body: saved, etag: shownEtag(saved.version, saved) };
    },
    patchSettings: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      const saved = describeSettings(await changeSettings(actor, body, call.ifMatch), actor.now);
      return { body: saved, etag: shownEtag(saved.version, saved) };
    },
  };
}
