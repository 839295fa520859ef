import { beforeAll, describe, expect, test } from 'vitest';
import { deleteOldTimes, startDueDeletion } from '#functions/domain/old-times.ts';
import type { ClockMessage, DeleteOldTimes } from '#functions/queue/clock-messages.ts';
import { actorFor } from '#functions/runtime.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import { requireUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord, type SentRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, earlier, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();
const reason = 'a test';
/** The evening on which everything old arrives: the terminals' logs of the days before. */
const longAgo = '2023-03-02T20:00:00.000Z';
const keptFrom = '2023-03-01' as LocalDate;
const day = (text: string) => text as LocalDate;

const at = (pin: string, ...times: string[]): SentRecord[] => times.map((time) => aRecord({ pin, time }));
/** Somebody who has stamped all night long: more punches than one request deletes. */
const busy = Array.from({ length: 300 }, (_, minute) => {
  const [hour, rest] = [
    String(Math.floor(minute / 60)).padStart(2, '0'),
    String(minute % 60).padStart(2, '0'),
  ];
  return aRecord({ pin: '703', time: `2023-02-14 ${hour}:${rest}:00` });
});
const old = [
  ...at('701', '2023-02-27 09:00:00', '2023-02-27 17:00:00', '2023-02-28 23:59:59'),
  ...at('702', '2023-02-28 09:00:00', '2023-02-28 17:00:00'),
  ...busy,
];
const recent = [
  ...at('701', '2023-03-01 00:00:00', '2023-03-01 09:00:00', '2023-03-01 17:00:00'),
  ...at('703', '2023-03-02 09:00:00'),
];
const noPin = aRecord({ pin: '', time: '2023-02-27 09:00:00' });
const reset = aRecord({ pin: '701', time: '2000-01-01 00:00:10' });

async function store(site: TestSite, records: SentRecord[], more: { clockDriftSeconds?: number } = {}) {
  return await site.bridge.api.storePunches({
    body: { batchId: aBatchId(), terminal: 'TEST1', records, ...more },
  });
}

const actor = (site: TestSite) => actorFor(cloud.runtime, site.name, 'schedule', 'system');

/** What is stored of everybody. */
async function kept(site: TestSite) {
  const { punches, sheets, corrections, leaves, overrides } = site.stores;
  const [from, to] = [day('2023-01-01'), day('2023-04-01')];
  const of = async (id: string) => {
    const userId = requireUserId(id);
    const days = { from, to };
    return {
      punches: (
        await punches.ofPin(canonicalPinOf(id as Parameters<typeof canonicalPinOf>[0]), from, to)
      ).map(({ wallTime }) => wallTime),
      rows: (await sheets.allOfUser(userId, days)).map(({ date }) => date),
      entries: [corrections, leaves, overrides].map((each) => each.ever(userId, days)),
    };
  };
  const people = await Promise.all(['701', '702', '703', '999'].map(of));
  return await Promise.all(
    people.map(async ({ entries, ...rest }) => ({
      ...rest,
      entries: (await Promise.all(entries)).map(({ length }) => length),
    })),
  );
}

async function aLongHistory(): Promise<TestSite> {
  return await earlier(longAgo, async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    // A PIN that is ignored before it punches is on no list.
    await site.api.createLink({ body: { action: 'ignore', pin: '999', reason } });
    await store(site, [...old, ...recent, ...at('999', '2023-02-28 12:00:00'), noPin, reset]);
    await cloud.settle();
    const [userId, portion] = ['701', { kind: 'full' as const }];
    await site.api.createCorrection({
      body: { kind: 'set-remark', userId, date: '2023-02-28', remark: 'old', reason },
    });
    await site.api.createCorrection({
      body: { kind: 'set-remark', userId, date: '2023-03-02', remark: 'kept', reason },
    });
    await site.api.createLeave({
      body: { userId, type: 'annual', from: '2023-02-20', to: '2023-03-01', portion, reason },
    });
    await site.api.createLeave({
      body: { userId: '702', type: 'annual', from: '2023-02-28', to: '2023-03-03', portion, reason },
    });
    await site.api.createDayOverride({ body: { userId, date: '2023-02-28', dayType: 'restday', reason } });
    await cloud.settle();
    return site;
  });
}

/** The night of the day after tomorrow, in which a change of now takes effect. */
async function keepThreeYears(site: TestSite): Promise<void> {
  cloudTime.set('2026-03-20T12:00:00.000Z');
  await site.api.patchSettings({ body: { retention: { timesMonths: 36, confirmKeptFrom: keptFrom } } });
  cloudTime.set('2026-03-22T02:40:00.000Z');
}

describe('what is older than what is kept', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await aLongHistory();
    await keepThreeYears(site);
  });

  test('stays until the night, which deletes it once and says how much it was', async () => {
    const [one, two, three, ignored] = await kept(site);
    expect(one).toMatchObject({ rows: expect.arrayContaining(['2023-02-27']), entries: [2, 1, 1] });
    expect(two).toMatchObject({ entries: [0, 1, 0] });
    expect([one, two, three, ignored].map((of) => of?.punches.length)).toEqual([6, 2, 301, 1]);
    cloudTime.set('2026-03-21T02:40:00.000Z');
    await cloud.fire('nightly');
    await cloud.settle();
    // Not a day has passed since the change.
    expect((await kept(site))[1]?.punches).toHaveLength(2);

    cloudTime.set('2026-03-22T02:40:00.000Z');
    await Promise.all([cloud.fire('nightly'), cloud.fire('nightly')]);
    await cloud.settle();
    const after = await kept(site);
    expect(after.map(({ punches }) => punches)).toEqual([
      ['2023-03-01T00:00:00', '2023-03-01T09:00:00', '2023-03-01T17:00:00'],
      [],
      ['2023-03-02T09:00:00'],
      [],
    ]);
    for (const { rows } of after) expect(rows.every((date) => date >= keptFrom)).toBe(true);
    expect(after[0]?.rows).toContain('2023-03-01');
    // The correction of a day that is kept, and the leave that goes on into such days.
    expect(after.map(({ entries }) => entries)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(await site.stores.quarantine.list('open', 10)).toMatchObject({ items: [{ time: reset.time }] });
    const everybodys = await site.api.listCorrections({ query: { from: '2023-01-01', to: '2023-04-01' } });
    expect(everybodys.items.map(({ date }) => date)).toEqual(['2023-03-02']);

    const [entry, ...more] = await auditOf(site, 'times.deleted');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      by: 'schedule',
      subject: keptFrom,
      facts: { punches: old.length + 1, rows: expect.any(Number), entries: 3, quarantined: 1 },
    });
    expect(await site.api.getSettings({})).toMatchObject({ keptTimes: { from: keptFrom } });
    const { retention, ...shown } = await site.api.getSettings({});
    expect(shown).not.toHaveProperty('timesKept');
    expect(retention).toEqual({ timesMonths: 36 });
  });

  test('does not come back: a bridge that sends the whole log again is told that all is known', async () => {
    const before = await kept(site);
    const answer = await store(site, [...old, ...at('704', '2023-02-28 09:00:00'), noPin, ...recent, reset]);
    expect(answer.results.every(({ result }) => result === 'duplicate')).toBe(true);
    expect(answer.results[0]?.reason).toContain('older than what is kept');
    expect(answer.usersCreated).toEqual([]);
    await cloud.settle();
    expect(await kept(site)).toEqual(before);
    expect((await site.stores.unknownUsers.all()).map(({ pin }) => pin)).not.toContain('704');
  });

  test('is doubtful where the terminal’s clock is years behind: the record is kept for HR to look at', async () => {
    const threeYears = -3 * 365 * 86_400;
    const answer = await store(site, at('701', '2023-02-28 08:00:00'), {
      clockDriftSeconds: threeYears - 86_400 * 30,
    });
    expect(answer.results).toEqual([{ result: 'quarantined', reason: 'time-not-kept' }]);
    const { items } = await site.stores.quarantine.list('open', 10);
    const [doubtful] = items.filter((record) => record.reason === 'time-not-kept');
    if (!doubtful) throw new Error('nothing is in quarantine');
    const records = [{ terminal: 'TEST1', id: doubtful.id }];
    const replayed = await site.api.replayQuarantine({ body: { items: records } });
    expect(replayed.items[0]).toMatchObject({ result: 'refused', problem: { code: 'times.not-kept' } });
  });

  test('is refused by name wherever days are added up, computed, entered, locked or opened', async () => {
    const { api } = site;
    const isRefused = problem('times.not-kept', { from: keptFrom });
    const days = { from: '2023-02-28', to: '2023-03-02' };
    const userId = '701';
    const refused = [
      () => api.generateSheets({ body: days }),
      () => api.getReport({ params: { name: 'time-card' }, query: days }),
      () => api.getSheetTotals({ query: days }),
      () => api.getMatrix({ query: days }),
      () => api.startExport({ body: { ...days, kind: 'detail' } }),
      () => api.explainDay({ params: { userId, date: '2023-02-28' } }),
      () => api.lockPeriod({ body: { ...days, reason, force: true } }),
      () =>
        api.createCorrection({
          body: { kind: 'set-remark', userId, date: '2023-02-28', remark: 'late', reason },
        }),
      () =>
        api.createLeave({
          body: { userId, type: 'annual', ...days, portion: { kind: 'full' }, reason },
        }),
    ];
    for (const ask of refused) await expect(ask()).rejects.toSatisfy(isRefused);
    await expect(api.listSheets({ query: days })).resolves.toMatchObject({ items: expect.any(Array) });
  });

  test('decides nothing any more: the first days that are kept stay as they are when all is computed again', async () => {
    const { sheets } = site.stores;
    const range = { from: keptFrom, to: day('2023-03-03') };
    const before = await sheets.allOfUser(requireUserId('701'), range);
    expect(before.length).toBeGreaterThan(0);
    await site.api.generateSheets({ body: { ...range, userIds: ['701'] } });
    await cloud.settle();
    expect(await sheets.allOfUser(requireUserId('701'), range)).toEqual(before);
  });

  test('stays deleted when times are kept for longer again, and the next nights find nothing', async () => {
    await site.api.patchSettings({ body: { retention: { timesMonths: null } } });
    cloudTime.set('2026-03-23T02:40:00.000Z');
    await cloud.fire('nightly');
    await cloud.settle();
    expect(await auditOf(site, 'times.deleted')).toEqual([]);
    expect((await store(site, old)).results.every(({ result }) => result === 'duplicate')).toBe(true);
    expect((await site.api.getSettings({})).keptTimes).toEqual({ from: keptFrom });
  });
});

describe('a deletion that is stopped', () => {
  test('goes on with what is left, in small parts, and repeats nothing', async () => {
    const site = await aLongHistory();
    await keepThreeYears(site);
    const waiting: ClockMessage[] = [];
    const send = async (messages: readonly unknown[]) => {
      waiting.push(...(messages as ClockMessage[]));
    };
    await startDueDeletion(actor(site), send);
    await startDueDeletion(actor(site), send);
    expect(waiting).toHaveLength(1);
    const step = async (message: ClockMessage | undefined, most: number) => {
      if (message?.kind !== 'delete-old-times') throw new Error('nothing is left to do');
      await deleteOldTimes(actor(site), message, send, most);
    };
    await step(waiting.shift(), 100);
    const [users] = waiting;
    // Killed before it handed on the rest: the queue delivers the same message again.
    const killed = async () => {
      throw new Error('killed');
    };
    await expect(deleteOldTimes(actor(site), users as DeleteOldTimes, killed, 100)).rejects.toThrow('killed');
    const half = await kept(site);
    expect(half.flatMap(({ punches }) => punches).length).toBeLessThan(310);
    let parts = 0;
    while (waiting.length > 0 && parts < 100) {
      parts += 1;
      const message = waiting.shift();
      // Each is delivered twice.
      await step(message, 100);
      if (message?.kind === 'delete-old-times' && message.stage === 'users') {
        await deleteOldTimes(actor(site), message, async () => {}, 100);
      }
    }
    expect(parts).toBeGreaterThan(6);
    expect((await kept(site)).map(({ punches }) => punches.length)).toEqual([3, 0, 1, 0]);
    expect(await auditOf(site, 'times.deleted')).toHaveLength(1);
  });

  test('does not begin where the change was undone before its night', async () => {
    const site = await aLongHistory();
    await keepThreeYears(site);
    const waiting: ClockMessage[] = [];
    const send = async (messages: readonly unknown[]) => {
      waiting.push(...(messages as ClockMessage[]));
    };
    await startDueDeletion(actor(site), send);
    await site.api.patchSettings({ body: { retention: { timesMonths: null } } });
    const [begin] = waiting.splice(0);
    await deleteOldTimes(actor(site), begin as DeleteOldTimes, send);
    expect(waiting).toEqual([]);
    expect((await kept(site))[0]?.punches).toHaveLength(6);
    expect(await site.api.getSettings({})).not.toHaveProperty('keptTimes');
  });
});
