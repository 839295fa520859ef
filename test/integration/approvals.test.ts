import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf, later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, lockDays, rowOn } from '#test/support/workdays.ts';

const cloud = useCloud();
const march = { from: '2026-03-01', to: '2026-04-01' };
const full = { kind: 'full' } as const;
const leave = { userId: '701', type: 'annual', from: '2026-03-04', to: '2026-03-05', portion: full } as const;
const remark = { userId: '701', date: '2026-03-03', kind: 'set-remark', remark: 'x', reason: 'r' } as const;
const dayOff = { userId: '701', date: '2026-03-05', dayType: 'restday' } as const;
beforeEach(() => cloudTime.set('2026-03-18T12:00:00.000Z'));

/** A site where entries of all kinds need a second person, and the API as that person uses it. */
async function aSiteOfTwo(days: readonly number[] = [3]): Promise<TestSite & { second: Api }> {
  const site = await aSiteWithWork(cloud, days);
  const need = 'second-person' as const;
  await site.api.patchSettings({
    body: { approvals: { corrections: need, leaves: need, dayOverrides: need } },
  });
  await site.api.generateSheets({ body: { from: '2026-03-03', to: '2026-03-06' } });
  await cloud.settle();
  return { ...site, second: apiWith(cloud.url, await site.keyFor('hr')) };
}

const leaveParams = ({ id }: { id: string }) => ({ userId: '701', first: '2026-03-04', entryId: id });
const statusOn = (rows: readonly { date: string; status: string }[] | undefined, day: string) =>
  rows?.find(({ date }) => date === day)?.status;
const waiting = async ({ api }: TestSite) =>
  (await api.listAwaiting({ query: {} })).items.map(({ kind, entry }) => [kind, entry.id]);

describe('an entry that needs a second person', () => {
  test('touches no day until that person has approved it, and the answer has its rows then', async () => {
    const site = await aSiteOfTwo();
    const entered = await site.api.createLeave({ body: leave });
    expect(entered).toMatchObject({ approval: { state: 'awaiting' } });
    expect(entered.rows).toBeUndefined();
    await cloud.settle();
    expect(await rowOn(site, 4)).toMatchObject({ status: 'absent' });

    const params = leaveParams(entered);
    for (const refused of [
      site.api.approveEntry({ params, body: {} }),
      site.api.rejectEntry({ params, body: { reason: 'changed my mind' } }),
    ]) {
      await expect(refused).rejects.toSatisfy(problem('approval.own', { entryId: entered.id }));
    }
    expect(await rowOn(site, 4)).toMatchObject({ status: 'absent' });

    const approved = await site.second.approveEntry({ params, body: { reason: 'agreed' } });
    expect(approved).toMatchObject({
      kind: 'leave',
      entry: {
        id: entered.id,
        approval: { state: 'approved', reason: 'agreed', at: cloudTime.instant() },
        rows: expect.arrayContaining([expect.objectContaining({ date: '2026-03-04', status: 'leave' })]),
      },
    });
    await cloud.settle();
    expect(await rowOn(site, 4)).toMatchObject({ status: 'leave' });
    await expect.poll(() => waiting(site)).toEqual([]);
    expect(await auditOf(site, 'leave.entered')).toMatchObject([{ facts: { awaiting: true } }]);
    expect(await auditOf(site, 'leave.approved')).toMatchObject([{ subject: entered.id }]);
  });

  test('is listed with everybody else’s, counted, and found by what holds of it', async () => {
    const site = await aSiteOfTwo();
    await site.api.createUser({ body: { id: '702', department: 'Office', issuedOn: '2026-03-01' } });
    const correction = await site.api.createCorrection({ body: remark });
    const [one, two] = (
      await site.api.batchLeaves({ body: { items: [leave, { ...leave, userId: '702' }] } })
    ).items.map(({ entry }) => entry?.id ?? '');
    const override = await site.api.createDayOverride({ body: dayOff });
    // An index lists them, a moment late.
    await expect
      .poll(() => waiting(site))
      .toEqual([
        ['correction', correction.id],
        ['leave', one],
        ['leave', two],
        ['day-override', override.id],
      ]);
    const first = await site.api.listAwaiting({ query: { limit: 3 } });
    const { nextCursor: cursor } = first;
    const rest = await site.api.listAwaiting({ query: { limit: 3, ...(cursor ? { cursor } : {}) } });
    expect([first, rest].map(({ items }) => items.length)).toEqual([3, 1]);
    const office = await site.api.listAwaiting({ query: { department: 'Office', kind: 'leave' } });
    expect(office.items.map(({ entry }) => entry.id)).toEqual([two]);
    expect((await site.api.getOverview({})).awaiting).toEqual({ corrections: 1, leaves: 2, dayOverrides: 1 });

    await site.second.batchReject({
      body: { reason: 'too late', items: [{ userId: '702', from: '2026-03-04', id: two ?? '' }] },
    });
    const ofStatus = async (status: 'awaiting' | 'counting' | 'rejected' | 'withdrawn') =>
      (await site.api.listLeaves({ query: { ...march, status } })).items.map(({ id }) => id);
    expect(await ofStatus('awaiting')).toEqual([one]);
    expect(await ofStatus('rejected')).toEqual([two]);
    expect(await ofStatus('counting')).toEqual([]);
    expect((await site.api.listLeaves({ query: { ...march, counting: 'true' } })).items).toEqual([]);
    const report = await site.api.getReport({ params: { name: 'corrections' }, query: march });
    expect(report.groups[0]?.rows).toMatchObject([expect.arrayContaining(['waits for approval'])]);
  });

  test('is decided about once: another decision is refused until the first one is undone', async () => {
    const site = await aSiteOfTwo();
    const entered = await site.api.createLeave({ body: leave });
    const params = leaveParams(entered);
    const rejected = await site.second.rejectEntry({ params, body: { reason: 'too late' } });
    expect(rejected.entry).toMatchObject({ approval: { state: 'rejected', reason: 'too late' } });
    later(1);
    const again = await site.second.rejectEntry({ params, body: { reason: 'still too late' } });
    expect(again.entry.approval).toEqual(rejected.entry.approval);
    await expect(site.second.approveEntry({ params, body: {} })).rejects.toSatisfy(
      problem('approval.not-possible', { entryId: entered.id, is: 'rejected' }),
    );
    const undone = await site.second.undoDecision({ params, body: { reason: 'a mistake' } });
    expect(undone.entry.approval).toEqual({ state: 'awaiting' });
    await expect.poll(() => waiting(site)).toEqual([['leave', entered.id]]);
    await site.second.approveEntry({ params, body: {} });
    expect(await rowOn(site, 4)).toMatchObject({ status: 'leave' });
    later(1);
    const { entry } = await site.second.undoDecision({ params, body: { reason: 'a mistake' } });
    expect(statusOn(entry.rows, '2026-03-04')).toBe('absent');
    expect(await auditOf(site, 'leave.decision-undone')).toHaveLength(2);

    await site.api.withdrawLeave({
      params: { userId: '701', from: '2026-03-04', leaveId: entered.id },
      body: { reason: 'not needed' },
    });
    expect(await waiting(site)).toEqual([]);
    await expect(site.second.approveEntry({ params, body: {} })).rejects.toSatisfy(
      problem('approval.not-possible', { entryId: entered.id, is: 'withdrawn' }),
    );
  });

  test('goes on waiting when the setting is off again; what is entered then counts at once', async () => {
    const site = await aSiteOfTwo();
    const entered = await site.api.createLeave({ body: leave });
    await site.api.patchSettings({ body: { approvals: { leaves: 'none' } } });
    expect((await site.api.getSettings({})).approvals).toEqual({
      corrections: 'second-person',
      leaves: 'none',
      dayOverrides: 'second-person',
    });
    const other = await site.api.createLeave({ body: { ...leave, from: '2026-03-05', to: '2026-03-06' } });
    expect(other.approval).toBeUndefined();
    expect(statusOn(other.rows, '2026-03-05')).toBe('leave');
    await expect.poll(() => waiting(site)).toEqual([['leave', entered.id]]);
    const params = { ...leaveParams(other), first: '2026-03-05' };
    await expect(site.second.approveEntry({ params, body: {} })).rejects.toSatisfy(
      problem('approval.not-possible', { entryId: other.id, is: 'counting' }),
    );
  });

  test('is looked at again when it is approved: what has become impossible is refused', async () => {
    const site = await aSiteOfTwo();
    await expect(
      (async () => {
        await site.api.createLeave({ body: leave });
        await site.api.createLeave({ body: { ...leave, type: 'sick' } });
      })(),
    ).rejects.toSatisfy(problem('leave.overlap'));
    const shift = { shifts: [{ slots: { in: '22:00', out: '06:00' } }] };
    await site.api.putSchedule({
      params: { id: 'night' },
      body: { id: 'night', name: 'night', kind: 'daily', day: shift },
    });
    await site.api.putSchedule({
      params: { id: 'dawn' },
      body: {
        id: 'dawn',
        name: 'dawn',
        kind: 'daily',
        day: { shifts: [{ slots: { in: '05:00', out: '08:00' } }] },
      },
    });
    const night = await site.api.createDayOverride({
      body: { userId: '701', date: '2026-03-09', scheduleId: 'night' },
    });
    const dawn = await site.api.createDayOverride({
      body: { userId: '701', date: '2026-03-10', scheduleId: 'dawn' },
    });
    const items = [
      { userId: '701', from: '2026-03-09', id: night.id },
      { userId: '701', from: '2026-03-10', id: dawn.id },
      { userId: '701', from: '2026-03-11', id: dawn.id },
    ];
    const answer = await site.second.batchApprove({ body: { items } });
    expect(answer).toMatchObject({ done: 1, refused: 2 });
    expect(answer.items.map(({ result, problem: why }) => why?.code ?? result)).toEqual([
      'approved',
      'plan.overlap',
      'override.unknown',
    ]);
  });

  test('keeps a lock from being made without force, and an approval stays while its period is locked', async () => {
    const site = await aSiteOfTwo();
    const entered = await site.api.createLeave({ body: leave });
    await expect.poll(() => waiting(site)).toHaveLength(1);
    const week = { from: '2026-03-03', to: '2026-03-06' };
    const open = await site.api.listOpenDays({ query: week });
    expect(open.counts).toMatchObject({ unapproved: 1 });
    expect(open.items).toMatchObject([
      {
        date: '2026-03-04',
        open: ['unapproved'],
        unapproved: [{ kind: 'leave', first: '2026-03-04', id: entered.id }],
      },
    ]);
    await expect(site.api.lockPeriod({ body: { ...week, reason: 'paid' } })).rejects.toSatisfy(
      problem('period.unapproved', {
        ...week,
        total: 1,
        entries: [{ kind: 'leave', userId: '701', first: '2026-03-04', id: entered.id }],
      }),
    );
    const params = leaveParams(entered);
    await site.second.approveEntry({ params, body: {} });
    await cloud.settle();
    expect((await lockDays(cloud, site, week)).state).toBe('locked');
    await expect(site.second.undoDecision({ params, body: { reason: 'x' } })).rejects.toSatisfy(
      problem('approval.locked'),
    );
    expect(await rowOn(site, 4)).toMatchObject({ status: 'leave' });
  });

  test('waits under the id of now when its user is merged, and keeps what is decided when that is undone', async () => {
    const site = await aSiteOfTwo();
    await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-01' } });
    const entered = await site.api.createLeave({ body: leave });
    await site.api.mergeUser({ params: { userId: '701' }, body: { into: '702', reason: 'twice' } });
    await cloud.settle();
    await expect.poll(() => waiting(site)).toHaveLength(1);
    const [listed] = (await site.api.listAwaiting({ query: {} })).items;
    expect(listed?.entry).toMatchObject({ id: entered.id, userId: '702' });
    await site.second.approveEntry({ params: { ...leaveParams(entered), userId: '702' }, body: {} });
    later(1);
    await site.api.undoUserMerge({ params: { userId: '701' }, body: { reason: 'two people' } });
    await cloud.settle();
    expect(await waiting(site)).toEqual([]);
    const params = { userId: '701', from: '2026-03-04', leaveId: entered.id };
    expect(await site.api.getLeave({ params })).toMatchObject({ approval: { state: 'approved' } });
  });
});

test('a program decides only with the scope for it, and nobody who may only read', async () => {
  const site = await aSiteOfTwo();
  const entered = await site.api.createLeave({ body: leave });
  const params = leaveParams(entered);
  const writer = apiWith(cloud.url, await site.keyFor('integration', ['leaves:write', 'leaves:read']));
  const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
  for (const each of [writer, viewer]) {
    await expect(each.approveEntry({ params, body: {} })).rejects.toSatisfy(problem('caller.not-allowed'));
  }
  const program = apiWith(cloud.url, await site.keyFor('integration', ['approvals:write']));
  expect((await program.approveEntry({ params, body: {} })).entry.approval).toMatchObject({
    state: 'approved',
  });
});

test('the feed of changes has each decision', async () => {
  const site = await aSiteOfTwo();
  await site.api.putChangeState({ body: { kept: true } });
  later(120);
  const { nextCursor: cursor } = await site.api.listChanges({ query: { start: 'now', kinds: 'leave' } });
  const entered = await site.api.createLeave({ body: leave });
  later(60);
  await site.second.approveEntry({ params: leaveParams(entered), body: {} });
  await cloud.settle();
  later(60);
  const { items } = await site.api.listChanges({ query: { cursor, kinds: 'leave' } });
  expect(items.at(-1)).toMatchObject({ kind: 'leave', value: { approval: { state: 'approved' } } });
  expect(items).toHaveLength(2);
});
