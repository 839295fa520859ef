/** The worker behind the clock's queue does what each message asks for. @module */

import type { ClockMessage } from '../../queue/clock-messages.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { Actor } from '../actor.ts';
import { isSilenceWanted, startDueReports, tellSilence } from '../mails/index.ts';
import { deleteOldTimes, startDueDeletion } from '../old-times.ts';
import { beginPushChecks, wakeDaysInVain } from '../terminals/index.ts';
import { startDueExports } from './due-exports.ts';
import { night, nightlyGeneration } from './night.ts';
import { minute, startDueDownload, tendDownload } from './tick.ts';

/** What is done every quarter of an hour, each by a message of its own. */
async function quarterly({ stores }: Actor): Promise<ClockMessage[]> {
  const { organisation } = stores;
  const looks = isSilenceWanted(await stores.settings.read());
  return [
    { kind: 'due-exports', organisation },
    { kind: 'due-reports', organisation },
    ...(looks ? [{ kind: 'silence' as const, organisation }] : []),
  ];
}

/**
 * Does what a message of the clock asks for, a bounded piece of work. Doing it twice changes nothing.
 * @param queues - where more work goes: the clock's own, and those of deliveries and exports
 */
export async function workOnClock(
  actor: Actor,
  message: ClockMessage,
  queues: Record<'clock' | 'deliveries' | 'exports', SendMessages>,
): Promise<void> {
  switch (message.kind) {
    case 'minute':
      return await minute(actor, queues.clock, queues.deliveries);
    case 'start-download':
      return await startDueDownload(actor, message.due);
    case 'tend-download':
      return await tendDownload(actor, message);
    case 'night':
      await night(actor, queues.clock);
      await startDueDeletion(actor, queues.clock);
      return await queues.clock(await quarterly(actor));
    case 'due-exports':
      return await startDueExports(actor, queues.exports);
    case 'due-reports':
      return await startDueReports(actor, queues.deliveries);
    case 'silence':
      return await tellSilence(actor, queues.deliveries);
    case 'delete-old-times':
      return await deleteOldTimes(actor, message, queues.clock);
    case 'push-checks':
      return await beginPushChecks(actor, message.serials);
    case 'wake-days':
      return await wakeDaysInVain(actor, message.serials);
    case 'mend-marks':
      await actor.stores.terminals.mendMarks();
      return;
    case 'nightly-generation':
      return await nightlyGeneration(actor, message);
  }
}
