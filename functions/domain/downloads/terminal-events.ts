/** Tells what has become of a terminal in the last days: when it went away and came back, and its downloads. @module */

import type { TerminalEvent } from '#shared/contract/terminals.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredDownload } from '../../store/downloads.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { requireTerminal } from '../lookups.ts';
import { listedTasks, partsOf } from './planned-tasks.ts';

const keptMilliseconds = 7 * 86_400_000;
/** Most events of each of the two kinds. */
const mostEvents = 200;
/** Most lists of tasks that are looked through for the terminal: large downloads have several. */
const mostLists = 200;
const readAtOnce = 16;

/** The events of a terminal. */
export interface TerminalEvents {
  from: Instant;
  items: TerminalEvent[];
  more: boolean;
}

/** Tasks that concern a terminal among those of a download's list. */
async function tasksAt(actor: Actor, download: StoredDownload, serial: Serial): Promise<TerminalEvent[]> {
  const parts = Array.from({ length: partsOf(download) }, (_, part) => listedTasks(actor, download, part));
  const listed = (await Promise.all(parts)).flat().filter(({ terminal }) => terminal === serial);
  const tasks = await actor.stores.tasks.findMany(listed.map(({ id }) => id));
  return tasks.map(({ id, state, createdAt, finishedAt, counts, fault }) => ({
    at: finishedAt ?? createdAt,
    kind: 'download',
    downloadId: download.id,
    taskId: id,
    downloadKind: download.kind,
    state,
    read: counts.read,
    stored: counts.stored,
    ...(fault === undefined ? {} : { fault }),
  }));
}

/** The latest downloads since an instant, as many as have no more lists than are looked through. */
async function latestDownloads(
  { stores }: Actor,
  from: Instant,
): Promise<{ downloads: StoredDownload[]; more: boolean }> {
  const { items, nextCursor } = await stores.downloads.list(mostEvents);
  const recent = items.filter(({ requestedAt }) => requestedAt >= from);
  let lists = 0;
  const downloads = recent.filter((download) => {
    lists += partsOf(download);
    return lists <= mostLists;
  });
  const isCut = downloads.length < recent.length;
  return { downloads, more: isCut || (recent.length === items.length && nextCursor !== undefined) };
}

/**
 * The events of a terminal in the last seven days, the latest first.
 * @throws RollcallError terminal.unknown
 */
export async function terminalEvents(actor: Actor, serial: Serial): Promise<TerminalEvents> {
  await requireTerminal(actor, serial);
  const from = instantFromEpoch(epochOf(actor.now) - keptMilliseconds);
  const [seen, { downloads, more }] = await Promise.all([
    actor.stores.terminalEvents.since(serial, from, mostEvents),
    latestDownloads(actor, from),
  ]);
  const items: TerminalEvent[] = [...seen];
  await inParallel(downloads, readAtOnce, async (download) => {
    items.push(...(await tasksAt(actor, download, serial)));
  });
  items.sort((a, b) => epochOf(b.at) - epochOf(a.at));
  return { from, items, more: more || seen.length === mostEvents };
}
