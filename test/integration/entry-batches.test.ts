import { describe, expect, test } from 'vitest';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf } from '#test/support/site.ts';
import { aSiteWithWork, rowsOf } from '#test/support/workdays.ts';

const cloud = useCloud();
const portion = { kind: 'full' } as const;
const march = { from: '2026-03-01', to: '2026-04-01' };
const remark = (userId: string, date: string, text = 'sample') =>
  ({ userId, date, kind: 'set-remark', remark: text, reason: 'sample' }) as const;
const leave = (userId: string, from: string, to: string) => ({ userId, type: 'annual', from, to, portion });

describe('a batch of entries', () => {
  test('enters each, in the order of the request, and its days follow', async () => {
    const site = await aSiteWithWork(cloud, [3, 4]);
    await site.api.createUser({ body: { id: '0042', issuedOn: '2026-03-01' } });
    const items = [
      remark('701', '2026-03-03', 'first'),
      remark('42', '2026-03-03'),
      remark('701', '2026-03-03', 'second'),
      { userId: '701', date: '2026-03-04', kind: 'set-status', status: 'absent', reason: 'x' } as const,
    ];
    const answer = await site.api.batchCorrections({ body: { items } });
    expect(answer).toMatchObject({ done: 4, refused: 0 });
    expect(answer.items.map(({ entry }) => entry?.userId)).toEqual(['701', '0042', '701', '701']);
    await cloud.settle();
    expect(await rowsOf(site, 3, 4)).toMatchObject([{ remark: 'second' }, { status: 'absent' }]);
    expect(await auditOf(site, 'correction.entered')).toHaveLength(4);
  });

  test('refuses what cannot be, also for what an earlier item says, and enters the rest', async () => {
    const site = await aSiteWithWork(cloud, []);
    const items = [
      leave('701', '2026-03-04', '2026-03-06'),
      leave('nobody', '2026-03-04', '2026-03-06'),
      leave('0701', '2026-03-05', '2026-03-08'),
      leave('701', '2026-03-10', '2026-03-10'),
      leave('701', '2026-03-06', '2026-03-07'),
    ];
    const answer = await site.api.batchLeaves({ body: { items } });
    expect(answer).toMatchObject({ done: 2, refused: 3 });
    expect(answer.items.map((item) => item.problem?.code ?? item.result)).toEqual([
      'entered',
      'user.unknown',
      'leave.overlap',
      'range.invalid',
      'entered',
    ]);
    expect((await site.api.listLeaves({ query: march })).items).toHaveLength(2);
  });

  test('is withdrawn by another one, and by that only once', async () => {
    const site = await aSiteWithWork(cloud, []);
    const dates = ['2026-03-03', '2026-03-04'];
    const days = dates.map((date) => ({ userId: '701', date, dayType: 'restday' }) as const);
    const entered = await site.api.batchDayOverrides({ body: { items: days } });
    const items = entered.items.flatMap(({ entry }) =>
      entry ? [{ userId: entry.userId, from: entry.date, id: entry.id }] : [],
    );
    const body = { reason: 'a mistake', items };
    const first = await site.api.batchWithdrawDayOverrides({ body });
    expect(first).toMatchObject({ done: 2, items: [{ entry: { withdrawn: { reason: 'a mistake' } } }, {}] });
    expect(await site.api.batchWithdrawDayOverrides({ body })).toEqual(first);
    expect(await auditOf(site, 'day-override.withdrawn')).toHaveLength(2);
    const [one] = items;
    if (!one) throw new Error('nothing was entered');
    const wrong = { reason: 'a mistake', items: [{ ...one, from: '2026-03-05' }] };
    expect(await site.api.batchWithdrawDayOverrides({ body: wrong })).toMatchObject({
      items: [{ result: 'refused', problem: { code: 'override.unknown' } }],
    });
    await cloud.settle();
    expect(await rowsOf(site, 3, 4)).toMatchObject([{ dayType: 'workday' }, { dayType: 'workday' }]);
  });

  test('that is sent again with its key enters nothing twice', async () => {
    const site = await aSiteWithWork(cloud, []);
    const api = apiWith(cloud.url, site.key, { 'idempotency-key': 'a-batch' });
    const body = {
      items: [leave('701', '2026-03-04', '2026-03-05'), leave('701', '2026-03-06', '2026-03-07')],
    };
    const first = await api.batchLeaves({ body });
    expect(await api.batchLeaves({ body })).toEqual(first);
    expect((await site.api.listLeaves({ query: march })).items).toHaveLength(2);
  });

  test('is refused as a whole where it does not fit the contract, is empty, or whose key may not', async () => {
    const site = await aSiteWithWork(cloud, []);
    const bad = { ...remark('701', '2026-03-03'), date: 'tomorrow' };
    const refused = problem('request.invalid');
    await expect(site.api.batchCorrections({ body: { items: [bad] } })).rejects.toSatisfy(refused);
    await expect(site.api.batchCorrections({ body: { items: [] } })).rejects.toSatisfy(refused);
    const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
    const body = { items: [remark('701', '2026-03-03')] };
    await expect(viewer.batchCorrections({ body })).rejects.toSatisfy(problem('caller.not-allowed'));
    const program = apiWith(cloud.url, await site.keyFor('integration', ['leaves:write']));
    await expect(program.batchCorrections({ body })).rejects.toSatisfy(problem('caller.not-allowed'));
  });
});
