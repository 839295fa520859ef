/** Refuses to give somebody a part of the plan that HR has archived. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Stores } from '../store/index.ts';
import type { ArchivedPlan } from '../store/plan.ts';
import { requireRoster } from './lookups.ts';

/** What is archived as long as nobody has archived anything. */
export const nothingArchived: ArchivedPlan = { id: 'archived', schedules: [], rosters: [], calendars: [] };

/** A part of the plan that can be archived. */
export type ArchivedPart = Exclude<keyof ArchivedPlan, 'id'>;

const nameOf = {
  schedules: 'clocking schedule',
  rosters: 'duty roster',
  calendars: 'holiday calendar',
} as const;

/** What is archived, strongly consistent. */
export async function readArchived({ plan }: Pick<Stores, 'plan'>): Promise<ArchivedPlan> {
  return (await plan.archived.find('archived')) ?? nothingArchived;
}

/** Since when a part is archived; `undefined` when it is not. */
export function archivedSince(archived: ArchivedPlan, part: ArchivedPart, id: string): Instant | undefined {
  return archived[part].find((each) => each.id === id)?.at;
}

/**
 * Refuses an archived part.
 * @param archived - as read
 * @throws RollcallError plan.archived
 */
export function requireNotArchived(
  archived: ArchivedPlan,
  part: ArchivedPart,
  ids: readonly (string | null | undefined)[],
): void {
  for (const id of ids) {
    if (typeof id !== 'string' || archivedSince(archived, part, id) === undefined) continue;
    throw new RollcallError('plan.archived', { part: nameOf[part], id });
  }
}

/** Requires a duty roster that may be given to people. @throws RollcallError roster.unknown, plan.archived */
export async function requireRosterToGive(stores: Stores, id: string): Promise<void> {
  const [archived] = await Promise.all([readArchived(stores), requireRoster(stores, id)]);
  requireNotArchived(archived, 'rosters', [id]);
}

/** Refuses archived schedules; that they exist is looked at elsewhere. @throws RollcallError plan.archived */
export async function requireSchedulesToGive(
  stores: Stores,
  ids: readonly (string | null | undefined)[],
): Promise<void> {
  requireNotArchived(await readArchived(stores), 'schedules', ids);
}
