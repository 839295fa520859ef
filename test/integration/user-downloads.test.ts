/** Users that HR takes from a terminal: chosen ones, or whoever is new there, and the list of who is there. @module */

import { describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, claim, claimOne, complete, done, later, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const terminal = 'TEST1';

type Wanted = Parameters<TestSite['api']['startUserDownload']>[0]['body'];
type Sent = Parameters<TestSite['bridge']['api']['storeUsers']>[0]['body']['users'];

const onTerminal: Sent = [
  { pin: '701', name: 'Sample Ann', privilege: 3, credentials: { cards: 1, fingers: 2, faces: 1 } },
  { pin: '702', name: 'Sample Bob', privilege: 0, credentials: { cards: 0, fingers: 1, faces: 0 } },
  { pin: '0703' },
];

/** Starts a download and carries it out as a bridge does. @returns what became of each user */
async function take(site: TestSite, wanted: Omit<Wanted, 'terminal'>, users: Sent = onTerminal) {
  const { id } = await site.api.startUserDownload({ body: { terminal, ...wanted } });
  const [task] = await claim(site);
  if (!task) throw new Error('nothing to claim');
  const asked = new Set<string>(task.userIds);
  const sent = users.filter(({ pin }) => task.everyone || asked.has(pin.replace(/^0+/, '')));
  if (sent.length > 0) {
    await site.bridge.api.storeUsers({ body: { taskId: task.id, terminal, users: sent } });
  }
  await complete(site, task.id, { ...done, ...(task.everyone ? { listed: users.length } : {}) });
  const download = await site.api.getDownload({ params: { downloadId: id } });
  const results = (download.tasks[0]?.users ?? []).map(({ userId, result }) => `${userId} ${result}`);
  return { download, results, task };
}

const free = { scheduleId: null };
const weekRoster = {
  params: { id: 'week' },
  body: {
    id: 'week',
    name: 'Week',
    kind: 'weekly',
    days: {
      monday: free,
      tuesday: free,
      wednesday: free,
      thursday: free,
      friday: free,
      saturday: free,
      sunday: free,
    },
  },
} as const;

const user = async (site: TestSite, userId: string) => await site.api.getUser({ params: { userId } });

async function punch(site: TestSite, pin: string, ...times: string[]) {
  const records = times.map((time) => aRecord({ pin, time }));
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
}

const listed = async (site: TestSite, query: object = {}) => {
  const page = await site.api.listUsersOnTerminal({ params: { serial: terminal }, query });
  return page.items.map(({ pin, state, userId = '-' }) => `${pin} ${state} ${userId}`);
};

describe('what is taken', () => {
  test('of chosen fields only, and counts never replace those of other kinds', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701' } });
    const { results } = await take(site, { userIds: ['701'], fields: ['fingers', 'privilege'] });
    expect(results).toEqual(['701 taken']);
    const taken = await user(site, '701');
    expect(taken).toMatchObject({ privilege: 3, credentials: { fingers: 2 } });
    expect(taken.credentials).toEqual({ fingers: 2 });
    expect(taken).not.toHaveProperty('name');
    await take(site, { userIds: ['701'], fields: ['face'] });
    expect((await user(site, '701')).credentials).toEqual({ fingers: 2, faces: 1 });
    await take(site, { userIds: ['701'], fields: ['card'] });
    expect((await user(site, '701')).credentials).toEqual({ fingers: 2, faces: 1, cards: 1 });
    await take(site, { userIds: ['701'], fields: ['name'] });
    expect((await user(site, '701')).name).toBe('Sample Ann');
  });

  test('leaves what is here without overwrite, replaces it with it, and a name alone stays by default', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701', name: 'As HR writes it' } });
    const before = [{ pin: '701', privilege: 0, credentials: { fingers: 1 } }];
    await take(site, { userIds: ['701'] }, before);

    expect((await take(site, { userIds: ['701'], overwrite: false })).results).toEqual(['701 taken']);
    const kept = { privilege: 0, credentials: { fingers: 1, cards: 1, faces: 1 } };
    expect(await user(site, '701')).toMatchObject({ name: 'As HR writes it', ...kept });
    expect((await take(site, { userIds: ['701'], overwrite: false })).results).toEqual(['701 unchanged']);

    await take(site, { userIds: ['701'] });
    const replaced = { privilege: 3, credentials: { fingers: 2, cards: 1, faces: 1 } };
    expect(await user(site, '701')).toMatchObject({ name: 'As HR writes it', ...replaced });

    await take(site, { userIds: ['701'], overwrite: true });
    expect(await user(site, '701')).toMatchObject({ name: 'Sample Ann', ...replaced });
    await take(site, { userIds: ['701'], overwrite: true }, [{ pin: '701' }]);
    expect(await user(site, '701')).toMatchObject({ name: 'Sample Ann', ...replaced });
  });
});

describe('the issuance date', () => {
  test('is that of the first punch, now and when an earlier one comes', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-09' } });
    await punch(site, '701', '2026-03-04 08:00:00');
    await take(site, { userIds: ['701'], issuedOn: 'first-punch' });
    expect((await user(site, '701')).issuedOn).toBe('2026-03-04');
    await punch(site, '701', '2026-03-02 08:00:00');
    expect((await user(site, '701')).issuedOn).toBe('2026-03-02');
    await take(site, { userIds: ['701'], issuedOn: '2026-02-20' });
    expect((await user(site, '701')).issuedOn).toBe('2026-02-20');
    await punch(site, '701', '2026-03-01 08:00:00');
    expect((await user(site, '701')).issuedOn).toBe('2026-02-20');
  });

  test('that is to be the first punch comes with it, and the roster begins no later', async () => {
    const site = await aSite(cloud);
    await site.api.putRoster(weekRoster);
    await take(site, { missingOnly: true, issuedOn: 'first-punch', dutyRosterId: 'week' });
    const before = await user(site, '701');
    expect(before).not.toHaveProperty('issuedOn');
    expect(before.rosterAssignments).toMatchObject([{ rosterId: 'week', to: null }]);
    await punch(site, '701', '2026-03-02 08:00:00');
    expect(await user(site, '701')).toMatchObject({
      issuedOn: '2026-03-02',
      rosterAssignments: [{ rosterId: 'week', from: '2026-03-02', to: null }],
    });
  });
});

describe('whoever is new', () => {
  test('is created with details, date and roster, and earlier punches come into the sheets', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '702', name: 'As HR writes it' } });
    await punch(site, '701', '2026-03-03 08:00:00');
    expect((await site.api.listUnknownUsers({})).items).toMatchObject([{ pin: '701' }]);
    const { results, download } = await take(site, { missingOnly: true, issuedOn: 'first-punch' });
    expect(results).toEqual(['0703 taken', '701 taken']);
    expect(download.usersCreated).toEqual({ ids: ['0703', '701'], total: 2 });
    expect(await user(site, '701')).toMatchObject({
      name: 'Sample Ann',
      status: 'active',
      issuedOn: '2026-03-03',
      origin: { kind: 'download', terminal, downloadId: download.id },
    });
    expect((await user(site, '702')).name).toBe('As HR writes it');
    expect((await site.api.listUnknownUsers({})).items).toEqual([]);
    await cloud.settle();
    const { items } = await site.api.listSheets({
      query: { userId: '701', from: '2026-03-03', to: '2026-03-04' },
    });
    expect(items).toHaveLength(1);
    expect((await auditOf(site, 'user.created')).map(({ subject }) => subject).sort()).toEqual([
      '0703',
      '701',
      '702',
    ]);
  });

  test('is also who waits for details, with newOnly; nobody else is touched', async () => {
    const site = await aSite(cloud, [terminal], (current) => ({
      ...current,
      download: { ...current.download, createMissingUsers: true },
      newUsers: { ...current.newUsers, fetchDetails: false },
    }));
    await site.api.createUser({ body: { id: '702' } });
    await punch(site, '701', '2026-03-03 08:00:00');
    expect((await user(site, '701')).status).toBe('provisional');
    const { results } = await take(site, { newOnly: true, issuedOn: '2026-01-01' });
    expect(results).toEqual(['0703 taken', '701 taken']);
    expect(await user(site, '701')).toMatchObject({
      name: 'Sample Ann',
      status: 'active',
      issuedOn: '2026-01-01',
    });
    expect(await user(site, '702')).not.toHaveProperty('name');
    expect((await take(site, { newOnly: true })).results).toEqual([]);
  });

  test('is not who is ignored, nor who has another id by a link: details go to the person', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: 'E1' } });
    await site.api.createLink({ body: { action: 'link', pin: '701', userId: 'E1' } });
    await site.api.createLink({ body: { action: 'ignore', pin: '702' } });
    expect((await take(site, { missingOnly: true })).results).toEqual(['0703 taken']);
    expect(await listed(site)).toEqual(['701 known E1', '702 ignored -', '0703 known 0703']);
    const { results, task } = await take(site, { userIds: ['E1', '703'] });
    expect(task.userIds?.toSorted()).toEqual(['701', '703', 'E1']);
    expect(results).toEqual(['0703 unchanged', 'E1 taken']);
    expect((await user(site, 'E1')).name).toBe('Sample Ann');
  });

  test('comes once, however often the bridge sends it, and is said to be taken', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startUserDownload({ body: { terminal, missingOnly: true } });
    const taskId = await claimOne(site);
    const body = { taskId, terminal, users: onTerminal };
    await site.bridge.api.storeUsers({ body });
    await site.bridge.api.storeUsers({ body });
    await complete(site, taskId, { ...done, listed: 3 });
    const { tasks, counts } = await site.api.getDownload({ params: { downloadId: id } });
    expect(tasks[0]?.users?.map(({ result }) => result)).toEqual(['taken', 'taken', 'taken']);
    expect(counts.usersCreated).toBe(3);
    expect(await auditOf(site, 'user.created')).toHaveLength(3);
  });

  test('needs a bridge that can list them, and an older one is said', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startUserDownload({ body: { terminal, newOnly: true } });
    const [task] = await claim(site);
    expect(task).toMatchObject({ kind: 'users', userIds: [], everyone: true });
    await complete(site, task?.id ?? '');
    const { state, tasks } = await site.api.getDownload({ params: { downloadId: id } });
    expect(state).toBe('failed');
    expect(tasks[0]?.fault?.message).toMatch(/update rollcall-bridge/);
  });
});

describe('the list of a terminal', () => {
  test('is as last read, with who is known and who is new, page by page', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '702' } });
    const params = { serial: terminal };
    expect(await site.api.listUsersOnTerminal({ params })).toEqual({ items: [] });
    const at = cloudTime.instant();
    expect((await take(site, { listOnly: true })).results).toEqual([]);
    const page = await site.api.listUsersOnTerminal({ params });
    expect(page).toMatchObject({ readAt: at, total: 3 });
    expect(page.items).toMatchObject([
      { pin: '701', name: 'Sample Ann', state: 'new', credentials: { fingers: 2 }, saidAt: at },
      { pin: '702', state: 'known', userId: '702' },
      { pin: '0703', state: 'new' },
    ]);
    expect(await listed(site, { state: 'new' })).toEqual(['701 new -', '0703 new -']);
    const first = await site.api.listUsersOnTerminal({ params, query: { limit: 2 } });
    const rest = await site.api.listUsersOnTerminal({
      params,
      query: { limit: 2, ...(first.nextCursor === undefined ? {} : { cursor: first.nextCursor }) },
    });
    expect([...first.items, ...rest.items].map(({ pin }) => pin)).toEqual(['701', '702', '0703']);
    await expect(site.api.listUsersOnTerminal({ params, query: { cursor: 'none' } })).rejects.toSatisfy(
      problem('request.cursor'),
    );
    await expect(site.api.listUsersOnTerminal({ params: { serial: 'OTHER' } })).rejects.toSatisfy(
      problem('terminal.unknown', { serial: 'OTHER' }),
    );

    later(3600);
    await take(site, { listOnly: true }, onTerminal.slice(1));
    expect(await listed(site)).toEqual(['702 known 702', '0703 new -']);
  });

  test('names who can be chosen though nobody here has the id', async () => {
    const site = await aSite(cloud);
    await take(site, { listOnly: true });
    const { results } = await take(site, { userIds: ['701'], issuedOn: '2026-03-01' });
    expect(results).toEqual(['701 taken']);
    expect(await user(site, '701')).toMatchObject({ name: 'Sample Ann', issuedOn: '2026-03-01' });
    await expect(take(site, { userIds: ['799'] })).rejects.toSatisfy(
      problem('user.unknown', { userId: '799' }),
    );
  });

  test('has what the terminal says on its own', async () => {
    const site = await aSite(cloud);
    await site.bridge.api.storeUsers({ body: { terminal, users: onTerminal.slice(0, 1) } });
    expect(await listed(site)).toEqual(['701 new -']);
    await punch(site, '701', '2026-03-03 08:00:00');
    expect((await site.api.listUnknownUsers({})).items).toMatchObject([{ pin: '701', name: 'Sample Ann' }]);
  });
});

test('a request says in one way whom it wants', async () => {
  const site = await aSite(cloud);
  const refused = problem('request.invalid');
  const ask = (body: object) => site.api.startUserDownload({ body: { terminal, ...body } });
  await expect(ask({})).rejects.toSatisfy(refused);
  await expect(ask({ newOnly: true, missingOnly: true })).rejects.toSatisfy(refused);
  await expect(ask({ newOnly: false })).rejects.toSatisfy(refused);
  await expect(ask({ newOnly: true, fields: [] })).rejects.toSatisfy(refused);
  await expect(ask({ newOnly: true, issuedOn: 'tomorrow' })).rejects.toSatisfy(refused);
  await expect(ask({ newOnly: true, dutyRosterId: 'none' })).rejects.toSatisfy(
    problem('roster.unknown', { rosterId: 'none' }),
  );
});
