/** The API reads, replaces and changes the settings of an organisation, guarded by an ETag. @module */

import type { Settings, settings } from '#shared/contract/settings.ts';
import type { Actor } from '../domain/actor.ts';
import { requireNoticeRecipients, unsubscribedFromNotices } from '../domain/mails/index.ts';
import { changeSettings, describeSettings, replaceSettings } from '../domain/settings/index.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredSettings } from '../store/settings.ts';
import { actorOf } from './actor.ts';

/** Who sees the addresses of recipients: whoever may edit people. */
const addressReaders: readonly Actor['role'][] = ['hr', 'admin'];

/** Settings as somebody may see them. */
async function shownSettings(actor: Actor, stored: StoredSettings): Promise<Settings> {
  const shown = describeSettings(stored, actor.now);
  const { silence } = shown.notices ?? {};
  if (silence === undefined) return shown;
  if (!addressReaders.includes(actor.role)) {
    const { recipients: _recipients, ...visible } = silence;
    return { ...shown, notices: { ...shown.notices, silence: visible } };
  }
  const unsubscribed = await unsubscribedFromNotices(actor, stored);
  return unsubscribed.length === 0 ? shown : { ...shown, unsubscribed };
}

async function answerOf(actor: Actor, stored: StoredSettings) {
  const body = await shownSettings(actor, stored);
  return { body, etag: shownEtag(body.version, body) };
}

/** Handlers of the settings. */
export function settingsHandlers(runtime: Runtime): Handlers<typeof settings> {
  const { mailFrom } = runtime.environment;

  return {
    getSettings: async (_input, call) => {
      const actor = actorOf(runtime, call);
      return await answerOf(actor, await actor.stores.settings.read());
    },
    putSettings: async ({ body }, call) => {
      const {
        version: _version,
        savedAt: _savedAt,
        next: _next,
        payrollPeriods: _periods,
        unsubscribed: _unsubscribed,
        ...wanted
      } = body;
      const actor = actorOf(runtime, call);
      await requireNoticeRecipients(actor, mailFrom, wanted.notices);
      return await answerOf(actor, await replaceSettings(actor, wanted, call.ifMatch));
    },
    patchSettings: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      await requireNoticeRecipients(actor, mailFrom, body.notices);
      return await answerOf(actor, await changeSettings(actor, body, call.ifMatch));
    },
  };
}
