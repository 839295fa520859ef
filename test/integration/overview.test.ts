import { beforeEach, expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial, aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord, aReport } from '#test/support/signed-bridge.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, punchAt, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const noon = '2026-03-18T12:00:00.000Z';
beforeEach(() => cloudTime.set(noon));

/** Users 701 to 705 of a site whose day has begun at nine; the clocks of the site show UTC. */
async function aTeam(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await site.set((current) => ({ ...current, zone: 'UTC' }));
  for (const [id, department] of Object.entries({
    702: 'Stores',
    703: 'Office',
    704: 'Office',
    705: 'Office',
  })) {
    await site.api.createUser({ body: { id, name: `Person ${id}`, department, issuedOn: '2026-03-01' } });
  }
  await cloud.settle();
  await site.bridge.beat({ terminals: ['TEST1'] });
  return site;
}

async function statesOf(site: TestSite, query: Parameters<TestSite['api']['getPresence']>[0]['query'] = {}) {
  later(11);
  const { items } = await site.api.getPresence({ query });
  return Object.fromEntries(items.map(({ userId, state }) => [userId, state]));
}

/** Rows that have changed are found by an index, which is late by a moment. Each look lets eleven seconds pass, so looks are few. */
const meanwhile = { interval: 250 };

test('presence says of everybody whether they are in, out, late, expected or on leave', async () => {
  const site = await aTeam();
  await punchAt(cloud, site, ['2026-03-18 08:58:00'], '701');
  await punchAt(cloud, site, ['2026-03-18 09:31:00'], '702');
  await punchAt(cloud, site, ['2026-03-18 09:00:00', '2026-03-18 11:00:00'], '703');
  await site.api.createLeave({
    body: { userId: '704', type: 'annual', from: '2026-03-18', to: '2026-03-19', portion: { kind: 'full' } },
  });
  await cloud.settle();
  later(11);
  const page = await site.api.getPresence({ query: {} });
  expect(page.date).toBe('2026-03-18');
  expect(page.items).toMatchObject([
    { userId: '701', state: 'inside', isInside: true, terminal: 'TEST1', wallTime: '2026-03-18T08:58:00' },
    { userId: '702', state: 'late', isInside: true, late: 1_860, since: '2026-03-18T09:31:00Z' },
    { userId: '703', state: 'out', isInside: false, wallTime: '2026-03-18T11:00:00' },
    { userId: '704', state: 'leave', isInside: false },
    { userId: '705', state: 'expected', isInside: false },
  ]);
  expect(page.counts).toMatchObject({
    people: 5,
    inside: 1,
    late: 1,
    out: 1,
    leave: 1,
    expected: 1,
    unknown: 0,
  });
  expect(page.departments).toMatchObject([
    { department: 'Office', people: 3, out: 1, leave: 1, expected: 1 },
    { department: 'Stores', people: 2, inside: 1, late: 1 },
  ]);
  expect(await statesOf(site, { department: 'Stores' })).toEqual({ 701: 'inside', 702: 'late' });
  expect(await statesOf(site, { state: 'out' })).toEqual({ 703: 'out' });
  const first = await site.api.getPresence({ query: { limit: 2 } });
  const second = await site.api.getPresence({ query: { limit: 3, cursor: first.nextCursor } });
  expect([first, second].flatMap(({ items }) => items.map(({ userId }) => userId))).toEqual([
    '701',
    '702',
    '703',
    '704',
    '705',
  ]);
  expect(second.nextCursor).toBeUndefined();
});

test('who has not come is unknown while the terminal is silent, and who works over midnight is in', async () => {
  const site = await aTeam();
  await saveShift(site, 'night', '22:00', '06:00');
  await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: 'night' } }));
  await cloud.settle();
  cloudTime.set('2026-03-19T02:00:00.000Z');
  await site.bridge.beat({ terminals: ['TEST1'] });
  await punchAt(cloud, site, ['2026-03-18 21:55:00'], '701');
  await expect.poll(() => statesOf(site), meanwhile).toMatchObject({ 701: 'inside', 702: 'expected' });
  await site.bridge.beat({ reports: [aReport('TEST1', { state: 'unreachable' })] });
  expect(await statesOf(site)).toMatchObject({ 701: 'inside', 702: 'unknown' });
  later(600);
  const { items } = await site.api.getPresence({ query: { state: 'unknown' } });
  expect(items[0]).toMatchObject({ userId: '702', unheard: ['TEST1'] });

  // Whose last shift it is stands in the list for a fire until it is over.
  for (const userId of ['701', '702']) {
    const { version } = await site.api.getUser({ params: { userId } });
    const body = { expiresOn: '2026-03-18' };
    await site.api.updateUser({ params: { userId }, body, ifMatch: `"${version}"` });
  }
  await site.api.generateSheets({ body: { from: '2026-03-18', to: '2026-03-20' } });
  await cloud.settle();
  await expect.poll(() => statesOf(site, { department: 'Stores' }), meanwhile).toEqual({ 701: 'inside' });
});

test('a day that is over says who was absent, and a date to come what is planned', async () => {
  const site = await aTeam();
  const yesterday = addDays('2026-03-18' as LocalDate, -1);
  await site.api.generateSheets({ body: { from: yesterday, to: '2026-03-18' } });
  await cloud.settle();
  expect(await statesOf(site, { date: yesterday, department: 'Office' })).toEqual({
    703: 'absent',
    704: 'absent',
    705: 'absent',
  });
  expect(await statesOf(site, { date: '2026-03-20', department: 'Stores' })).toEqual({
    701: 'expected',
    702: 'expected',
  });
});

test('nobody is in on a date to come, nor unknown because a terminal is silent now', async () => {
  const site = await aTeam();
  await punchAt(cloud, site, ['2026-03-18 08:58:00'], '701');
  await site.bridge.beat({ reports: [aReport('TEST1', { state: 'unreachable' })] });
  expect(await statesOf(site, { department: 'Stores' })).toEqual({ 701: 'inside', 702: 'unknown' });
  expect(await statesOf(site, { date: '2026-03-19', department: 'Stores' })).toEqual({
    701: 'expected',
    702: 'expected',
  });
});

test('who works over midnight is in on the day after the last of the employment, and no longer than a time may come', async () => {
  const site = await aTeam();
  await saveShift(site, 'night', '22:00', '06:00');
  await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: 'night' } }));
  const ends = { expiresOn: '2026-03-18' };
  await site.api.updateUser({ params: { userId: '702' }, body: ends, ifMatch: '*' });
  await cloud.settle();
  cloudTime.set('2026-03-19T02:00:00.000Z');
  await site.bridge.beat({ terminals: ['TEST1'] });
  await punchAt(cloud, site, ['2026-03-18 21:55:00'], '701');
  await punchAt(cloud, site, ['2026-03-18 21:56:00'], '702');
  await expect
    .poll(() => statesOf(site, { department: 'Stores' }), meanwhile)
    .toEqual({ 701: 'inside', 702: 'inside' });
  cloudTime.set('2026-03-19T21:00:00.000Z');
  await site.bridge.beat({ reports: [aReport('TEST1', { state: 'unreachable' })] });
  expect(await statesOf(site, { department: 'Stores' })).toEqual({ 701: 'unknown' });
});

test('presence is looked at once in ten seconds, however often it is asked for', async () => {
  const site = await aTeam();
  await site.api.getPresence({ query: {} });
  const traffic = watchTables();
  await site.api.getPresence({ query: {} });
  await site.api.getPresence({ query: { state: 'out', limit: 1 } });
  expect(traffic.itemsRead).toBeLessThanOrEqual(8);
});

test('the overview counts what is to be done, and what is done leaves it', async () => {
  const site = await aTeam();
  const now = async () => {
    later(11);
    return await site.api.getOverview({});
  };
  expect(await now()).toMatchObject({ missing: 0, toApprove: 0, unknownUsers: 0, quarantined: 0 });
  await punchAt(cloud, site, ['2026-03-16 09:00:00', '2026-03-16 17:00:00', '2026-03-17 09:00:00'], '701');
  await punchAt(cloud, site, ['2026-03-16 09:00:00'], '909');
  await site.bridge.api.storePunches({
    body: { batchId: aBatchId(), terminal: 'TEST1', records: [aRecord({ time: 'no time' })] },
  });
  await cloud.settle();
  await site.stores.terminals.markComplete(aSerial('TEST1'), cloudTime.instant());
  await site.api.generateSheets({ body: { from: '2026-03-16', to: '2026-03-18' } });
  await cloud.settle();
  await expect.poll(now, meanwhile).toMatchObject({
    from: '2026-02-01',
    to: '2026-03-19',
    missing: 1,
    unknownUsers: 1,
    quarantined: 1,
    provisionalUsers: 0,
    pendingTerminals: 0,
    terminals: { active: 1, online: 1, silent: 0, faulty: 0 },
    behind: [],
  });
  await site.api.createLink({ body: { pin: '909', action: 'ignore', reason: 'visitor' } });
  const date = '2026-03-17';
  const wallTime = `${date}T17:00:00`;
  const { id: correctionId } = await site.api.createCorrection({
    body: { kind: 'set-slot', userId: '701', date, column: 'out', wallTime, reason: 'guard' },
  });
  await cloud.settle();
  await expect.poll(now, meanwhile).toMatchObject({ missing: 0, unknownUsers: 0 });
  await site.api.withdrawCorrection({
    params: { userId: '701', date, correctionId },
    body: { reason: 'wrong' },
  });
  await cloud.settle();
  await expect.poll(now, meanwhile).toMatchObject({ missing: 1 });
  await site.api.lockPeriod({ body: { from: '2026-03-16', to: '2026-03-18', reason: 'paid', force: true } });
  await cloud.settle();
  await expect.poll(now, meanwhile).toMatchObject({ missing: 0 });
  later(600);
  expect(await now()).toMatchObject({ terminals: { online: 0, silent: 1 }, behind: [{ serial: 'TEST1' }] });
});

test('days of an earlier version come onto the list in the next generation', async () => {
  const site = await aTeam();
  await punchAt(cloud, site, ['2026-03-17 09:00:00'], '701');
  await site.stores.terminals.markComplete(aSerial('TEST1'), cloudTime.instant());
  const days = { from: '2026-03-17', to: '2026-03-18' } as { from: LocalDate; to: LocalDate };
  const generate = async () => {
    await site.api.generateSheets({ body: days });
    await cloud.settle();
  };
  await generate();
  const [userId, date] = [aUserId('701'), days.from];
  const row = await site.stores.sheets.find(userId, date);
  const [previous] = await site.stores.sheets.stampsOf([{ userId, date }]);
  expect(row?.todo).toBe('missing');
  if (row)
    await site.stores.sheets.write([{ row: { ...row, todo: undefined }, previous }], cloudTime.instant());
  const count = async () => (await site.stores.todoDays.count(days.from, days.to)).missing;
  await expect.poll(count).toBe(0);
  later(600);
  await generate();
  await expect.poll(count).toBe(1);
});

test('what has not changed is not sent again, and only administrators learn of strange serials', async () => {
  const site = await aTeam();
  const key = await site.keyFor('viewer');
  for (const path of ['/v1/overview', '/v1/presence']) {
    const answer = await cloud.fetch(path, { key });
    expect(answer.status).toBe(200);
    const seen = await answer.json();
    expect(seen).not.toHaveProperty('pendingTerminals');
    expect(seen).not.toHaveProperty('failedWebhooks');
    const etag = answer.headers.get('etag') ?? '';
    later(11);
    const again = await cloud.fetch(path, { key, headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const punchKey = await site.keyFor('integration', ['punches:read']);
    expect((await cloud.fetch(path, { key: punchKey })).status).toBe(403);
    expect((await cloud.fetch(path)).status).toBe(401);
  }
  await expect(site.api.getPresence({ query: { cursor: 'x' } })).rejects.toSatisfy(problem('request.cursor'));
});
