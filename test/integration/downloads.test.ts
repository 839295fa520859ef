import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { startOfTests } from '#test/support/clock.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord } from '#test/support/signed-bridge.ts';
import {
  aSite,
  claim,
  claimOne,
  complete,
  done,
  fault,
  later,
  noCounts,
  withTick,
} from '#test/support/site.ts';

const cloud = useCloud();

describe('a download', () => {
  test('has a task for each terminal, is claimed, reports how far it is, and ends with the sum of its counts', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const started = await site.api.startDownload({ body: { createMissingUsers: true } });
    expect(started).toMatchObject({
      kind: 'punches',
      origin: 'manual',
      unknownUsers: 'create',
      mode: 'new',
      state: 'waiting',
      tasks: [
        { terminal: 'TEST1', state: 'waiting', attempts: 0 },
        { terminal: 'TEST2', state: 'waiting' },
      ],
    });
    const tasks = (await claim(site, 5)).sort((a, b) => (a.terminal < b.terminal ? -1 : 1));
    expect(tasks).toMatchObject([
      { downloadId: started.id, terminal: 'TEST1', kind: 'punches', mode: 'new', fetchDetails: true },
      { downloadId: started.id, terminal: 'TEST2' },
    ]);
    const [first = '', second = ''] = tasks.map(({ id }) => id);

    await site.bridge.api.reportProgress({
      params: { taskId: first },
      body: { phase: 'reading', read: 120, expected: 500, sent: 20 },
    });
    const params = { downloadId: started.id };
    expect(await site.api.getDownload({ params })).toMatchObject({
      state: 'running',
      tasks: [
        { state: 'running', attempts: 1, progress: { phase: 'reading', read: 120, expected: 500, sent: 20 } },
        {},
      ],
    });

    await complete(site, first, { ...done, counts: { ...noCounts, read: 500, stored: 490, duplicates: 10 } });
    expect((await site.api.getDownload({ params })).state).toBe('running');
    await complete(site, second, { outcome: 'failed', fault, counts: { ...noCounts, read: 3 } });
    const ended = await site.api.getDownload({ params });
    expect(ended).toMatchObject({
      state: 'partly-failed',
      counts: { read: 503, stored: 490, duplicates: 10 },
      tasks: [
        { state: 'done', progress: { phase: 'finished' } },
        { state: 'failed', fault },
      ],
    });
    const { items } = await site.api.listDownloads({});
    expect(items).toEqual([
      expect.objectContaining({ id: started.id, state: 'partly-failed', counts: ended.counts }),
    ]);
    expect(items[0]).not.toHaveProperty('tasks');
  });

  test('of chosen terminals reads these only', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const { tasks } = await site.api.startDownload({ body: { terminals: ['TEST2'], mode: 'all' } });
    expect(tasks.map(({ terminal }) => terminal)).toEqual(['TEST2']);
    expect(await claim(site, 5)).toMatchObject([{ terminal: 'TEST2', mode: 'all' }]);
  });

  test('takes the tick from the settings unless it is told', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    expect((await site.api.startDownload({ body: {} })).unknownUsers).toBe('create');
    expect((await site.api.startDownload({ body: { createMissingUsers: false } })).unknownUsers).toBe('hold');
  });

  test('is refused where nothing could be read', async () => {
    const site = await aSite(cloud, []);
    await expect(site.api.startDownload({ body: {} })).rejects.toSatisfy(problem('terminals.none'));
    await expect(site.api.startDownload({ body: { terminals: ['OTHER'] } })).rejects.toSatisfy(
      problem('terminal.unknown', { serial: 'OTHER' }),
    );
    const other = await aSite(cloud, ['TEST1']);
    await other.api.revokeBridge({ params: { bridgeId: other.bridge.id } });
    await expect(other.api.startDownload({ body: {} })).rejects.toSatisfy(problem('terminals.none'));
    const missing = { downloadId: 'dl_01KDEMX0C5Y3WZ8T4Q6R7S9V2A' };
    await expect(site.api.getDownload({ params: missing })).rejects.toSatisfy(
      problem('download.unknown', missing),
    );
  });

  test('decides about unknown users for its own batches, the setting for all others', async () => {
    const site = await aSite(cloud);
    const other = await aSite(cloud, ['OTHER']);
    await site.api.startDownload({ body: { createMissingUsers: true } });
    const taskId = await claimOne(site);
    const push = (pin: string, task?: string) =>
      site.bridge.api.storePunches({
        body: {
          batchId: aBatchId(),
          terminal: 'TEST1',
          records: [aRecord({ pin })],
          ...(task ? { taskId: task } : {}),
        },
      });
    expect((await push('1', taskId)).usersCreated).toEqual(['1']);
    expect((await push('2')).usersCreated).toEqual([]);
    expect(other.bridge.id).not.toBe(site.bridge.id);
    const second = await aBridge(cloud.url, site.api);
    await second.beat({ terminals: ['TEST9'] });
    const foreign = await second.api.storePunches({
      body: { batchId: aBatchId(), terminal: 'TEST9', taskId, records: [aRecord({ pin: '3' })] },
    });
    expect(foreign.usersCreated).toEqual([]);
    expect((await site.api.getUser({ params: { userId: '1' } })).origin.downloadId).toMatch(/^dl_/);
  });
});

describe('a task', () => {
  test('is claimed once although two heartbeats race for it', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim(site)));
    expect(answers.flat()).toHaveLength(1);
  });

  test('waits while another one has its terminal, and comes next', async () => {
    const site = await aSite(cloud);
    const first = await site.api.startDownload({ body: {} });
    later(1);
    const second = await site.api.startDownload({ body: {} });
    const [task, ...others] = await claim(site, 5);
    expect([task?.downloadId, others]).toEqual([first.id, []]);
    const racing = await Promise.all(Array.from({ length: 5 }, () => claim(site, 5, [task?.id ?? ''])));
    expect(racing.flat()).toEqual([]);
    await complete(site, task?.id ?? '');
    expect(await claim(site, 5)).toMatchObject([{ downloadId: second.id }]);
  });

  test('keeps its terminal when a late heartbeat tries to claim what is claimed', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const [waiting] = await site.stores.tasks.queue(site.bridge.id);
    await claim(site);
    await site.api.startDownload({ body: {} });
    const until = '2026-03-20T12:01:30.000Z' as Instant;
    if (!waiting) throw new Error('no task');
    expect(await site.stores.tasks.claim(waiting, startOfTests as Instant, until)).toBeNull();
    expect(await claim(site, 5, [waiting.id])).toEqual([]);
  });

  test('is handed out again to a bridge that has restarted, at once when it says so later', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    later(2);
    expect(await claim(site)).toMatchObject([{ id: taskId }]);
  });

  test('is handed out again when its lease has run out, and counts its attempts', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    later(60);
    await site.bridge.beat({ running: [taskId] });
    later(60);
    expect((await site.bridge.beat({ running: [taskId], take: 1 })).tasks).toEqual([]);
    later(91);
    expect(await claim(site)).toMatchObject([{ id: taskId }]);
    const { tasks } = await site.api.getDownload({ params: { downloadId: id } });
    expect(tasks[0]?.attempts).toBe(2);
  });

  test('is dropped by the bridge that held it when it has ended', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    await complete(site, taskId);
    expect((await site.bridge.beat({ running: [taskId] })).drop).toEqual([taskId]);
  });

  test('that lost its terminal to another one is dropped, and waits its turn', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const slow = await claimOne(site);
    later(200);
    await site.api.startDownload({ body: {} });
    const [, next] = await site.stores.tasks.queue(site.bridge.id);
    if (!next) throw new Error('no second task');
    const until = new Date(cloudTime.now() + 90_000).toISOString() as Instant;
    expect(await site.stores.tasks.claim(next, cloudTime.instant(), until)).not.toBeNull();
    await expect(
      site.bridge.api.reportProgress({
        params: { taskId: slow },
        body: { phase: 'reading', read: 1, expected: null, sent: 0 },
      }),
    ).rejects.toSatisfy(problem('task.not-yours'));
    expect((await site.bridge.beat({ running: [slow, next.id] })).drop).toEqual([slow]);
  });

  test('completes once, however often and however concurrently it is said', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    const body = { ...done, counts: { ...noCounts, read: 7, stored: 7 } };
    await Promise.all(Array.from({ length: 6 }, () => complete(site, taskId, body)));
    await complete(site, taskId, body);
    expect((await site.api.getDownload({ params: { downloadId: id } })).counts).toMatchObject({ read: 7 });
    await expect(complete(site, taskId, { outcome: 'failed', fault, counts: noCounts })).rejects.toSatisfy(
      problem('task.not-yours', { state: 'done' }),
    );
    await expect(
      site.bridge.api.reportProgress({
        params: { taskId },
        body: { phase: 'reading', read: 1, expected: null, sent: 0 },
      }),
    ).rejects.toSatisfy(problem('task.not-yours'));
  });

  test('that failed says why', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    await expect(complete(site, taskId, { outcome: 'failed', counts: noCounts })).rejects.toSatisfy(
      problem('request.invalid'),
    );
    await complete(site, taskId, { outcome: 'failed', fault, counts: noCounts });
  });

  test('belongs to one bridge: another one can neither complete it nor say how far it is', async () => {
    const site = await aSite(cloud);
    const other = await aBridge(cloud.url, site.api);
    await site.api.startDownload({ body: {} });
    const taskId = await claimOne(site);
    const unknown = problem('task.unknown', { taskId });
    await expect(other.api.completeTask({ params: { taskId }, body: done })).rejects.toSatisfy(unknown);
    const progress = { phase: 'reading', read: 1, expected: null, sent: 0 } as const;
    await expect(other.api.reportProgress({ params: { taskId }, body: progress })).rejects.toSatisfy(unknown);
    await expect(
      other.api.storeUsers({ body: { taskId, terminal: 'OTHER2', users: [{ pin: '1' }] } }),
    ).rejects.toSatisfy(unknown);
    expect((await other.beat({ terminals: ['TEST1'], take: 5, running: [taskId] })).drop).toEqual([taskId]);
    expect(await site.api.getTerminal({ params: { serial: 'TEST1' } })).toMatchObject({
      bridgeId: site.bridge.id,
    });
  });
});
