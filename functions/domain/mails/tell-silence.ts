/**
 * Looks by the clock for bridges and terminals that have gone silent or are heard of again, and begins one notice of all of them:
 * decision 0044 says why each is told once.
 * @module
 */

import type { ReportRunId } from '#shared/contract/ids.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { DeliveryMessage } from '../../queue/delivery-messages.ts';
import type { SendMessages } from '../../queue/send.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { StoredSilence } from '../../store/silences.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import { judgeSilence, watchedThings } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import { noticeOf } from './notice.ts';
import { noticeRecipients, noticesId } from './notice-recipients.ts';
import { recipientIdOf } from './tokens.ts';

/** For so long nobody else looks: the clock comes every 15 minutes, and no function runs for longer. */
const aloneMilliseconds = 10 * 60_000;
/** When nobody has looked for so long, the cloud itself was away, and bridges have yet to find it again. */
const awayMilliseconds = 45 * 60_000;

/** Whether anybody wants to be told of silence. */
export function isSilenceWanted({ notices }: Pick<StoredSettings, 'notices'>): boolean {
  return notices?.silence?.active === true;
}

/** A look that has something to tell. */
interface Look {
  settings: StoredSettings;
  runId: ReportRunId;
  silences: readonly StoredSilence[];
  nothingHeard: boolean;
}

/** Begins the sending of what a look has to tell, unless it has begun. */
async function tell(
  actor: Actor,
  sendToDeliveries: SendMessages,
  { settings, runId, silences, nothingHeard }: Look,
): Promise<void> {
  const { stores, now } = actor;
  const { organisation } = stores;
  const begun = await stores.reportRuns.find(runId);
  if (begun === undefined) {
    const told = silences.filter(({ run }) => run === runId);
    if (told.length === 0) return;
    const recipients = await noticeRecipients(stores, settings);
    if (recipients.length === 0) return;
    const today = todayIn(settings.zone, now);
    await stores.reportRuns.add({
      id: runId,
      scheduleId: noticesId,
      state: 'waiting',
      from: today,
      to: today,
      startedAt: now,
      requestedBy: actor.name,
      recipients: Object.fromEntries(
        recipients.map((address) => [
          recipientIdOf(organisation, noticesId, address),
          { address, state: 'waiting' as const },
        ]),
      ),
      notice: JSON.stringify(await noticeOf(actor, told, nothingHeard)),
      expiresAt: expiryOf(now),
    });
  } else if (begun.state !== 'waiting') return;
  await sendToDeliveries([{ kind: 'send-report', organisation, runId } satisfies DeliveryMessage]);
}

/**
 * Tells of what has gone silent and of what is heard of again since the last look, in one mail to each recipient and by the feed
 * of changes. Of two at once one looks. What a look has to tell stands with the silences, so that whoever follows somebody who
 * was stopped half-way tells the same, and nothing twice.
 */
export async function tellSilence(actor: Actor, sendToDeliveries: SendMessages): Promise<void> {
  const { stores, now } = actor;
  const settings = await stores.settings.read();
  const wanted = settings.notices?.silence;
  if (wanted?.active !== true) return;
  const last = await stores.silences.take(now, aloneMilliseconds);
  if (last === null) return;
  const known = await stores.silences.all();
  if (last?.run !== undefined) {
    // It may have been stopped before its message, or between the silences and the run.
    const look = { settings, runId: last.run, silences: known, nothingHeard: false };
    await tell(actor, sendToDeliveries, look);
  }
  const things = await watchedThings(actor);
  const { silent, heard, gone } = judgeSilence(things, known, wanted.afterMinutes, now);
  const wasAway = last !== undefined && epochOf(now) - epochOf(last.lookedAt) > awayMilliseconds;
  const news = wasAway ? heard : [...silent, ...heard];
  for (const silence of gone) await stores.silences.replace(silence);
  if (news.length === 0) return;
  const runId = newId('run');
  await stores.silences.noteRun(runId, now);
  for (const silence of news) await stores.silences.replace({ ...silence, run: runId });
  const nothingHeard = silent.length > 1 && !things.some(({ state }) => state === 'heard');
  const silences = await stores.silences.all();
  await tell(actor, sendToDeliveries, { settings, runId, silences, nothingHeard });
}
