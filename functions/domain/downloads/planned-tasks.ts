/** Lists the tasks that a download is to have, in parts of bounded size, and finds those that have not ended. @module */

import type { DownloadId } from '#shared/contract/ids.ts';
import { type DownloadTally, type TaskPlace, tasksPerPart } from '../../store/download-plans.ts';
import type { DownloadPlan, PlannedTask, StoredDownload } from '../../store/downloads.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import type { TaskTerminal } from '../terminals/index.ts';

/** A task that a download is to have, with its place in the list; tasks of older downloads have none. */
export interface ListedTask extends PlannedTask {
  place?: TaskPlace;
}

/** Writes the list of tasks that read or write some terminals. It counts once a download names it. */
export async function makePlan(
  { stores }: Actor,
  id: DownloadId,
  terminals: readonly TaskTerminal[],
  expiresAt: number,
): Promise<DownloadPlan> {
  const tasks = terminals.map(({ serial, bridgeId }) => ({ id: newId('tsk'), terminal: serial, bridgeId }));
  const parts = Array.from({ length: Math.ceil(tasks.length / tasksPerPart) }, (_, part) =>
    tasks.slice(part * tasksPerPart, (part + 1) * tasksPerPart),
  );
  const plan = {
    token: newId('tsk'),
    parts: parts.length,
    tasks: tasks.length,
    pushed: tasks.filter(({ bridgeId }) => bridgeId === undefined).length,
  };
  await stores.downloadPlans.save(id, plan, parts, expiresAt);
  return plan;
}

/** How many tasks a download has. */
export function tasksOf({ plan, tasks = [] }: StoredDownload): number {
  return plan?.tasks ?? tasks.length;
}

/** How many parts the list of a download has: one where it is older than lists. */
export function partsOf({ plan }: StoredDownload): number {
  return plan?.parts ?? 1;
}

/** The tasks of a part of a download's list, in order. */
export async function listedTasks(
  { stores }: Actor,
  { id, plan, tasks = [] }: StoredDownload,
  part: number,
): Promise<ListedTask[]> {
  if (plan === undefined) return tasks;
  const listed = await stores.downloadPlans.part(id, plan, part);
  return listed.map((task, index) => ({
    ...task,
    place: { part, index, of: listed.length, parts: plan.parts },
  }));
}

/** All tasks of a download, in order: for people, who want to see them, and for its beginning. */
export async function allListedTasks(actor: Actor, download: StoredDownload): Promise<ListedTask[]> {
  const parts = Array.from({ length: partsOf(download) }, (_, part) => listedTasks(actor, download, part));
  return (await Promise.all(parts)).flat();
}

/** What a part of a download still has to do. */
export interface OpenPart {
  /** Those that have not been counted as ended. */
  listed: ListedTask[];
  /** Those of them that are there: others were left out by a beginning that was stopped. */
  tasks: StoredTask[];
}

/** What a part of a download still has to do. */
export async function openPart(actor: Actor, download: StoredDownload, part: number): Promise<OpenPart> {
  const { downloadPlans, tasks } = actor.stores;
  const [all, tally] = await Promise.all([
    listedTasks(actor, download, part),
    downloadPlans.tallyOf(download.id, part),
  ]);
  const listed = all.filter(({ place }) => place === undefined || !tally.ended.has(place.index));
  return { listed, tasks: await tasks.findMany(listed.map(({ id }) => id)) };
}

/** How many tasks of a download have ended, without reading them. */
export async function tallyOf(actor: Actor, { id }: StoredDownload): Promise<DownloadTally> {
  return await actor.stores.downloadPlans.sum(id);
}
