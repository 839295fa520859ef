import { afterEach, describe, expect, test } from 'vitest';
import { workOnClock } from '#functions/domain/schedule/index.ts';
import { actorFor } from '#functions/runtime.ts';
import type { SettingsPatch } from '#shared/contract/settings.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBridge } from '#test/support/signed-bridge.ts';
import { aSite, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const off = { kind: 'off' } as const;
const daily = (...times: string[]) => ({ kind: 'daily' as const, times });

/** Tests take their own days, because a tick looks after every organisation. */
let day = 0;
const sites: TestSite[] = [];
afterEach(async () => {
  for (const site of sites.splice(0)) await schedule(site, { schedule: off, sites: [] });
});

/** Two sites: North with a terminal whose bridge has another one that says nothing of a site, and South. */
async function twoSites(time: string): Promise<TestSite & { date: string }> {
  day += 1;
  const date = `2026-06-${String(day).padStart(2, '0')}`;
  cloudTime.set(`${date}T${time}Z`);
  const site = await aSite(cloud, ['NORTH1', 'NORTH2']);
  const south = await aBridge(cloud.url, site.api);
  await south.beat({ terminals: ['SOUTH1'] });
  await place(site, 'NORTH1', { site: 'North' });
  await place(site, 'SOUTH1', { site: 'South' });
  sites.push(site);
  return { ...site, date };
}

async function place({ api }: TestSite, serial: string, body: { site?: string; zone?: string }) {
  await api.updateTerminal({ params: { serial }, body, ifMatch: '*' });
}

async function schedule({ api }: TestSite, download: NonNullable<SettingsPatch['download']>) {
  return await api.patchSettings({ body: { download } });
}

async function tick(date: string, time: string) {
  cloudTime.set(`${date}T${time}Z`);
  await cloud.fire('tick');
}

/** The terminals of each download that the schedule has started, the first one first. */
async function started({ api }: TestSite): Promise<string[][]> {
  const { items } = await api.listDownloads({ query: { origin: 'schedule' } });
  const all = await Promise.all(items.map(({ id }) => api.getDownload({ params: { downloadId: id } })));
  return all.reverse().map(({ tasks }) => tasks.map(({ terminal }) => terminal));
}

describe('a schedule of a site', () => {
  test('reads its terminals by the clocks of its zone, once; the organisation’s reads the others', async () => {
    const site = await twoSites('00:00:00');
    await schedule(site, {
      schedule: daily('06:30'),
      sites: [{ site: 'North', zone: 'Asia/Kolkata', schedule: daily('06:30') }],
    });
    await tick(site.date, '00:59:59');
    expect(await started(site)).toEqual([]);
    await tick(site.date, '01:00:00');
    await tick(site.date, '01:01:00');
    expect(await started(site)).toEqual([['NORTH1', 'NORTH2']]);
    await tick(site.date, '06:30:00');
    await tick(site.date, '06:31:00');
    expect(await started(site)).toEqual([['NORTH1', 'NORTH2'], ['SOUTH1']]);
  });

  test('that is off leaves the site out; one without a zone gets that of its terminals', async () => {
    const site = await twoSites('00:00:00');
    await place(site, 'SOUTH1', { zone: 'Asia/Kathmandu' });
    const { download } = await schedule(site, {
      schedule: daily('06:00'),
      sites: [
        { site: 'North', schedule: off },
        { site: 'South', schedule: daily('06:00', '18:00') },
      ],
    });
    expect(download.sites).toEqual([
      { site: 'North', schedule: off },
      { site: 'South', zone: 'Asia/Kathmandu', schedule: daily('06:00', '18:00') },
    ]);
    await tick(site.date, '00:15:00');
    await tick(site.date, '06:00:00');
    expect(await started(site)).toEqual([['SOUTH1']]);
  });

  test('of several sites with the same times in the same zone starts one download', async () => {
    const site = await twoSites('05:00:00');
    await schedule(site, {
      schedule: off,
      sites: [
        { site: 'North', schedule: { kind: 'interval', everyMinutes: 60 } },
        { site: 'South', schedule: { kind: 'interval', everyMinutes: 60 } },
      ],
    });
    await tick(site.date, '06:00:30');
    await tick(site.date, '06:01:30');
    expect(await started(site)).toEqual([['NORTH1', 'NORTH2', 'SOUTH1']]);
  });

  test('that shares a time with another site’s, but not all times, starts a download of its own', async () => {
    const site = await twoSites('05:00:00');
    await schedule(site, {
      schedule: off,
      sites: [
        { site: 'North', schedule: daily('06:00') },
        { site: 'South', schedule: daily('06:00', '18:00') },
      ],
    });
    await tick(site.date, '06:00:30');
    await tick(site.date, '06:01:30');
    expect((await started(site)).sort()).toEqual([['NORTH1', 'NORTH2'], ['SOUTH1']]);
  });

  test('that finds no terminal is in the history once, and is through with its due time', async () => {
    const site = await twoSites('05:00:00');
    await schedule(site, {
      schedule: off,
      sites: [
        { site: 'Depot', schedule: daily('06:00') },
        { site: 'South', schedule: { kind: 'interval', everyMinutes: 60 } },
      ],
    });
    const due = async () => {
      const sent: unknown[] = [];
      const nothing = async () => undefined;
      const actor = actorFor(cloud.runtime, site.name, 'tick', 'system');
      await workOnClock(
        actor,
        { kind: 'minute', organisation: site.name },
        {
          clock: async (messages) => void sent.push(...messages),
          deliveries: nothing,
          exports: nothing,
        },
      );
      return sent.filter((message) => (message as { kind: string }).kind === 'start-download');
    };
    await tick(site.date, '06:00:30');
    const { items } = await site.api.listDownloads({ query: { origin: 'schedule' } });
    const depot = items.find((download) => download.site === 'Depot');
    expect(depot).toMatchObject({
      state: 'failed',
      progress: { terminals: 0 },
      nothingToRead: 'no active terminal stands at site "Depot"',
    });
    expect(await due()).toEqual([]);
    // The terminal of South waits for its bridge: the next due time adds nothing, and is through, too.
    await tick(site.date, '07:00:30');
    expect(await due()).toEqual([]);
    expect((await site.api.listDownloads({ query: { origin: 'schedule' } })).items).toHaveLength(2);
    const depotId = depot?.id ?? '';
    await expect(site.api.retryDownload({ params: { downloadId: depotId } })).rejects.toSatisfy(
      problem('download.nothing-to-retry'),
    );
    await expect(site.api.cancelDownload({ params: { downloadId: depotId } })).rejects.toSatisfy(
      problem('download.ended'),
    );
  });

  test('is refused twice for a site, with three times, and in a zone that does not exist', async () => {
    const site = await twoSites('05:00:00');
    const north = { site: 'North', schedule: off };
    for (const [wrong, says] of [
      [[north, north], 'must name each site once'],
      [
        [{ site: 'North', schedule: daily('06:00', '07:00', '08:00') }],
        'body/download/sites/0/schedule/times',
      ],
      [[{ ...north, zone: 'Europe/Atlantis' }], 'body/download/sites/0/zone'],
    ] as const) {
      await expect(schedule(site, { sites: [...wrong] })).rejects.toThrow(says);
    }
  });
});

describe('what comes next', () => {
  test('stands in the settings and at each site', async () => {
    const site = await twoSites('07:00:00');
    await schedule(site, {
      schedule: { kind: 'interval', everyMinutes: 45 },
      sites: [{ site: 'North', zone: 'Asia/Kolkata', schedule: daily('06:30', '18:30') }],
    });
    const { next } = await site.api.getSettings({});
    expect(next).toEqual({
      downloadAt: `${site.date}T07:30:00.000Z`,
      sites: [{ site: 'North', zone: 'Asia/Kolkata', downloadAt: `${site.date}T13:00:00.000Z` }],
      nightlyAt: expect.stringMatching(/T02:30:00\.000Z$/),
    });
    const north = {
      name: 'North',
      terminals: 2,
      zone: 'Asia/Kolkata',
      schedule: daily('06:30', '18:30'),
      ownSchedule: true,
      nextDownloadAt: `${site.date}T13:00:00.000Z`,
    };
    const first = await site.api.listSites({ query: { limit: 1 } });
    expect(first.items).toEqual([north]);
    const cursor = first.nextCursor ?? '';
    expect(await site.api.listSites({ query: { limit: 1, cursor } })).toEqual({
      items: [
        {
          name: 'South',
          terminals: 1,
          zone: 'UTC',
          schedule: { kind: 'interval', everyMinutes: 45 },
          ownSchedule: false,
          nextDownloadAt: `${site.date}T07:30:00.000Z`,
        },
      ],
    });
    await expect(site.api.listSites({ query: { cursor: 'eyJ4IjoxfQ' } })).rejects.toSatisfy(
      problem('request.cursor'),
    );
    const program = apiWith(cloud.url, await site.keyFor('integration', ['settings:read']));
    await expect(program.listSites({})).rejects.toSatisfy(problem('caller.not-allowed'));
  });

  test('is not there where the schedule is off, and what GET gave can be put back', async () => {
    const site = await twoSites('07:00:00');
    const settings = await site.api.getSettings({});
    expect(settings.next).not.toHaveProperty('downloadAt');
    const put = await site.api.putSettings({ ifMatch: `"${settings.version}"`, body: settings });
    expect(put.version).toBe(settings.version + 1);
  });
});
