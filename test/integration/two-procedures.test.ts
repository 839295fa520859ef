/**
 * The two procedures that HR knows from its desktop program, manual and automatic download, step by step by hand, and each
 * once all by itself. A simulated terminal answers over a socket, a real bridge reads it, the real Lambdas do the rest.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Download } from '#shared/contract/downloads.ts';
import type { SettingsPatch } from '#shared/contract/settings.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSiteAtWork, type SiteAtWork } from '#test/support/site-at-work.ts';

const cloud = useCloud();

/** The terminal: two people are enrolled, nobody has told Rollcall of them. They worked on a Monday and a Tuesday. */
const terminal = {
  serial: 'TEST0000001',
  users: [
    { pin: '2210', name: 'Sample Clerk', card: 55_210 },
    { pin: '2211', name: 'Sample Guard' },
  ],
  punches: ['2026-03-16', '2026-03-17'].flatMap((date) =>
    ['2210', '2211'].flatMap((pin) => [
      { pin, time: `${date} 08:58:00`, status: 0, verify: 1, workCode: '' },
      { pin, time: `${date} 17:02:00`, status: 1, verify: 1, workCode: '' },
    ]),
  ),
};
const week = { from: '2026-03-16', to: '2026-03-21' };

/** Everything that the program of old leaves to people is left to them. */
const byHand = { fetchDetails: false, issueDate: 'none', dutyRosterId: null } as const;
/** Everything that it leaves to people happens automatically. */
const byItself = { fetchDetails: true, issueDate: 'first-punch', dutyRosterId: 'office-week' } as const;

/** Gives the tests of a procedure a site of its own, whose organisation has one schedule and one group duty roster. */
function useSite(newUsers: NonNullable<SettingsPatch['newUsers']>): () => SiteAtWork {
  let site: SiteAtWork | undefined;
  const ends: (() => unknown)[] = [];
  beforeAll(async () => {
    site = await aSiteAtWork(cloud, terminal, (end) => ends.unshift(end));
    const { api } = site;
    const day = { shifts: [{ slots: { in: '09:00', out: '17:00' } }] };
    const params = { id: 'office' };
    await api.putSchedule({ params, body: { ...params, name: 'Office', kind: 'daily', day } });
    await api.putRoster({
      params: { id: 'office-week' },
      body: {
        id: 'office-week',
        name: 'Office week',
        kind: 'weekly',
        days: { 'mon-fri': { scheduleId: 'office' } },
      },
    });
    await api.patchSettings({ body: { newUsers } });
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (!site) throw new Error('the site is there from beforeAll to afterAll');
    return site;
  };
}

/** Looks at a download, as the dialog does, until it has ended. */
async function untilEnded({ api }: SiteAtWork, downloadId: string): Promise<Download> {
  const look = async () => await api.getDownload({ params: { downloadId } });
  await expect.poll(async () => (await look()).state).toBe('done');
  return await look();
}

/** The sheet: id, date, in and out of every row with a punch. */
async function sheetOf({ api }: SiteAtWork) {
  await cloud.settle();
  const rows = [];
  for (const userId of ['2210', '2211']) {
    const { items } = await api.listSheets({ query: { userId, ...week } });
    rows.push(...items);
  }
  return rows.flatMap(({ userId, date, slots }) =>
    slots.in ? [`${userId} ${date} ${slots.in.wall.slice(11, 16)} ${slots.out?.wall.slice(11, 16)}`] : [],
  );
}

const worked = [
  '2210 2026-03-16 08:58 17:02',
  '2210 2026-03-17 08:58 17:02',
  '2211 2026-03-16 08:58 17:02',
  '2211 2026-03-17 08:58 17:02',
];

async function theUsers({ api }: SiteAtWork) {
  return await Promise.all(['2210', '2211'].map((userId) => api.getUser({ params: { userId } })));
}

/** The steps after either download, which the desktop program leaves to people. */
function completeByHand(site: () => SiteAtWork) {
  test('the system has only created the user ids: no name, no issuance date, no duty roster', async () => {
    for (const user of await theUsers(site())) {
      expect(user.status).toBe('provisional');
      for (const field of ['name', 'issuedOn', 'dutyRosterId']) expect(user).not.toHaveProperty(field);
    }
  });

  test('User > Download user: pick the device and the new ids, set the issuance date 1/1/2020, choose the Group Duty Roster', async () => {
    const { id, tasks } = await site().api.startUserDownload({
      body: {
        terminal: terminal.serial,
        userIds: ['2210', '2211'],
        issuedOn: '2020-01-01',
        dutyRosterId: 'office-week',
      },
    });
    expect(tasks).toHaveLength(1);
    const ended = await untilEnded(site(), id);
    expect(ended.tasks[0]?.users).toEqual([
      { userId: '2210', result: 'taken' },
      { userId: '2211', result: 'taken' },
    ]);
    expect(await theUsers(site())).toMatchObject([
      {
        id: '2210',
        name: 'Sample Clerk',
        issuedOn: '2020-01-01',
        dutyRosterId: 'office-week',
        status: 'active',
      },
      {
        id: '2211',
        name: 'Sample Guard',
        issuedOn: '2020-01-01',
        dutyRosterId: 'office-week',
        status: 'active',
      },
    ]);
  });

  test('Attendance Sheet > Generate: pick the users and the dates', async () => {
    const { api } = site();
    const { id: jobId } = await api.generateSheets({ body: { ...week, userIds: ['2210', '2211'] } });
    await cloud.settle();
    expect((await api.getGeneration({ params: { jobId } })).state).toBe('done');
  });

  test('the sheet shows when they came and went', async () => {
    expect(await sheetOf(site())).toEqual(worked);
  });
}

/** What has happened although nobody did anything after the download. */
async function expectComplete(site: SiteAtWork) {
  await expect
    .poll(async () => (await theUsers(site)).map(({ name }) => name))
    .toEqual(['Sample Clerk', 'Sample Guard']);
  for (const user of await theUsers(site)) {
    expect(user).toMatchObject({ issuedOn: '2026-03-16', dutyRosterId: 'office-week', status: 'active' });
  }
  expect(await sheetOf(site)).toEqual(worked);
}

describe('manual download, each step by hand', () => {
  const site = useSite(byHand);
  let downloadId = '';

  test('Attendance Sheet > Download: the devices can be picked, and the one that is there answers', async () => {
    const { items } = await site().api.listTerminals({});
    expect(items).toMatchObject([{ serial: terminal.serial, reported: 'online' }]);
  });

  test('pick the device, tick "Create user if a user does not exist", OK', async () => {
    const started = await site().api.startDownload({
      body: { terminals: [terminal.serial], createMissingUsers: true },
    });
    expect(started).toMatchObject({ origin: 'manual', unknownUsers: 'create', progress: { terminals: 1 } });
    downloadId = started.id;
  });

  test('the download shows its progress and ends: every punch is there, and it names whom it has created', async () => {
    expect(await untilEnded(site(), downloadId)).toMatchObject({
      counts: { read: 8, stored: 8, quarantined: 0, held: 0 },
      usersCreated: { ids: ['2210', '2211'], total: 2 },
      progress: { terminals: 1, done: 1, failed: 0 },
    });
  });

  completeByHand(site);

  test('without the tick nothing is lost: an id is held, named, and its punches wait for whoever creates it', async () => {
    site().terminal.addPunch({
      pin: '2299',
      time: '2026-03-18 08:30:00',
      status: 0,
      verify: 1,
      workCode: '',
    });
    const { id } = await site().api.startDownload({ body: { createMissingUsers: false } });
    expect((await untilEnded(site(), id)).usersHeld).toEqual({ ids: ['2299'], total: 1 });
  });
});

describe('manual download, all by itself', () => {
  const site = useSite(byItself);

  test('one download with the tick: users, names, issuance date, roster and sheet are there', async () => {
    const { id } = await site().api.startDownload({ body: { createMissingUsers: true } });
    await untilEnded(site(), id);
    await expectComplete(site());
  });
});

describe('automatic download, each step by hand', () => {
  const site = useSite(byHand);

  test('System Parameter Settings > Server: specify 2 daily download timers, tick "Create user …", Save', async () => {
    const { download, next } = await site().api.patchSettings({
      body: {
        download: { schedule: { kind: 'daily', times: ['13:00', '18:00'] }, createMissingUsers: true },
      },
    });
    expect(download).toMatchObject({ createMissingUsers: true });
    expect(next?.downloadAt).toBe(`${cloudTime.today()}T13:00:00.000Z`);
  });

  test('at the first timer the log is downloaded, once, and users that did not exist are created', async () => {
    cloudTime.set(`${cloudTime.today()}T13:00:00Z`);
    await cloud.fire('tick');
    await cloud.fire('tick');
    const { items } = await site().api.listDownloads({ query: { kind: 'punches' } });
    expect(items).toMatchObject([{ origin: 'schedule', unknownUsers: 'create' }]);
    const ended = await untilEnded(site(), items[0]?.id ?? '');
    expect(ended).toMatchObject({ counts: { read: 8, stored: 8 }, usersCreated: { total: 2 } });
    expect((await site().api.getSettings({})).next?.downloadAt).toBe(`${cloudTime.today()}T18:00:00.000Z`);
  });

  completeByHand(site);

  test('System Parameter Settings > Server: set the timer off; nothing is downloaded any more', async () => {
    const { next } = await site().api.patchSettings({ body: { download: { schedule: { kind: 'off' } } } });
    expect(next).not.toHaveProperty('downloadAt');
    cloudTime.set(`${cloudTime.today()}T18:00:00Z`);
    await cloud.fire('tick');
    const { items } = await site().api.listDownloads({ query: { kind: 'punches', origin: 'schedule' } });
    expect(items).toHaveLength(1);
  });
});

describe('automatic download, all by itself', () => {
  const site = useSite(byItself);

  test('an interval and the tick: with the next run users, names, issuance date, roster and sheet are there', async () => {
    const { next } = await site().api.patchSettings({
      body: { download: { schedule: { kind: 'interval', everyMinutes: 15 }, createMissingUsers: true } },
    });
    cloudTime.set(next?.downloadAt ?? '');
    await cloud.fire('tick');
    const { items } = await site().api.listDownloads({ query: { kind: 'punches' } });
    await untilEnded(site(), items[0]?.id ?? '');
    await expectComplete(site());
    await site().api.patchSettings({ body: { download: { schedule: { kind: 'off' } } } });
  });
});
