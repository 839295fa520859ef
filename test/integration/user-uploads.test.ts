import { describe, expect, test } from 'vitest';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial, aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord, aReport } from '#test/support/signed-bridge.ts';
import {
  aSite,
  auditOf,
  claim,
  claimOne,
  complete,
  done,
  fault,
  later,
  noCounts,
  type TestSite,
  withTick,
} from '#test/support/site.ts';

const cloud = useCloud();
const away = { outcome: 'failed', counts: noCounts, fault } as const;

async function withUsers(terminals = ['TEST1']): Promise<TestSite> {
  const site = await aSite(cloud, terminals);
  await site.api.createUser({ body: { id: '0701', name: 'Sample Person', card: '12345' } });
  await site.api.createUser({ body: { id: 'A-7' } });
  return site;
}

const usersOf = (site: TestSite, taskId: string) =>
  site.bridge.api.listUsersToSend({ params: { taskId } }).then(({ users }) => users);

async function taskOf({ api }: TestSite, downloadId: string) {
  const download = await api.getDownload({ params: { downloadId } });
  return { state: download.state, task: download.tasks[0] };
}

describe('users that are sent to terminals', () => {
  test('make a task for each, which names the users as they are now and shows what became of each', async () => {
    const site = await withUsers(['TEST1', 'TEST2']);
    const started = await site.api.startUserUpload({
      body: { terminals: ['TEST1', 'TEST2'], userIds: ['701', 'A-7'] },
    });
    expect(started).toMatchObject({ kind: 'send-users', state: 'waiting' });
    const tasks = await claim(site, 5);
    expect(tasks.map(({ kind, terminal }) => [kind, terminal]).sort()).toEqual([
      ['send-users', 'TEST1'],
      ['send-users', 'TEST2'],
    ]);
    const [first = '', second = ''] = tasks.map(({ id }) => id);
    await site.api.updateUser({
      params: { userId: 'A-7' },
      ifMatch: '"1"',
      body: { name: 'Second Sample' },
    });
    expect(await usersOf(site, first)).toEqual([
      { userId: '0701', name: 'Sample Person', card: '12345' },
      { userId: 'A-7', name: 'Second Sample' },
    ]);
    const users = [
      { userId: '0701', result: 'created' },
      { userId: 'A-7', result: 'refused', reason: 'this terminal accepts only user ids that are numbers' },
    ] as const;
    await complete(site, first, { ...done, users: [...users] });
    await complete(site, second, { outcome: 'done', counts: noCounts, users: [] });
    const ended = await site.api.getDownload({ params: { downloadId: started.id } });
    expect(ended.state).toBe('done');
    expect(ended.tasks.find(({ id }) => id === first)?.users).toEqual(users);
    expect(await auditOf(site, 'users.sent')).toMatchObject([
      { subject: started.id, facts: { terminals: 2, users: 2, fields: ['name', 'card'] } },
    ]);
  });

  test('take their privilege along only when it is asked for', async () => {
    const site = await withUsers();
    await site.api.updateUser({ params: { userId: '701' }, ifMatch: '"1"', body: { privilege: 7 } });
    for (const [fields, expected] of [
      [undefined, { userId: '0701', name: 'Sample Person', card: '12345' }],
      [['privilege'], { userId: '0701', privilege: 7 }],
    ] as const) {
      await site.api.startUserUpload({
        body: { terminals: ['TEST1'], userIds: ['701'], ...(fields ? { fields: [...fields] } : {}) },
      });
      const taskId = await claimOne(site);
      expect(await usersOf(site, taskId)).toEqual([expected]);
      await complete(site, taskId);
    }
  });

  test('wait for a terminal that is away, are tried again when it answers, and fail after a day', async () => {
    const site = await withUsers();
    const body = { terminals: ['TEST1'], userIds: ['701'] };
    const { id } = await site.api.startUserUpload({ body });
    const asked = cloudTime.now();
    const taskId = await claimOne(site);
    await complete(site, taskId, away);
    // The answer was lost, and the bridge says it again.
    await complete(site, taskId, away);
    expect(await taskOf(site, id)).toMatchObject({
      state: 'waiting',
      task: {
        state: 'waiting',
        fault,
        attempts: 1,
        nextTryAt: new Date(asked + 60_000).toISOString(),
        givesUpAt: new Date(asked + 24 * 3_600_000).toISOString(),
      },
    });
    const stillAway = await site.bridge.beat({
      reports: [aReport('TEST1', { state: 'unreachable' })],
      take: 1,
    });
    expect(stillAway.tasks).toEqual([]);
    later(1);
    expect((await site.bridge.beat({ terminals: ['TEST1'], take: 1 })).tasks).toMatchObject([{ id: taskId }]);
    expect((await taskOf(site, id)).task).not.toHaveProperty('fault');
    await complete(site, taskId, away);
    later(121);
    expect(await claim(site)).toMatchObject([{ id: taskId }]);
    await complete(site, taskId, away);
    later(24 * 3600);
    await cloud.fire('tick');
    expect(await taskOf(site, id)).toMatchObject({
      state: 'failed',
      task: { state: 'failed', fault, attempts: 3 },
    });
  });

  test('that wait do not keep the terminal from being read, nor the bridge polling', async () => {
    const site = await withUsers();
    await site.api.startUserUpload({ body: { terminals: ['TEST1'], userIds: ['701'] } });
    await complete(site, await claimOne(site), away);
    later(600);
    const { pollAfterSeconds } = await site.bridge.beat({
      reports: [aReport('TEST1', { state: 'unreachable' })],
      take: 0,
    });
    expect(pollAfterSeconds).toBe(2);
    await complete(site, await claimOne(site), away);
    expect((await site.bridge.beat()).pollAfterSeconds).toBe(60);
    const download = await site.api.startDownload({ body: {} });
    expect(await claim(site, 5)).toMatchObject([{ downloadId: download.id, kind: 'punches' }]);
  });

  test('are not tried again at a terminal that wants another key', async () => {
    const site = await withUsers();
    const { id } = await site.api.startUserUpload({ body: { terminals: ['TEST1'], userIds: ['701'] } });
    const wrongKey = { code: 'comm-key-wrong', message: 'Another key.' } as const;
    await complete(site, await claimOne(site), { ...away, fault: wrongKey });
    expect(await taskOf(site, id)).toMatchObject({ state: 'failed', task: { fault: wrongKey } });
  });

  test('are refused as a whole when a user or a terminal is not known, has no way, or the caller may not', async () => {
    const site = await withUsers();
    const send = (terminals: string[], userIds: string[], api = site.api) =>
      api.startUserUpload({ body: { terminals, userIds } });
    await expect(send(['TEST1'], ['701', '999'])).rejects.toSatisfy(
      problem('user.unknown', { userId: '999' }),
    );
    await expect(send(['TEST1', 'OTHER'], ['701'])).rejects.toSatisfy(
      problem('terminal.unknown', { serial: 'OTHER' }),
    );
    const many = Array.from({ length: 500 }, (_, index) => String(index));
    await expect(send(many.slice(0, 100), many)).rejects.toSatisfy(problem('request.invalid'));
    for (const role of ['viewer', 'integration'] as const) {
      const api = apiWith(cloud.url, await site.keyFor(role));
      await expect(send(['TEST1'], ['701'], api)).rejects.toSatisfy(problem('caller.not-allowed'));
    }
    await site.api.revokeBridge({ params: { bridgeId: site.bridge.id } });
    await expect(send(['TEST1'], ['701'])).rejects.toSatisfy(problem('terminals.none'));
    expect((await site.api.listDownloads({})).items).toEqual([]);
  });

  test('are not told to a bridge whose task is another, or another bridge', async () => {
    const site = await withUsers();
    const other = await withUsers();
    await site.api.startUserUpload({ body: { terminals: ['TEST1'], userIds: ['701'] } });
    const taskId = await claimOne(site);
    await expect(usersOf(other, taskId)).rejects.toSatisfy(problem('task.unknown'));
    await complete(site, taskId);
    await expect(usersOf(site, taskId)).rejects.toSatisfy(problem('task.not-yours'));
    await site.api.startDownload({ body: {} });
    await expect(usersOf(site, await claimOne(site))).rejects.toSatisfy(problem('task.unknown'));
  });
});

test('the number of a card is for those who may edit users, and in no list', async () => {
  const { api, keyFor } = await withUsers();
  const params = { userId: '701' };
  expect((await api.getUser({ params })).card).toBe('12345');
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  expect(await viewer.getUser({ params })).not.toHaveProperty('card');
  expect(JSON.stringify(await api.listUsers({}))).not.toContain('12345');
});

describe('a user that is added by hand', () => {
  test.each([
    ['all', ['TEST1', 'TEST2']],
    [['TEST2'], ['TEST2']],
    ['none', []],
  ] as const)('is sent to the terminals that the settings name: %s', async (sendToTerminals, expected) => {
    const site = await aSite(cloud, ['TEST1', 'TEST2'], (current) => ({
      ...current,
      newUsers: {
        ...current.newUsers,
        sendToTerminals: typeof sendToTerminals === 'string' ? sendToTerminals : sendToTerminals.map(aSerial),
      },
    }));
    await site.api.createUser({ body: { id: '701' } });
    expect((await claim(site, 5)).map(({ terminal }) => terminal).sort()).toEqual(expected);
  });

  test('is added although no terminal can be written to', async () => {
    const { api, set } = await cloud.organisation();
    await set((current) => ({ ...current, newUsers: { ...current.newUsers, sendToTerminals: 'all' } }));
    expect(await api.createUser({ body: { id: '701' } })).toMatchObject({ id: '701' });
  });
});

describe('users that are sent to a terminal which pushes to the cloud', () => {
  async function aPushingSite(serial: string) {
    const organisation = await cloud.organisation();
    const { api, stores } = organisation;
    await api.registerTerminal({ body: { serial, push: { open: true } } });
    await api.createUser({ body: { id: '701', name: 'Sample Person', card: '12345' } });
    // Names that were entered before the API refused controls may still have them.
    const early = await stores.users.find(aUserId('701'));
    if (!early) throw new RangeError('user 701');
    expect(await stores.users.replace({ ...early, name: 'Sample\tPerson' }, early.version)).toBe(true);
    await api.createUser({ body: { id: '702', name: 'Second Sample' } });
    const { id, tasks } = await api.startUserUpload({
      body: { terminals: [serial], userIds: ['701', '702'] },
    });
    expect(tasks).toMatchObject([{ terminal: serial }]);
    expect(tasks[0]).not.toHaveProperty('bridgeId');
    const result = async () => {
      await cloud.fire('tick');
      const download = await api.getDownload({ params: { downloadId: id } });
      return { state: download.state, users: download.tasks[0]?.users, fault: download.tasks[0]?.fault };
    };
    return { ...organisation, result };
  }

  test('are fetched by it as commands, and its answers are the result', async () => {
    const { result } = await aPushingSite('UPLOAD1');
    const device = new PushTerminalSimulator({
      server: cloud.url,
      serial: 'UPLOAD1',
      punches: [],
      waitScale: 0,
      now: cloudTime.now,
    });
    expect((await result()).state).toBe('running');
    expect(await device.settle()).toBe(true);
    expect(device.stats.commands.map(({ text }) => text).join('\n')).toContain(
      'DATA UPDATE USERINFO PIN=702\tName=Second Sample',
    );
    expect(await result()).toEqual({
      state: 'done',
      users: [
        {
          userId: '701',
          result: 'refused',
          reason: 'the name cannot be sent to a terminal that pushes',
          told: expect.objectContaining({ key: 'user-refused.unsendable' }),
        },
        { userId: '702', result: 'accepted' },
      ],
      fault: undefined,
    });
  });

  test('are taken back when it has not fetched them for a day', async () => {
    const { result, stores } = await aPushingSite('UPLOAD2');
    later(24 * 3600);
    expect(await result()).toMatchObject({ state: 'failed', fault: { code: 'unreachable' } });
    const { commands } = await stores.push.read(aSerial('UPLOAD2'));
    expect(commands.map(({ state }) => state)).toEqual(['given-up']);
  });
});

describe('details of created users that could not be fetched', () => {
  async function aDownloadWithoutDetails() {
    const site = await aSite(cloud, ['TEST1'], withTick);
    await site.api.createUser({ body: { id: '900' } });
    const first = await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    await site.bridge.api.storePunches({
      body: { batchId: aBatchId(), terminal: 'TEST1', taskId, records: [aRecord(), aRecord({ pin: '702' })] },
    });
    const end = { ...done, fault, withoutDetails: ['701', '702', '900', '999'] };
    await complete(site, taskId, end);
    await complete(site, taskId, end);
    const { items } = await site.api.listDownloads({});
    return { site, first, follower: items.filter(({ id }) => id !== first.id) };
  }

  test('are fetched by a download of their own, once, and only those that the download created', async () => {
    const { site, first, follower } = await aDownloadWithoutDetails();
    expect(follower).toMatchObject([{ kind: 'users', state: 'waiting' }]);
    expect(await taskOf(site, first.id)).toMatchObject({ state: 'done', task: { fault } });
    const tasks = await claim(site, 5);
    expect(tasks).toMatchObject([{ kind: 'users', userIds: ['701', '702'] }]);
    await site.bridge.api.storeUsers({
      body: { taskId: tasks[0]?.id ?? '', terminal: 'TEST1', users: [{ pin: '701', name: 'Sample Person' }] },
    });
    expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
      name: 'Sample Person',
      status: 'active',
    });
  });

  test('are tried again while the terminal is away', async () => {
    const { site, follower } = await aDownloadWithoutDetails();
    const taskId = await claimOne(site);
    await complete(site, taskId, away);
    expect(await taskOf(site, follower[0]?.id ?? '')).toMatchObject({
      state: 'waiting',
      task: { fault, nextTryAt: expect.any(String) },
    });
    later(61);
    expect(await claimOne(site)).toBe(taskId);
  });
});
