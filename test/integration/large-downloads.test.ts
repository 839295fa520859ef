/** Downloads from thousands of terminals: no item grows with them, and each end is counted once, whoever repeats it. */
import { expect, test } from 'vitest';
import { completeTask, countEnd } from '#functions/domain/downloads/index.ts';
import { tasksPerPart } from '#functions/store/download-plans.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { aSite, done, fault, noCounts } from '#test/support/site.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();

/** A site with many terminals of one bridge. */
async function aLargeSite(terminals: number) {
  const site = await aSite(cloud);
  const { stores, bridge } = site;
  const serials: Serial[] = Array.from({ length: terminals }, (_, at) =>
    aSerial(`T${String(at).padStart(5, '0')}`),
  );
  for (let start = 0; start < terminals; start += 50) {
    await Promise.all(
      serials
        .slice(start, start + 50)
        .map((serial) => stores.terminals.add({ serial, state: 'active', bridgeId: bridge.id, version: 1 })),
    );
  }
  return { ...site, serials };
}

test('however many terminals there are, no item of a download grows with them', async () => {
  const sizes: number[] = [];
  interfere(DynamoDb, 'PutItem', async ({ Item }: { Item: object }, original) => {
    sizes.push(JSON.stringify(Item).length);
    return await original();
  });
  const { api } = await aLargeSite(4 * tasksPerPart);
  const started = await api.startDownload({ body: {} });
  expect(started.tasks).toHaveLength(4 * tasksPerPart + 1);
  expect(Math.max(...sizes)).toBeLessThan(15_000);
  await cloud.fire('tick');
  const { items } = await api.listDownloads({});
  expect(items).toMatchObject([{ id: started.id, state: 'waiting', counts: noCounts }]);
});

test('the last end of several parts ends the download with the sums, and nobody reads all tasks', async () => {
  const size = tasksPerPart + 20;
  const site = await aLargeSite(size);
  const { api, bridge, serials } = site;
  const { id, tasks } = await api.startDownload({ body: { terminals: serials } });
  const actor = actorOn(cloud, site);
  const end = (taskId: string, failed: boolean) =>
    completeTask(
      actor,
      bridge.id,
      requireOurId('tsk', taskId),
      failed
        ? { outcome: 'failed', fault, counts: noCounts }
        : { outcome: 'done', counts: { ...noCounts, read: 2, stored: 1 } },
    );
  const [last, ...others] = tasks;
  // In no order, some twice at once.
  await Promise.all(
    others.flatMap(({ id: taskId }, at) =>
      at % 10 === 0 ? [end(taskId, false), end(taskId, false)] : [end(taskId, false)],
    ),
  );
  const running = await api.getDownload({ params: { downloadId: id } });
  expect(running).toMatchObject({ state: 'running', counts: { read: 2 * (size - 1), stored: size - 1 } });
  expect((await api.listDownloads({})).items).toMatchObject([
    { state: 'running', counts: { stored: size - 1 } },
  ]);
  const traffic = watchTables();
  await end(last?.id ?? '', true);
  expect(traffic.itemsRead).toBeLessThan(8);
  expect(await api.getDownload({ params: { downloadId: id } })).toMatchObject({
    state: 'partly-failed',
    counts: { read: 2 * (size - 1), stored: size - 1 },
  });
  expect(await site.stores.downloads.openIds()).toEqual([]);
});

test('an end that was stored and not counted is counted once, by the repeat or by the clock', async () => {
  for (const byClock of [false, true]) {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    const { id, tasks } = await site.api.startDownload({ body: {} });
    const [first, second] = tasks.map((task) => requireOurId('tsk', task.id));
    if (!first || !second) throw new Error('two terminals make two tasks');
    const actor = actorOn(cloud, site);
    const stops = interfere(DynamoDb, 'UpdateItem', async (input: { Key: { sk: string } }, original) => {
      if (input.Key.sk.startsWith('TALLY#')) throw new Error('stopped');
      return await original();
    });
    await expect(completeTask(actor, site.bridge.id, first, done)).rejects.toThrow('stopped');
    stops();
    await completeTask(actor, site.bridge.id, second, done);
    expect(await site.stores.downloads.openIds()).toEqual([id]);
    if (byClock) {
      for (let minute = 0; minute < 15; minute += 1) {
        cloudTime.advance(60_000);
        await cloud.fire('tick');
      }
    } else await completeTask(actor, site.bridge.id, first, done);
    expect(await site.stores.downloads.openIds()).toEqual([]);
    const ended = await site.stores.tasks.find(first);
    if (ended) await countEnd(actor, ended, { state: 'done', counts: noCounts });
    expect((await site.api.getDownload({ params: { downloadId: id } })).state).toBe('done');
  }
});

test('of two who start the same download, the list of one counts', async () => {
  const site = await aSite(cloud, ['TEST1', 'TEST2']);
  const { startDownload } = await import('#functions/domain/downloads/index.ts');
  const id = requireOurId('dl', `dl_${'0'.repeat(24)}77`);
  const wanted = { kind: 'punches', origin: 'schedule', mode: 'new' } as const;
  const both = await Promise.all([1, 2].map(() => startDownload(actorOn(cloud, site), wanted, id)));
  expect(both[0]?.tasks.map((task) => task.id)).toEqual(both[1]?.tasks.map((task) => task.id));
  expect(await site.stores.tasks.queue(site.bridge.id)).toHaveLength(2);
});
