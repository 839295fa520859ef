/** Sets up an organisation with a bridge that has reported terminals, and claims and completes its tasks. @module */

import type { SettingsBody } from '#shared/contract/settings.ts';
import { cloudTime, type Organisation, type TestCloud } from './cloud.ts';
import { aBridge, type SignedBridge } from './signed-bridge.ts';

/** An organisation with a bridge that has reported its terminals. */
export interface TestSite extends Organisation {
  bridge: SignedBridge;
}

/** Counts of a task that has done nothing. */
export const noCounts = {
  read: 0,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  held: 0,
  usersCreated: 0,
  usersDetailed: 0,
};

/** Sets up an organisation with a bridge and terminals. */
export async function aSite(
  cloud: TestCloud,
  terminals: readonly string[] = ['TEST1'],
  change?: (current: SettingsBody) => SettingsBody,
): Promise<TestSite> {
  const organisation = await cloud.organisation();
  if (change) await organisation.set(change);
  const bridge = await aBridge(cloud.url, organisation.api);
  await bridge.beat({ terminals });
  return { ...organisation, bridge };
}

/** The tick of the original product: users that do not exist are created. */
export function withTick(current: SettingsBody): SettingsBody {
  return { ...current, download: { ...current.download, createMissingUsers: true } };
}

/** How a task may end. */
type TaskEnd = Parameters<TestSite['bridge']['api']['completeTask']>[0]['body'];

/** The end of a task that did nothing and went well. */
export const done = { outcome: 'done', counts: noCounts } as const satisfies TaskEnd;

/** A fault that a terminal may have. */
export const fault = { code: 'unreachable', message: 'No answer.' } as const;

/** Claims tasks. @param running - tasks that the bridge works on already */
export async function claim(site: TestSite, take = 1, running: readonly string[] = []) {
  const { tasks } = await site.bridge.beat({ running, take });
  return tasks;
}

/** Claims one task. @returns its id */
export async function claimOne(site: TestSite): Promise<string> {
  const [task] = await claim(site);
  if (!task) throw new Error('nothing to claim');
  return task.id;
}

/** Ends a task. */
export async function complete(site: TestSite, taskId: string, body: TaskEnd = done): Promise<void> {
  await site.bridge.api.completeTask({ params: { taskId }, body });
}

/** What the audit trail of today says of one kind of event, in order. */
export async function auditOf({ api }: Organisation, action: string) {
  const day = cloudTime.today();
  const { items } = await api.listAudit({ query: { day, limit: 1000 } });
  return items.filter((entry) => entry.action === action);
}

/** Lets time pass for the cloud. */
export function later(seconds: number): void {
  cloudTime.advance(seconds * 1000);
}

/** A moment before all days of the tests: terminals that are registered then are waited for on each of them. */
export const longAgo = '2026-01-02T12:00:00.000Z';

/** Does something at an earlier moment: what it registers is known since then. */
export async function earlier<T>(moment: string, work: () => Promise<T>): Promise<T> {
  const now = cloudTime.instant();
  cloudTime.set(moment);
  try {
    return await work();
  } finally {
    cloudTime.set(now);
  }
}

/** Sets up {@link aSite} whose terminals have been known for months, so that the days of the tests wait for them. */
export async function anOldSite(
  cloud: TestCloud,
  terminals?: readonly string[],
  change?: (current: SettingsBody) => SettingsBody,
): Promise<TestSite> {
  return await earlier(longAgo, () => aSite(cloud, terminals, change));
}
