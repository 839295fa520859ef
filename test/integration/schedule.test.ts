import { describe, expect, test } from 'vitest';
import type { SettingsBody } from '#shared/contract/settings.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { anId, aSerial } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { anOldSite, aSite, noCounts, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();

/** Tests take their own days, because a tick looks after every organisation. */
let day = 0;
function startDay(time = '05:00:00'): string {
  day += 1;
  const date = `2026-05-${String(day).padStart(2, '0')}`;
  cloudTime.set(`${date}T${time}Z`);
  return date;
}

const clockTo = (date: string, time: string) => cloudTime.set(`${date}T${time}Z`);

const withSchedule =
  (schedule: SettingsBody['download']['schedule']) =>
  (current: SettingsBody): SettingsBody => ({ ...current, download: { ...current.download, schedule } });

async function downloadsOf(site: TestSite) {
  const { items } = await site.api.listDownloads({});
  return items;
}

describe('a daily download', () => {
  test('starts once although the tick comes early, twice, at once and late', async () => {
    const date = startDay();
    const site = await aSite(
      cloud,
      ['TEST1', 'TEST2'],
      withSchedule({ kind: 'daily', times: ['06:30', '18:00'] }),
    );
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toEqual([]);
    clockTo(date, '06:30:10');
    await Promise.all(Array.from({ length: 5 }, () => cloud.fire('tick')));
    clockTo(date, '06:31:00');
    await cloud.fire('tick');
    const downloads = await downloadsOf(site);
    expect(downloads).toMatchObject([
      { origin: 'schedule', requestedBy: 'schedule', mode: 'new', state: 'waiting' },
    ]);
    const { tasks } = await site.bridge.beat({ take: 10 });
    expect(tasks.map(({ terminal }) => terminal).sort()).toEqual(['TEST1', 'TEST2']);
    for (const { id } of tasks) {
      await site.bridge.api.completeTask({
        params: { taskId: id },
        body: { outcome: 'done', counts: noCounts },
      });
    }
    clockTo(date, '06:40:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toHaveLength(1);
    clockTo(date, '21:00:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toHaveLength(2);
    await site.set(withSchedule({ kind: 'off' }));
  });

  test('whose time had passed when the settings were saved does not start any more', async () => {
    const date = startDay('09:00:00');
    const site = await aSite(cloud, ['TEST1'], withSchedule({ kind: 'daily', times: ['08:00'] }));
    await cloud.fire('tick');
    clockTo(date, '13:00:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toEqual([]);
    await site.set(withSchedule({ kind: 'off' }));
  });

  test('follows the organisation’s clocks', async () => {
    const date = startDay('00:00:00');
    const site = await aSite(cloud, ['TEST1'], (current) => ({
      ...withSchedule({ kind: 'daily', times: ['06:30'] })(current),
      zone: 'Asia/Kolkata',
    }));
    clockTo(date, '00:59:59');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toEqual([]);
    clockTo(date, '01:00:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toHaveLength(1);
    await site.set(withSchedule({ kind: 'off' }));
  });
});

describe('a download every so often', () => {
  test('starts at each interval, and not twice for a terminal that still waits for its bridge', async () => {
    const date = startDay('10:00:00');
    const site = await aSite(cloud, ['TEST1'], withSchedule({ kind: 'interval', everyMinutes: 15 }));
    for (const time of ['10:05:00', '10:15:00', '10:16:00', '10:30:00', '10:45:00', '11:00:00']) {
      clockTo(date, time);
      await cloud.fire('tick');
    }
    expect(await downloadsOf(site)).toHaveLength(1);
    const [task] = (await site.bridge.beat({ take: 5 })).tasks;
    await site.bridge.api.completeTask({
      params: { taskId: task?.id ?? '' },
      body: { outcome: 'done', counts: noCounts },
    });
    clockTo(date, '11:15:00');
    await cloud.fire('tick');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toHaveLength(2);
    await site.set(withSchedule({ kind: 'off' }));
  });

  test('waits for terminals that are not there yet', async () => {
    const date = startDay('10:00:00');
    const site = await aSite(cloud, [], withSchedule({ kind: 'interval', everyMinutes: 15 }));
    clockTo(date, '10:15:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toEqual([]);
    await site.bridge.beat({ terminals: ['TEST1'] });
    clockTo(date, '10:30:00');
    await cloud.fire('tick');
    expect(await downloadsOf(site)).toHaveLength(1);
    await site.set(withSchedule({ kind: 'off' }));
  });
});

test('a download that a crash left without its tasks gets them with the next tick', async () => {
  startDay();
  const site = await aSite(cloud);
  const id = anId('dl', 1);
  await site.stores.downloads.add({
    id,
    kind: 'punches',
    origin: 'manual',
    requestedBy: 'key:test',
    requestedAt: cloudTime.instant(),
    unknownUsers: 'hold',
    mode: 'new',
    tasks: [{ id: anId('tsk', 1), terminal: aSerial('TEST1'), bridgeId: site.bridge.id }],
    expiresAt: 4_000_000_000,
  });
  expect((await site.bridge.beat({ take: 1 })).tasks).toEqual([]);
  await Promise.all([cloud.fire('tick'), cloud.fire('tick')]);
  expect((await site.bridge.beat({ take: 5 })).tasks.map(({ downloadId }) => downloadId)).toEqual([id]);
});

test('a task that no bridge takes up for a day has failed, says why, and frees its terminal', async () => {
  startDay();
  const site = await aSite(cloud);
  const { id } = await site.api.startDownload({ body: {} });
  await site.bridge.beat({ take: 1 });
  day += 1;
  cloudTime.advance(23 * 3_600_000);
  await cloud.fire('tick');
  expect((await site.api.getDownload({ params: { downloadId: id } })).state).toBe('running');
  cloudTime.advance(2 * 3_600_000);
  await cloud.fire('tick');
  expect(await site.api.getDownload({ params: { downloadId: id } })).toMatchObject({
    state: 'failed',
    tasks: [{ state: 'failed', fault: { code: 'bridge-silent' } }],
  });
  await site.api.startDownload({ body: {} });
  expect((await site.bridge.beat({ take: 1 })).tasks).toHaveLength(1);
});

describe('the nightly generation', () => {
  const jobsOf = async (site: TestSite) => {
    const date = cloudTime.today();
    const { items } = await site.api.listAudit({ query: { day: date, limit: 1000 } });
    return items.filter(({ action, by }) => action === 'sheets.generated' && by === 'schedule');
  };

  test('runs once a night for the days before, however often it is asked', async () => {
    const date = startDay('02:00:00');
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-04-01' } });
    await cloud.settle();
    await cloud.fire('nightly');
    expect(await jobsOf(site)).toEqual([]);
    clockTo(date, '02:30:00');
    await Promise.all([cloud.fire('nightly'), cloud.fire('nightly'), cloud.fire('nightly')]);
    clockTo(date, '02:45:00');
    await cloud.fire('nightly');
    await cloud.settle();
    const jobs = await jobsOf(site);
    expect(jobs).toHaveLength(1);
    const params = { jobId: jobs[0]?.subject ?? '' };
    const before = (days: number) =>
      new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
    expect(await site.api.getGeneration({ params })).toMatchObject({
      state: 'done',
      from: before(3),
      to: date,
      users: 1,
      rows: 3,
      requestedBy: 'schedule',
    });
  });

  test('that a crash left before its first part is started again', async () => {
    const date = startDay('02:30:00');
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-04-01' } });
    const jobId = anId('job', 1);
    const now = cloudTime.instant();
    await site.stores.dueTimes.take(`nightly#${date}T02:30:00.000Z`, jobId, now);
    await site.stores.generations.add({
      id: jobId,
      requestedBy: 'schedule',
      requestedAt: now,
      from: '2026-04-01' as LocalDate,
      to: '2026-04-03' as LocalDate,
      expiresAt: 4_000_000_000,
    });
    clockTo(date, '02:45:00');
    await cloud.fire('nightly');
    await cloud.settle();
    expect((await site.api.getGeneration({ params: { jobId } })).state).toBe('done');
  });

  test('computes days that are pending although their terminals are complete by now', async () => {
    const date = startDay('02:00:00');
    const site = await anOldSite(cloud);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-04-01' } });
    await cloud.settle();
    const query = { userId: '701', from: '2026-04-02', to: '2026-04-03' };
    expect((await site.api.listSheets({ query })).items.map(({ status }) => status)).toEqual(['pending']);
    // As when the mark moved between the computation of the row and its being found in the index.
    await site.stores.terminals.markComplete(aSerial('TEST1'), `${date}T01:00:00.000Z` as Instant);
    clockTo(date, '02:30:00');
    await cloud.fire('nightly');
    await cloud.settle();
    expect((await site.api.listSheets({ query })).items.map(({ status }) => status)).not.toContain('pending');
  });
});

test('one organisation whose tick fails does not keep the others waiting', async () => {
  const date = startDay('10:00:00');
  const broken = await aSite(cloud, ['TEST1'], withSchedule({ kind: 'interval', everyMinutes: 15 }));
  const site = await aSite(cloud, ['TEST1'], withSchedule({ kind: 'interval', everyMinutes: 15 }));
  const settings = await broken.stores.settings.read();
  await broken.stores.settings.replace(
    {
      ...settings,
      zone: 'No/Where',
      download: { ...settings.download, schedule: { kind: 'daily', times: ['09:00'] } },
    },
    settings.version,
    new Date(0).toISOString() as Instant,
  );
  clockTo(date, '10:15:00');
  await cloud.fire('tick');
  expect(await downloadsOf(site)).toHaveLength(1);
  expect(
    cloud.logged().filter((line) => line.includes('"tick failed"') && line.includes(broken.name)),
  ).toHaveLength(1);
  const now = await broken.stores.settings.read();
  await broken.stores.settings.replace(
    { ...now, zone: 'UTC', download: { ...now.download, schedule: { kind: 'off' } } },
    now.version,
    cloudTime.instant(),
  );
  await site.set(withSchedule({ kind: 'off' }));
});

describe('settings', () => {
  test('name rosters, schedules and calendars that exist', async () => {
    const { api } = await cloud.organisation();
    const { version, ...current } = await api.getSettings({});
    const put = (body: object) => api.putSettings({ body: { ...current, ...body }, ifMatch: `"${version}"` });
    await expect(put({ newUsers: { ...current.newUsers, dutyRosterId: 'none' } })).rejects.toSatisfy(
      problem('roster.unknown'),
    );
    await expect(put({ sheets: { ...current.sheets, defaultScheduleId: 'none' } })).rejects.toSatisfy(
      problem('schedule.unknown'),
    );
    await expect(put({ sheets: { ...current.sheets, calendarId: 'none' } })).rejects.toSatisfy(
      problem('calendar.unknown'),
    );
    for (const wrong of [
      { zone: 'Mars/Base' },
      { download: { schedule: { kind: 'daily', times: ['6:30'] }, createMissingUsers: true } },
      { download: { schedule: { kind: 'daily', times: ['06:30', '06:30'] }, createMissingUsers: true } },
      { download: { schedule: { kind: 'interval', everyMinutes: 0 }, createMissingUsers: true } },
    ]) {
      await expect(put(wrong)).rejects.toSatisfy(problem('request.invalid'));
    }
    expect((await api.getSettings({})).version).toBe(0);
  });

  test('of two administrators at once are taken from one, and leave one audit entry', async () => {
    const { api } = await cloud.organisation();
    const { version, ...current } = await api.getSettings({});
    const puts = await Promise.allSettled(
      ['UTC', 'Europe/Berlin', 'Asia/Kolkata'].map((zone) =>
        api.putSettings({ body: { ...current, zone }, ifMatch: `"${version}"` }),
      ),
    );
    expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { items } = await api.listAudit({
      query: { day: cloudTime.today(), limit: 1000 },
    });
    expect(items.filter(({ action }) => action === 'settings.replaced')).toHaveLength(1);
  });

  test('that concern sheets have them generated again', async () => {
    startDay('10:00:00');
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701' } });
    await site.bridge.api.storePunches({
      body: { batchId: aBatchId(), terminal: 'TEST1', records: [aRecord({ time: '2026-04-20 09:00:00' })] },
    });
    await cloud.settle();
    const { items } = await site.api.listSheets({
      query: { userId: '701', from: '2026-04-20', to: '2026-04-21' },
    });
    await site.api.putSchedule({
      params: { id: 'office' },
      body: {
        id: 'office',
        name: 'Office',
        kind: 'daily',
        day: { dayType: 'workday', shifts: [{ slots: { in: '08:00', out: '16:00' } }] },
      },
    });
    await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: 'office' } }));
    await cloud.settle();
    const after = await site.api.listSheets({
      query: { userId: '701', from: '2026-04-20', to: '2026-04-21' },
    });
    expect([items[0]?.late, after.items[0]?.late]).toEqual([0, 3600]);
  });
});
