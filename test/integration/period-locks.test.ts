import { describe, expect, test } from 'vitest';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import { ComputedLately, lockPeriod, unlockPeriod, workOnSheets } from '#functions/domain/sheets/index.ts';
import { moveMark } from '#functions/domain/terminals/index.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial, aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { longAgo, type TestSite } from '#test/support/site.ts';
import { actorOn, preceded, storesWith, withoutWorker } from '#test/support/stores-with.ts';
import { aSiteWithWork, eightHoursOn, lockDays, punchAt, rowOn, rowsOf } from '#test/support/workdays.ts';

const cloud = useCloud();
const hours = 3600;
const period = { from: '2026-03-02' as LocalDate, to: '2026-03-09' as LocalDate };

const lock = (site: TestSite, wanted: { from: string; to: string; department?: string } = period) =>
  lockDays(cloud, site, wanted);

/** An hour more on the evening of a day of March. */
const evening = (day: number) => [`2026-03-0${day} 18:00:00`, `2026-03-0${day} 19:00:00`];

describe('a locked period', () => {
  test('has a row for every day, sealed, and says so once all are', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const started = await site.api.lockPeriod({ body: { ...period, reason: 'paid' } });
    expect(started).toMatchObject({ ...period, state: 'locking', reason: 'paid' });
    await cloud.settle();
    const locked = await site.api.getLock({ params: { lockId: started.id } });
    expect(locked).toEqual({ ...started, state: 'locked' });
    expect((await site.api.listLocks({})).items).toEqual([locked]);
    expect((await rowsOf(site, 1, 9)).map(({ date, lockId }) => [date, lockId])).toEqual([
      ['2026-03-01', undefined],
      ...Array.from({ length: 7 }, (_, day) => [`2026-03-0${day + 2}`, started.id]),
      ['2026-03-09', undefined],
    ]);
  });

  test('keeps its rows when a punch comes late: what is due is an adjustment', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await lock(site);
    const before = await rowsOf(site, 2, 8);
    await punchAt(cloud, site, evening(3));
    const { adjustment, ...row } = await rowOn(site, 3);
    expect(row).toEqual(before[1]);
    expect(adjustment).toMatchObject({ worked: hours, regular: hours, status: 'present' });
    expect(adjustment?.reason.text).toContain('worked 8:00 → 9:00');
    const others = (await rowsOf(site, 2, 8)).filter(({ date }) => date !== '2026-03-03');
    expect(others).toEqual(before.filter(({ date }) => date !== '2026-03-03'));
  });

  test('keeps its rows when HR corrects a day, and is as it was when that is withdrawn', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await lock(site);
    const before = await rowOn(site, 3);
    const { id } = await site.api.createCorrection({
      body: {
        userId: '701',
        date: '2026-03-03',
        reason: 'left early',
        kind: 'set-slot',
        column: 'out',
        wallTime: '2026-03-03T15:00:00',
      },
    });
    await cloud.settle();
    const { adjustment, ...row } = await rowOn(site, 3);
    expect([row, adjustment?.worked, adjustment?.short]).toEqual([before, -2 * hours, 2 * hours]);
    await site.api.withdrawCorrection({
      params: { userId: '701', date: '2026-03-03', correctionId: id },
      body: { reason: 'it was another day' },
    });
    await cloud.settle();
    expect(await rowOn(site, 3)).toEqual(before);
  });

  test('compares with what was paid, however many changes there are', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await lock(site);
    await punchAt(cloud, site, evening(3));
    await punchAt(cloud, site, ['2026-03-03 20:00:00', '2026-03-03 20:30:00']);
    expect((await rowOn(site, 3)).adjustment?.worked).toBe(1.5 * hours);
    await site.api.generateSheets({ body: { from: '2026-03-01', to: '2026-03-10' } });
    await cloud.settle();
    expect(await rowOn(site, 3)).toMatchObject({ worked: 8 * hours, adjustment: { worked: 1.5 * hours } });
  });

  test('owes everything to a user who was not on the sheet yet', async () => {
    const site = await aSiteWithWork(cloud, []);
    await punchAt(cloud, site, eightHoursOn([4]), '702');
    await lock(site);
    await site.api.createUser({ body: { id: '702' } });
    await cloud.settle();
    expect(await rowOn(site, 4, '702')).toMatchObject({
      status: 'not-employed',
      worked: 0,
      adjustment: { worked: 8 * hours, status: 'present' },
    });
  });

  test('keeps the department in which its rows were paid', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { id } = await lock(site, { ...period, department: 'Stores' });
    const user = await site.api.getUser({ params: { userId: '701' } });
    await site.api.updateUser({
      params: { userId: '701' },
      body: { department: 'Office' },
      ifMatch: `"${user.version}"`,
    });
    await punchAt(cloud, site, evening(3));
    expect(await rowOn(site, 3)).toMatchObject({
      lockId: id,
      department: 'Stores',
      adjustment: { worked: hours },
    });
    expect(await rowOn(site, 10)).toMatchObject({ department: 'Office' });
  });

  test('of one department leaves the others open', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await lock(site, { ...period, department: 'Office' });
    await punchAt(cloud, site, evening(3));
    const row = await rowOn(site, 3);
    expect(row).toMatchObject({ worked: 9 * hours });
    expect(row).not.toHaveProperty('lockId');
    expect(await lock(site, { ...period, department: 'Stores' })).toMatchObject({ state: 'locked' });
  });

  test('shows what is due in the list, in the CSV and in the explanation', async () => {
    const site = await aSiteWithWork(cloud, [3, 4]);
    await lock(site);
    await punchAt(cloud, site, evening(3));
    const query = { ...period, adjusted: 'true' } as const;
    expect((await site.api.listSheets({ query })).items.map(({ date }) => date)).toEqual(['2026-03-03']);
    const csv = await cloud.fetch(`/v1/sheets?${new URLSearchParams(query)}`, {
      key: site.key,
      headers: { accept: 'text/csv' },
    });
    const [header = '', line = ''] = (await csv.text()).split('\r\n');
    const cells = line.split(',');
    const cell = (title: string) => cells[header.replace('\ufeff', '').split(',').indexOf(title)];
    expect(['workedMinutes', 'locked', 'adjustedStatus', 'adjustWorkedMinutes'].map(cell)).toEqual([
      '480',
      'yes',
      'present',
      '60',
    ]);
    expect(line).toContain('worked 8:00 → 9:00');
    const { steps } = await site.api.explainDay({ params: { userId: '701', date: '2026-03-03' } });
    expect(steps.at(-1)).toMatchObject({
      title: { text: 'Locked period' },
      lines: [
        {
          text: 'The period from 2026-03-02 to the day before 2026-03-09 is locked: the sheet says present, worked 8:00',
        },
        { text: expect.stringContaining('changed after the period was locked: worked 8:00 → 9:00') },
      ],
    });
  });
});

test('a day that waits for a terminal when it is locked is due once it is known', async () => {
  const site = await aSiteWithWork(cloud, [3]);
  const registeredAt = longAgo as Instant;
  await site.stores.terminals.add({
    serial: aSerial('TEST2'),
    state: 'active',
    registeredAt,
    bridgeId: site.bridge.id,
    version: 1,
  });
  await site.api.generateSheets({ body: period });
  await cloud.settle();
  await expect(lock(site)).rejects.toSatisfy(problem('period.unfinished'));
  await site.api.lockPeriod({ body: { ...period, force: true } });
  await cloud.settle();
  expect(await rowOn(site, 4)).toMatchObject({ status: 'pending', short: 0 });
  await moveMark(actorOn(cloud, site), aSerial('TEST2'), cloudTime.instant());
  await cloud.settle();
  expect(await rowOn(site, 4)).toMatchObject({
    status: 'pending',
    adjustment: { status: 'absent', short: 8 * hours },
  });
  expect(await site.stores.waitingDays.dueBefore(cloudTime.instant())).toEqual([]);
});

describe('a period that is unlocked', () => {
  test('has the rows that are due, and no adjustments', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { id } = await lock(site, { ...period, department: 'Stores' });
    await punchAt(cloud, site, evening(3));
    const user = await site.api.getUser({ params: { userId: '701' } });
    await site.api.updateUser({
      params: { userId: '701' },
      body: { department: 'Office' },
      ifMatch: `"${user.version}"`,
    });
    const unlocked = await site.api.unlockPeriod({ params: { lockId: id }, body: { reason: 'redo' } });
    expect(unlocked).toMatchObject({ state: 'unlocked', unlocked: { reason: 'redo' } });
    await cloud.settle();
    for (const row of await rowsOf(site, 2, 8)) {
      expect(row).not.toHaveProperty('lockId');
      expect(row).not.toHaveProperty('adjustment');
    }
    expect(await rowOn(site, 3)).toMatchObject({ worked: 9 * hours });
    expect((await site.api.getGeneration({ params: { jobId: unlocked.jobId } })).state).toBe('done');
  });

  test('while its rows are being sealed has no sealed row left', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { stores } = site;
    const actor = withoutWorker(actorOn(cloud, site));
    const { id, jobId } = await lockPeriod(actor, { ...period, reason: 'paid' });
    const unlock = () => unlockPeriod(actor, id, 'redo');
    const overtaken = storesWith(stores, 'sheets', { write: preceded(unlock, stores.sheets.write) });
    const { name: organisation } = site;
    const part = { kind: 'generate-part', organisation, jobId, part: '0', lockId: id } as const;
    await workOnSheets(
      actorOn(cloud, site, overtaken),
      { ...part, userIds: [aUserId('701')], ...period },
      new ComputedLately(),
      (userId, error) => expect([userId, error]).toEqual([]),
    );
    expect((await rowsOf(site, 2, 8)).filter(({ lockId }) => lockId !== undefined)).toEqual([]);
  });

  test('can be locked again, and be unlocked twice', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const first = await lock(site);
    const params = { lockId: first.id };
    const once = await site.api.unlockPeriod({ params, body: { reason: 'redo' } });
    const twice = await site.api.unlockPeriod({ params, body: { reason: 'redo again' } });
    expect(twice).toEqual(once);
    await cloud.settle();
    const second = await lock(site);
    expect(await rowOn(site, 3)).toMatchObject({ lockId: second.id });
    const { items } = await site.api.listAudit({ query: { day: '2026-03-20', limit: 1000 } });
    const actions = items.filter(({ subject }) => subject === first.id).map(({ action }) => action);
    expect(actions.sort()).toEqual(['period.locked', 'period.unlocked']);
  });
});

describe('a lock is refused', () => {
  test('of a period that is not over, is empty or too long', async () => {
    const site = await aSiteWithWork(cloud, []);
    for (const wrong of [
      { from: '2026-03-02', to: '2026-03-21' },
      { from: '2026-03-02', to: '2026-03-02' },
      { from: '2025-03-01', to: '2026-03-09' },
    ]) {
      await expect(site.api.lockPeriod({ body: wrong })).rejects.toSatisfy(problem('range.invalid'));
    }
  });

  test('where another one holds the same rows', async () => {
    const site = await aSiteWithWork(cloud, []);
    const { id } = await lock(site, { ...period, department: 'Stores' });
    const refused = problem('period.locked', { lockId: id, ...period });
    await expect(site.api.lockPeriod({ body: { from: '2026-03-08', to: '2026-03-10' } })).rejects.toSatisfy(
      refused,
    );
    await expect(site.api.lockPeriod({ body: { ...period, department: 'Stores' } })).rejects.toSatisfy(
      refused,
    );
    expect(await lock(site, { from: '2026-03-09', to: '2026-03-10' })).toMatchObject({ state: 'locked' });
  });

  test('by somebody who is not an administrator, and an unknown one cannot be opened', async () => {
    const site = await aSiteWithWork(cloud, []);
    const response = await cloud.fetch('/v1/sheets/locks', {
      method: 'POST',
      key: await site.keyFor('hr'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(period),
    });
    expect(response.status).toBe(403);
    const lockId = 'lck_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(site.api.unlockPeriod({ params: { lockId }, body: { reason: 'x' } })).rejects.toSatisfy(
      problem('lock.unknown', { lockId }),
    );
    await expect(site.api.getLock({ params: { lockId } })).rejects.toSatisfy(problem('lock.unknown'));
  });
});

describe('a lock that meets a recomputation', () => {
  const wanted = [{ userId: aUserId('701'), ...period }];

  /** A site on which a late punch is stored whose day has not been computed yet. */
  async function aLatePunch() {
    const site = await aSiteWithWork(cloud, [3]);
    const before = await rowOn(site, 3);
    const { storePunches } = site.bridge.api;
    return { site, before, storePunches };
  }

  /** Locks the period, and has it sealed, at a step of a recomputation that has read everything before. */
  test.each([
    ['reading the stamps', 'stamps'],
    ['writing its first row', 'write'],
  ] as const)('before %s leaves the rows as they were sealed', async (_, step) => {
    const { site } = await aLatePunch();
    const { stores } = site;
    // The rules as they are when the sheet is sealed are not those that the recomputation has read.
    const lockNow = async () => {
      await site.set((current) => ({ ...current, sheets: { ...current.sheets, rules: {} } }));
      await cloud.settle();
      await lock(site);
    };
    await site.set((current) => ({
      ...current,
      sheets: {
        ...current.sheets,
        rules: { rounding: { workTotal: { mode: 'down', minutes: 60 } } } as never,
      },
    }));
    const overtaken = storesWith(stores, 'sheets', {
      [step]: preceded(lockNow, stores.sheets[step] as never),
    });
    await computeSheets(actorOn(cloud, site, overtaken), wanted);
    const rows = await rowsOf(site, 2, 8);
    expect(rows.map(({ lockId }) => lockId === undefined)).toEqual(rows.map(() => false));
    expect(rows.map(({ adjustment }) => adjustment)).toEqual(rows.map(() => undefined));
    expect(await rowOn(site, 3)).toMatchObject({ worked: 8 * hours });
  });

  test('gives the punch that came between as an adjustment, never in the row', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { stores } = site;
    const sealed = await lock(site);
    await site.api.unlockPeriod({ params: { lockId: sealed.id }, body: { reason: 'redo' } });
    await cloud.settle();
    const before = await rowOn(site, 3);
    // The late punch is read by the recomputation, and the period is locked before it writes.
    await stores.punches.addAll(
      (
        await stores.punches.pageOfPins(
          [pinOfUser(aUserId('701'))],
          { from: '2026-03-03' as LocalDate, to: '2026-03-04' as LocalDate },
          { limit: 10 },
        )
      ).items.map((punch) => ({
        ...punch,
        wallTime: punch.wallTime.replace('T09', 'T18').replace('T17', 'T19') as never,
        instant: punch.instant.replace('T09', 'T18').replace('T17', 'T19') as never,
      })),
    );
    const lockUnseen = async () => {
      const actor = withoutWorker(actorOn(cloud, site, stores));
      const again = await lockPeriod(actor, { ...period, reason: 'paid' });
      // The seal is put on the row as it is: the late punch is not known to whoever seals.
      for (const row of await Promise.all(
        [2, 3, 4, 5, 6, 7, 8].map((day) =>
          stores.sheets.find(aUserId('701'), `2026-03-0${day}` as LocalDate),
        ),
      )) {
        if (row)
          await stores.sheets.write(
            [{ row: { ...row, lockId: again.id }, previous: row }],
            cloudTime.instant(),
          );
      }
    };
    const overtaken = storesWith(stores, 'sheets', { write: preceded(lockUnseen, stores.sheets.write) });
    await computeSheets(actorOn(cloud, site, overtaken), wanted);
    await cloud.settle();
    const { adjustment, lockId: _lock, ...row } = await rowOn(site, 3);
    expect(row).toEqual(before);
    expect(adjustment).toMatchObject({ worked: hours });
  });

  test('many times at once leaves sealed rows that are what was paid and what is due', async () => {
    const site = await aSiteWithWork(cloud, [2, 3, 4, 5]);
    const actor = actorOn(cloud, site);
    const late = [2, 3, 4, 5].map((day) => () => punchAt(cloud, site, evening(day)));
    const computations = Array.from({ length: 6 }, () => () => computeSheets(actor, wanted));
    // Where punches are stored one by one, a day may be incomplete for a moment, and the lock is refused as it should be.
    const lockWhenComplete = async (): Promise<string> => {
      try {
        return (await site.api.lockPeriod({ body: period })).id;
      } catch (error) {
        if (!problem('period.unfinished')(error)) throw error;
        return await lockWhenComplete();
      }
    };
    await Promise.all([lockWhenComplete(), ...[...late, ...computations].map((run) => run())]);
    await cloud.settle();
    // So is one that met such a moment only when its rows were sealed.
    const { items } = await site.api.listLocks({});
    const lockId = items.find(({ state }) => state === 'locked')?.id ?? (await lock(site)).id;
    for (const day of [2, 3, 4, 5]) {
      const row = await rowOn(site, day);
      expect(row.lockId).toBe(lockId);
      expect(row.worked + (row.adjustment?.worked ?? 0)).toBe(9 * hours);
      expect([8 * hours, 9 * hours]).toContain(row.worked);
    }
  });
});
