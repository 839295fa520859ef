import { describe, expect, test } from 'vitest';
import type { Actor } from '#functions/domain/actor.ts';
import { ComputedLately, lockPeriod, workOnSheets } from '#functions/domain/sheets/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import type { TestSite } from '#test/support/site.ts';
import { actorOn, storesWith, withoutWorker } from '#test/support/stores-with.ts';
import { aSiteWithWork, lockDays, punchAt, rowOn, rowsOf } from '#test/support/workdays.ts';

const cloud = useCloud();
const period = { from: '2026-03-02' as LocalDate, to: '2026-03-09' as LocalDate };

describe('a day that is not finished and that nobody could know of when the period was locked', () => {
  /** Somebody for whom the index shows nothing yet. */
  function unknowing(site: TestSite): Actor {
    const withStatus = async () => ({ rows: [], total: 0 });
    return actorOn(cloud, site, storesWith(site.stores, 'sheets', { withStatus }));
  }

  /** A site whose user came on the fourth and never left. */
  async function withHalfADay(): Promise<TestSite> {
    const site = await aSiteWithWork(cloud, [3]);
    await punchAt(cloud, site, ['2026-03-04 09:00:00']);
    expect((await rowOn(site, 4)).status).toBe('incomplete');
    return site;
  }

  test('is not sealed, and opens the lock, which says why', async () => {
    const site = await withHalfADay();
    const { id } = await lockPeriod(unknowing(site), { ...period, reason: 'paid' });
    await cloud.settle();
    const opened = await site.api.getLock({ params: { lockId: id } });
    expect(opened).toMatchObject({
      state: 'unlocked',
      unlocked: { by: 'sheets', reason: expect.stringContaining('701 on 2026-03-04 (incomplete)') },
    });
    expect((await site.api.getGeneration({ params: { jobId: opened.jobId } })).state).toBe('done');
    expect((await rowsOf(site, 1, 9)).filter(({ lockId }) => lockId !== undefined)).toEqual([]);
    const { items } = await site.api.listAudit({ query: { day: '2026-03-20', limit: 1000 } });
    expect(items.filter(({ subject, by }) => subject === id && by === 'sheets')).toMatchObject([
      { action: 'period.unlocked', facts: { ...period, unfinished: 1 } },
    ]);
  });

  test('leaves nothing sealed of others either, also where the worker is stopped after it has opened the lock', async () => {
    const site = await withHalfADay();
    await site.api.createUser({ body: { id: '702' } });
    await cloud.settle();
    const { id, jobId } = await lockPeriod(withoutWorker(unknowing(site)), { ...period, reason: 'paid' });
    const part = { kind: 'generate-part', organisation: site.name, jobId, lockId: id, ...period } as const;
    const work = (actor: Actor, user: string) =>
      workOnSheets(actor, { ...part, part: user, userIds: [aUserId(user)] }, new ComputedLately(), () => {});
    await work(actorOn(cloud, site), '702');
    expect(await rowOn(site, 3, '702')).toMatchObject({ lockId: id });
    const { stores } = site;
    const stopped = storesWith(stores, 'generations', {
      add: async () => {
        throw new Error('stopped, as a test wants it');
      },
    });
    await expect(work(actorOn(cloud, site, stopped), '701')).rejects.toThrow('stopped');
    await work(actorOn(cloud, site), '701');
    await cloud.settle();
    for (const user of ['701', '702']) {
      const rows = await rowsOf(site, 1, 9, user);
      expect(rows.filter(({ lockId }) => lockId !== undefined)).toEqual([]);
    }
  });

  test('is sealed where that was asked for', async () => {
    const site = await withHalfADay();
    const { id } = await lockPeriod(unknowing(site), { ...period, reason: 'paid', force: true });
    await cloud.settle();
    expect((await site.api.getLock({ params: { lockId: id } })).state).toBe('locked');
    expect(await rowOn(site, 4)).toMatchObject({ status: 'incomplete', lockId: id });
  });

  test('because its punch comes after all rows are sealed is an adjustment', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { id } = await lockDays(cloud, site, period);
    await punchAt(cloud, site, ['2026-03-04 09:00:00']);
    expect((await site.api.getLock({ params: { lockId: id } })).state).toBe('locked');
    expect(await rowOn(site, 4)).toMatchObject({ status: 'absent', adjustment: { status: 'incomplete' } });
  });

  test('because its punch comes at the same moment is refused or opens the lock, and is never sealed', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { storePunches } = site.bridge.api;
    for (let day = 4; day <= 8; day += 1) {
      const records = [aRecord({ time: `2026-03-0${day} 09:00:00` })];
      await storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
      const locked = await site.api.lockPeriod({ body: period }).catch((error: unknown) => {
        if (!problem('period.unfinished')(error)) throw error;
      });
      await cloud.settle();
      const state = locked && (await site.api.getLock({ params: { lockId: locked.id } })).state;
      expect([undefined, 'unlocked']).toContain(state);
      expect((await rowsOf(site, 1, 9)).filter(({ lockId }) => lockId !== undefined)).toEqual([]);
      // The day is finished, so that the next one alone is not.
      await punchAt(cloud, site, [`2026-03-0${day} 17:00:00`]);
    }
    expect(await lockDays(cloud, site, period)).toMatchObject({ state: 'locked' });
  });
});
