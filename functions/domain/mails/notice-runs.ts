/** Shows what has become of notices: what each told, to whom, and which mails could not be handed over. @module */

import type { NoticeRun } from '#shared/contract/notice-runs.ts';
import type { Page } from '../../store/cursor.ts';
import type { StoredReportRun } from '../../store/report-runs.ts';
import type { Actor } from '../actor.ts';
import { becomeOf, withStop } from './become-of.ts';
import type { Notice, ToldSilence } from './notice.ts';
import { noticesId } from './notice-recipients.ts';

/** Without what only the mail needs: terminals with their names, faults, and days that wait. */
function shownThing({ thing, id, name, sites, since, until }: ToldSilence): NoticeRun['silent'][number] {
  return { thing, id, name, sites, since, until };
}

function describeRun(stored: StoredReportRun): NoticeRun {
  const { id, startedAt, endedAt, notice } = stored;
  const told: Notice =
    notice === undefined ? { silent: [], heard: [], unnamed: 0, nothingHeard: false } : JSON.parse(notice);
  return {
    id,
    startedAt,
    endedAt,
    nothingHeard: told.nothingHeard,
    silent: told.silent.map(shownThing),
    heard: told.heard.map(shownThing),
    unnamed: told.unnamed,
    ...becomeOf(stored),
  };
}

/** Sendings of notices, the latest first. @throws RollcallError request.cursor */
export async function listNoticeRuns(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<NoticeRun>> {
  const { items, nextCursor } = await actor.stores.reportRuns.list(noticesId, limit, cursor);
  const runs = await Promise.all(items.map((run) => withStop(actor, run)));
  return { items: runs.map(describeRun), nextCursor };
}
