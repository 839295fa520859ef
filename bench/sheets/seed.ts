/** Fills a store with people and rows that are copies of one computed month, as far as figures of reading depend on them. @module */

import type { Actor } from '../../functions/domain/actor.ts';
import { startGeneration } from '../../functions/domain/recompute/index.ts';
import type { Stores } from '../../functions/store/index.ts';
import type { RowWrite } from '../../functions/store/sheets.ts';
import { requireUserId } from '../../shared/punch/user-id.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { month, pinsOf } from '../month/people.ts';
import { seed } from '../month/seed.ts';

const rowsAtOnce = 500;

/** Copies of people with a row on each of some dates. */
async function copyRows(
  { stores, now }: Actor,
  rows: Awaited<ReturnType<Stores['sheets']['pageOfUser']>>['items'],
  ids: readonly string[],
): Promise<void> {
  const peopleAtOnce = Math.max(1, Math.floor(rowsAtOnce / rows.length));
  for (let start = 0; start < ids.length; start += peopleAtOnce) {
    const writes = ids.slice(start, start + peopleAtOnce).flatMap((text): RowWrite[] => {
      const userId = requireUserId(text);
      return rows.map((row) => {
        const result = JSON.stringify({ ...JSON.parse(row.result), userId });
        return { row: { ...row, userId, result }, previous: undefined };
      });
    });
    await stores.sheets.write(writes, now);
  }
}

/**
 * One person's month is computed, and copied to `months` people; everybody else, up to `people`, gets the row of one day.
 * @param settle - waits until all queues are empty
 */
export async function seedSheets(
  actor: Actor,
  { people, months, day }: { people: number; months: number; day: LocalDate },
  settle: () => Promise<void>,
): Promise<void> {
  const { stores, now } = actor;
  const [first = '', ...others] = pinsOf(people);
  await seed(stores, 1);
  const from = month.from as LocalDate;
  const to = month.to as LocalDate;
  await startGeneration(actor, { from, to, origin: 'manual' });
  await settle();
  const { items } = await stores.sheets.pageOfUser(requireUserId(first), { from, to }, month.days);
  const users = others.map((text) => ({
    id: requireUserId(text),
    name: `Person ${text}`,
    status: 'active' as const,
    origin: { kind: 'manual' as const, at: now, by: 'bench' },
    issuedOn: from,
    rosterAssignments: [],
    version: 1,
    issuedOnFollowsPunches: false,
  }));
  for (let start = 0; start < users.length; start += rowsAtOnce) {
    await stores.users.addEach(users.slice(start, start + rowsAtOnce));
  }
  await copyRows(actor, items, others.slice(0, months - 1));
  await copyRows(
    actor,
    items.filter(({ date }) => date === day),
    others.slice(months - 1),
  );
}
