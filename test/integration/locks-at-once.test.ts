import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lockPeriod } from '#functions/domain/sheets/index.ts';
import { isProblem } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { actorOn, preceded, storesWith } from '#test/support/stores-with.ts';

const cloud = useCloud();

interface Wanted {
  from: LocalDate;
  to: LocalDate;
  department?: string;
}

const dayOf = (day: number) => `2026-02-${String(day).padStart(2, '0')}` as LocalDate;
const span = (from: number, to: number, department?: string): Wanted => ({
  from: dayOf(from),
  to: dayOf(to),
  ...(department === undefined ? {} : { department }),
});

/** Whether two locks would hold the same row: a lock of everybody holds those of each department. */
function isClash(a: Wanted, b: Wanted): boolean {
  const sameRows = a.department === undefined || b.department === undefined || a.department === b.department;
  return sameRows && a.from < b.to && b.from < a.to;
}

/** Asks for all locks at once, each as a user of its own. @returns which were taken; the others were refused as locked */
async function allAtOnce(wanted: readonly Wanted[]): Promise<boolean[]> {
  const organisation = await cloud.organisation();
  const callers = await Promise.all(
    wanted.map(async () => apiWith(cloud.url, await organisation.keyFor('admin'))),
  );
  const results = await Promise.allSettled(
    wanted.map((body, index) => callers[index]?.lockPeriod({ body: { ...body, force: true } })),
  );
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toSatisfy(problem('period.locked'));
  }
  const { items } = await organisation.api.listLocks({});
  const taken = results.map(({ status }) => status === 'fulfilled');
  expect(items).toHaveLength(taken.filter(Boolean).length);
  return taken;
}

describe('locks that are asked for at once', () => {
  test.each<[string, Wanted[], number]>([
    ['of the same days', [span(2, 9), span(2, 9)], 1],
    ['that overlap by a day', [span(2, 9), span(8, 12)], 1],
    ['of three users', [span(2, 9), span(2, 9), span(5, 6)], 1],
    ['that adjoin', [span(2, 9), span(9, 12), span(12, 14)], 3],
    ['of two departments', [span(2, 9, 'a'), span(2, 9, 'b')], 2],
    ['of everybody and of a department', [span(2, 9), span(3, 4, 'a')], 1],
  ])('%s', async (_, wanted, expected) => {
    expect((await allAtOnce(wanted)).filter(Boolean)).toHaveLength(expected);
  });

  test('never hold a row twice, and none is refused without another in its way', async () => {
    const wanted = fc
      .tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(undefined, 'a', 'b'),
      )
      .map(([from, days, department]) => span(from, from + days, department));
    await fc.assert(
      fc.asyncProperty(fc.array(wanted, { minLength: 2, maxLength: 6 }), async (all) => {
        const taken = await allAtOnce(all);
        const held = all.filter((_, index) => taken[index]);
        for (const [index, lock] of held.entries()) {
          for (const other of held.slice(index + 1)) expect(isClash(lock, other)).toBe(false);
        }
        for (const [index, lock] of all.entries()) {
          if (!taken[index]) expect(held.some((other) => isClash(lock, other))).toBe(true);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('a lock that was decided on and is not stored yet', () => {
  const wanted = { ...span(2, 9), reason: 'test', force: true };

  test('stands in the way of another', async () => {
    const organisation = await cloud.organisation();
    let refusal: unknown;
    const { locks } = organisation.stores;
    const whileFirst = storesWith(organisation.stores, 'locks', {
      add: preceded(async () => {
        refusal = await lockPeriod(actorOn(cloud, organisation), wanted).catch((error: unknown) => error);
      }, locks.add),
    });
    const { id } = await lockPeriod(actorOn(cloud, organisation, whileFirst), wanted);
    expect(isProblem(refusal, 'period.locked') && refusal.facts.lockId).toBe(id);
  });

  test('no longer does so when its maker has failed for two minutes', async () => {
    const organisation = await cloud.organisation();
    const failing = storesWith(organisation.stores, 'locks', {
      add: async () => {
        throw new Error('the machine went away');
      },
    });
    const actor = actorOn(cloud, organisation);
    await expect(lockPeriod(actorOn(cloud, organisation, failing), wanted)).rejects.toThrow('went away');
    await expect(lockPeriod(actor, wanted)).rejects.toMatchObject({ code: 'period.locked' });
    const later = new Date(Date.parse(actor.now) + 121_000).toISOString() as typeof actor.now;
    await lockPeriod({ ...actor, now: later }, wanted);
  });

  test('is free again once it has been opened', async () => {
    const organisation = await cloud.organisation();
    const { id } = await organisation.api.lockPeriod({ body: wanted });
    await organisation.api.unlockPeriod({ params: { lockId: id }, body: { reason: 'test' } });
    expect((await organisation.api.lockPeriod({ body: wanted })).id).not.toBe(id);
  });
});
