import { describe, expect, test } from 'vitest';
import { queuePushTask } from '#functions/domain/downloads/push-user-tasks.ts';
import { actorFor } from '#functions/runtime.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord, aReport } from '#test/support/signed-bridge.ts';
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
} from '#test/support/site.ts';

const cloud = useCloud();

const failed = { outcome: 'failed', fault, counts: noCounts } as const;
const byTerminal = (a: { terminal: string }, b: { terminal: string }) => (a.terminal < b.terminal ? -1 : 1);

async function read({ api }: TestSite, downloadId: string) {
  return await api.getDownload({ params: { downloadId } });
}

async function report(site: TestSite, serial: string, state: 'online' | 'unreachable') {
  const trouble = { code: 'unreachable', message: 'Check the cable.' } as const;
  const reports = [aReport(serial, state === 'online' ? {} : { state, fault: trouble })];
  await site.bridge.beat({ reports });
}

describe('a download of a site', () => {
  test('reads its terminals, and those that stand there with the others of their bridge', async () => {
    const site = await aSite(cloud, ['NORTH1', 'NORTH2']);
    const south = await aBridge(cloud.url, site.api);
    await south.beat({ terminals: ['SOUTH1'] });
    const set = async (serial: string, name: string) =>
      await site.api.updateTerminal({ params: { serial }, body: { site: name }, ifMatch: '*' });
    await set('NORTH1', 'North');
    await set('SOUTH1', 'South');
    const started = await site.api.startDownload({ body: { site: 'North' } });
    expect(started.site).toBe('North');
    expect(started.tasks.map(({ terminal }) => terminal)).toEqual(['NORTH1', 'NORTH2']);
    expect(started.progress).toEqual({ terminals: 2, done: 0, failed: 0, cancelled: 0 });
  });

  test('is refused where none stands, and beside chosen terminals', async () => {
    const { api } = await aSite(cloud);
    await expect(api.startDownload({ body: { site: 'Nowhere' } })).rejects.toSatisfy(
      problem('terminals.none', { reason: 'no active terminal stands at site "Nowhere"' }),
    );
    await expect(api.startDownload({ body: { site: 'A', terminals: ['TEST1'] } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
  });
});

test('a download names the terminals that it cannot read, and why', async () => {
  const site = await aSite(cloud, ['TEST1']);
  await site.api.registerTerminal({ body: { serial: 'PUSHES9', push: { open: true } } });
  const other = await aBridge(cloud.url, site.api);
  await other.beat({ terminals: ['GONE1'] });
  await site.api.revokeBridge({ params: { bridgeId: other.id } });
  const { leftOut, tasks } = await site.api.startDownload({ body: {} });
  expect(tasks.map(({ terminal }) => terminal)).toEqual(['TEST1']);
  expect(leftOut).toEqual({
    terminals: [
      { terminal: 'GONE1', why: 'bridge-revoked' },
      { terminal: 'PUSHES9', why: 'pushes-to-cloud' },
    ],
    total: 2,
  });
});

describe('a window of dates', () => {
  test('goes to the bridge with the task, and stands in the download', async () => {
    const site = await aSite(cloud);
    const window = { from: '2026-03-01', to: '2026-03-08' };
    const { id } = await site.api.startDownload({ body: { mode: 'all', window } });
    expect((await read(site, id)).window).toEqual(window);
    expect(await claim(site)).toMatchObject([{ window, mode: 'all' }]);
  });

  test.each([
    [{}, 'body/window: must have from, to or both'],
    [
      { from: '2026-03-08', to: '2026-03-08' },
      'body/window: "to", the first day after the window, must be later',
    ],
    [{ from: '2026-02-30' }, 'body/window/from: must be a date that exists'],
  ])('%j is refused', async (window, says) => {
    const { api } = await aSite(cloud);
    await expect(api.startDownload({ body: { window } })).rejects.toThrow(says);
  });
});

/** An organisation with user 701 and a terminal that pushes to the cloud. */
async function aPushingTerminal(serial: string) {
  const organisation = await cloud.organisation();
  await organisation.api.registerTerminal({ body: { serial, push: { open: true } } });
  await organisation.api.createUser({ body: { id: '701', name: 'Ann' } });
  const text = async () => await (await cloud.fetch(`/iclock/getrequest?SN=${serial}`)).text();
  return { ...organisation, text };
}

describe('a download that is cancelled', () => {
  test('ends at every terminal that is not through; its bridge drops what it runs, and what was stored stays', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2', 'TEST3']);
    const { id } = await site.api.startDownload({ body: { createMissingUsers: true } });
    const [first, second] = (await claim(site, 3)).sort(byTerminal);
    await complete(site, first?.id ?? '', { ...done, counts: { ...noCounts, read: 2, stored: 1 } });
    const running = second?.id ?? '';
    const batch = {
      batchId: aBatchId(),
      terminal: 'TEST2',
      taskId: running,
      records: [aRecord({ pin: '901' })],
    };
    await site.bridge.api.storePunches({ body: batch });
    later(1);
    const cancelled = await site.api.cancelDownload({ params: { downloadId: id } });
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      cancelledAt: cloudTime.instant(),
      progress: { terminals: 3, done: 1, failed: 0, cancelled: 2 },
      usersCreated: { ids: ['901'] },
      tasks: [{ state: 'done' }, { state: 'cancelled' }, { state: 'cancelled' }],
    });
    expect(cancelled.cancelledBy).toMatch(/^key:/);
    const beat = await site.bridge.beat({ running: [running], take: 5 });
    expect(beat).toMatchObject({ drop: [running], tasks: [] });
    await expect(complete(site, running)).rejects.toSatisfy(
      problem('task.not-yours', { taskId: running, state: 'cancelled' }),
    );
    expect(await auditOf(site, 'download.cancelled')).toMatchObject([
      { subject: id, facts: { terminals: 2 } },
    ]);
    const { items } = await site.api.listDownloads({ query: { kind: 'punches' } });
    expect(items[0]).toMatchObject({ id, state: 'cancelled', progress: { cancelled: 2 } });
    await site.api.startDownload({ body: { terminals: ['TEST2'] } });
    expect(await claim(site)).toMatchObject([{ terminal: 'TEST2' }]);
  });

  test('can be cancelled again, which changes nothing; one that has ended cannot', async () => {
    const site = await aSite(cloud);
    const params = { downloadId: (await site.api.startDownload({ body: {} })).id };
    const cancelled = await site.api.cancelDownload({ params });
    later(60);
    expect(await site.api.cancelDownload({ params })).toEqual(cancelled);
    const { id } = await site.api.startDownload({ body: {} });
    await complete(site, await claimOne(site));
    await expect(site.api.cancelDownload({ params: { downloadId: id } })).rejects.toSatisfy(
      problem('download.ended', { downloadId: id, state: 'done' }),
    );
    const missing = { downloadId: 'dl_01KDEMX0C5Y3WZ8T4Q6R7S9V2A' };
    await expect(site.api.cancelDownload({ params: missing })).rejects.toSatisfy(problem('download.unknown'));
  });

  test('is completed by the clock where the call broke off', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const { id } = await site.api.startDownload({ body: {} });
    await site.stores.downloads.cancel(requireOurId('dl', id), cloudTime.instant(), 'key:test');
    await cloud.fire('tick');
    await cloud.settle();
    expect(await read(site, id)).toMatchObject({ state: 'cancelled', progress: { cancelled: 2 } });
  });

  test('at one terminal goes on at the others, and has partly failed in the end', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const { id, tasks } = await site.api.startDownload({ body: {} });
    const taskId = tasks.find(({ terminal }) => terminal === 'TEST2')?.id ?? '';
    const params = { downloadId: id, taskId };
    const after = await site.api.cancelDownloadTask({ params });
    expect(after.tasks).toMatchObject([{ state: 'waiting' }, { state: 'cancelled' }]);
    expect(after.state).toBe('running');
    expect(await site.api.cancelDownloadTask({ params })).toEqual(after);
    await complete(site, await claimOne(site));
    expect((await read(site, id)).state).toBe('partly-failed');
    const through = { downloadId: id, taskId: tasks[0]?.id ?? '' };
    await expect(site.api.cancelDownloadTask({ params: through })).rejects.toSatisfy(
      problem('download.ended', { downloadId: id, state: 'done at TEST1' }),
    );
    const other = await site.api.startDownload({ body: {} });
    await expect(site.api.cancelDownloadTask({ params: { downloadId: other.id, taskId } })).rejects.toSatisfy(
      problem('task.not-of-download', { downloadId: other.id, taskId }),
    );
  });

  test('withdraws the commands of a terminal that pushes', async () => {
    const { api } = await cloud.organisation();
    const serial = 'PUSHES8';
    await api.registerTerminal({ body: { serial, push: { open: true } } });
    await api.createUser({ body: { id: '701', name: 'Ann' } });
    const { id } = await api.startUserUpload({ body: { terminals: [serial], userIds: ['701'] } });
    expect((await api.cancelDownload({ params: { downloadId: id } })).state).toBe('cancelled');
    const poll = await cloud.fetch(`/iclock/getrequest?SN=${serial}`);
    expect(await poll.text()).not.toContain('701');
  });

  test('leaves the commands of another that writes the same users there', async () => {
    const { api, text } = await aPushingTerminal('PUSHES11');
    const body = { terminals: ['PUSHES11'], userIds: ['701'] };
    const { id } = await api.startUserUpload({ body });
    await api.startUserUpload({ body });
    await api.cancelDownload({ params: { downloadId: id } });
    expect((await text()).match(/PIN=701/g)).toHaveLength(1);
  });

  test('withdraws commands that are being queued at that moment, and those that a broken-off call has left', async () => {
    const { api, name, text } = await aPushingTerminal('PUSHES10');
    const { id, tasks } = await api.startUserUpload({ body: { terminals: ['PUSHES10'], userIds: ['701'] } });
    const actor = actorFor(cloud.runtime, name, 'test', 'system');
    const stored = await actor.stores.tasks.find(tasks[0]?.id ?? requireOurId('tsk', 'tsk_0'));
    if (!stored) throw new Error('no task');
    await api.cancelDownload({ params: { downloadId: id } });
    // Whoever has read the task before goes on to queue its commands.
    await queuePushTask(actor, { ...stored, state: 'waiting' }, [{ userId: aUserId('701'), name: 'Ann' }]);
    expect(await text()).not.toContain('701');
    // A call that has ended the task and was stopped before it withdrew the commands: the next one does so.
    const second = await api.startUserUpload({ body: { terminals: ['PUSHES10'], userIds: ['701'] } });
    const [task] = second.tasks;
    if (!task) throw new Error('no task');
    const counts = { ...noCounts };
    await actor.stores.downloads.cancel(second.id, cloudTime.instant(), 'test');
    await actor.stores.tasks.end(task.id, { state: 'cancelled', counts, at: cloudTime.instant() });
    await cloud.fire('tick');
    expect(await text()).not.toContain('701');
    expect((await api.getDownload({ params: { downloadId: second.id } })).state).toBe('cancelled');
  });
});

describe('a download that failed at some terminals', () => {
  test('is tried again at these alone, with its tick, mode and window', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const window = { from: '2026-03-01' };
    const { id } = await site.api.startDownload({ body: { mode: 'all', createMissingUsers: true, window } });
    const params = { downloadId: id };
    await expect(site.api.retryDownload({ params })).rejects.toSatisfy(
      problem('download.nothing-to-retry', { downloadId: id }),
    );
    const [first, second] = (await claim(site, 2)).sort(byTerminal);
    await complete(site, first?.id ?? '');
    await complete(site, second?.id ?? '', failed);
    const again = apiWith(cloud.url, site.key, { 'idempotency-key': 'again' });
    const retried = await again.retryDownload({ params });
    expect(retried).toMatchObject({
      retryOf: id,
      origin: 'manual',
      mode: 'all',
      window,
      unknownUsers: 'create',
      tasks: [{ terminal: 'TEST2' }],
    });
    expect(await again.retryDownload({ params })).toEqual(retried);
    expect(await claim(site, 5)).toMatchObject([{ terminal: 'TEST2', downloadId: retried.id }]);
  });

  test('takes again what was asked of the details of users', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startUserDownload({
      body: {
        terminal: 'TEST1',
        missingOnly: true,
        fields: ['name'],
        overwrite: false,
        issuedOn: '2026-02-01',
      },
    });
    await site.api.cancelDownload({ params: { downloadId: id } });
    const retried = await site.api.retryDownload({ params: { downloadId: id } });
    const [task] = await claim(site);
    expect(task).toMatchObject({ downloadId: retried.id, everyone: true });
    const taskId = task?.id ?? '';
    const users = [{ pin: '701', name: 'Sample Ann', privilege: 3 }];
    await site.bridge.api.storeUsers({ body: { taskId, terminal: 'TEST1', users } });
    await complete(site, taskId, { ...done, listed: 1 });
    const taken = await site.api.getUser({ params: { userId: '701' } });
    expect(taken).toMatchObject({ name: 'Sample Ann', issuedOn: '2026-02-01' });
    expect(taken).not.toHaveProperty('privilege');
  });

  test('asks for a chosen user by the PIN that a link has given since', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '801' } });
    const { id } = await site.api.startUserDownload({
      body: { terminal: 'TEST1', userIds: ['801'], overwrite: true },
    });
    await site.api.cancelDownload({ params: { downloadId: id } });
    await site.api.createLink({ body: { action: 'link', userId: '801', pin: '55', terminal: 'TEST1' } });
    await site.api.retryDownload({ params: { downloadId: id } });
    expect((await claim(site))[0]?.userIds).toContain('55');
  });

  test('may be tried again by keys with the scope, and where it concerns users by people only', async () => {
    const site = await aSite(cloud);
    const program = apiWith(
      cloud.url,
      await site.keyFor('integration', ['downloads:write', 'downloads:read']),
    );
    const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
    await site.api.createUser({ body: { id: '701' } });
    const { id } = await site.api.startUserDownload({ body: { terminal: 'TEST1', userIds: ['701'] } });
    const params = { downloadId: id };
    for (const refused of [program, viewer]) {
      await expect(refused.cancelDownload({ params })).rejects.toSatisfy(problem('caller.not-allowed'));
      await expect(refused.retryDownload({ params })).rejects.toSatisfy(problem('caller.not-allowed'));
    }
    await site.api.cancelDownload({ params });
    expect(await site.api.retryDownload({ params })).toMatchObject({ kind: 'users', retryOf: id });
    const logs = await program.startDownload({ body: {} });
    const ofLogs = { downloadId: logs.id };
    expect((await program.cancelDownload({ params: ofLogs })).state).toBe('cancelled');
    expect((await program.retryDownload({ params: ofLogs })).retryOf).toBe(logs.id);
  });
});

test('the history can be narrowed to a kind and an origin, page by page', async () => {
  const site = await aSite(cloud);
  await site.api.createUser({ body: { id: '701' } });
  const logs: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    logs.unshift((await site.api.startDownload({ body: {} })).id);
    later(1);
    await site.api.startUserDownload({ body: { terminal: 'TEST1', userIds: ['701'] } });
    later(1);
  }
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listDownloads({
      query: { kind: 'punches', origin: 'manual', limit: 2, ...(cursor === undefined ? {} : { cursor }) },
    });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(found).toEqual(logs);
  expect((await site.api.listDownloads({ query: { kind: 'users', limit: 1 } })).items).toHaveLength(1);
  expect((await site.api.listDownloads({ query: { origin: 'schedule' } })).items).toEqual([]);
});

describe('who is offline', () => {
  test('a silent bridge: since when, and what to check', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startDownload({ body: {} });
    const away = async () => (await read(site, id)).tasks[0]?.away;
    expect(await away()).toBeUndefined();
    const since = cloudTime.instant();
    later(181);
    expect(await away()).toMatchObject({
      who: 'bridge',
      since,
      says: expect.stringMatching(/^Bridge ".+" was last heard of at 20/),
      check: expect.stringContaining('rollcall-bridge status'),
    });
  });

  test('a terminal that does not answer its bridge: since when, and what its fault says, until it answers again', async () => {
    const site = await aSite(cloud);
    const params = { serial: 'TEST1' };
    later(30);
    const since = cloudTime.instant();
    await report(site, 'TEST1', 'unreachable');
    expect((await site.api.getTerminal({ params })).awaySince).toBe(since);
    later(30);
    await report(site, 'TEST1', 'unreachable');
    const { id } = await site.api.startDownload({ body: {} });
    const task = async () => (await read(site, id)).tasks[0];
    const away = {
      who: 'terminal',
      since,
      says: `Terminal TEST1 has not answered its bridge since ${since}.`,
      check: 'Check the cable.',
    };
    expect(await task()).toMatchObject({ state: 'waiting', away });
    await complete(site, await claimOne(site), failed);
    expect(await task()).toMatchObject({ state: 'failed', away });
    await report(site, 'TEST1', 'online');
    expect(await task()).not.toHaveProperty('away');
    expect(await site.api.getTerminal({ params })).not.toHaveProperty('awaySince');
  });

  test('a terminal that pushes and has never called', async () => {
    const { api } = await cloud.organisation();
    await api.registerTerminal({ body: { serial: 'PUSHES7', push: { open: true } } });
    await api.createUser({ body: { id: '701' } });
    const { tasks } = await api.startUserUpload({ body: { terminals: ['PUSHES7'], userIds: ['701'] } });
    expect(tasks[0]?.away).toEqual({
      who: 'terminal',
      says: 'Terminal PUSHES7 has never called the cloud.',
      check: expect.stringContaining('server address'),
      told: [{ key: 'away.never-called' }, { key: 'check.push' }].map((one) => expect.objectContaining(one)),
    });
  });
});
