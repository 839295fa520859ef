import { describe, expect, test } from 'vitest';
import type { HrImportReport } from '#shared/contract/hr-imports.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const march = { from: '2026-03-01', to: '2026-04-01' };
const fileOf = (...lines: string[]) => Buffer.from(lines.join('\r\n')).toString('base64');

type Shown = Pick<HrImportReport['rows'][number], 'row' | 'result' | 'problems'>;

/** Rows with what is wrong with them in English; each of it has a key, or is a problem with a code. */
function shown(rows: readonly Shown[]) {
  return rows.map(({ row, result, problems = [] }) => {
    const texts = problems.map(({ told, problem, ...said }) => {
      expect([told?.text, problem?.detail]).toContain(said.message);
      return said;
    });
    return [row, result, ...texts];
  });
}

/** Users 701, whose employee number is 0099, and 702. */
async function aTeam(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await site.api.updateUser({ params: { userId: '701' }, body: { employeeNumber: '0099' }, ifMatch: '*' });
  await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-01' } });
  return site;
}

describe('a file of leaves', () => {
  const contentBase64 = fileOf(
    'Staff ID;Leave;Start date;End date;Half day;Hours;Note',
    '0099;annual;2026-03-03;2026-03-05;;;asked for',
    '0099;sick;2026-03-09;;pm;;',
    '0099;errand;2026-03-10;;;1:30;',
    '7777;annual;2026-03-03;;;;',
    '0099;annual;2026-03-04;2026-03-06;;;',
    '0099;annual;2026-03-12;2026-03-11;;25;',
  );
  const wanted = [
    [2, 'entered'],
    [3, 'entered'],
    [4, 'entered'],
    [5, 'refused', { message: expect.stringContaining('nobody has the employee number 7777') }],
    [6, 'refused', { message: expect.stringContaining('the leave') }],
    [
      7,
      'refused',
      { column: 'Hours', message: expect.stringContaining('write 7.5 or 7:30') },
      { column: 'End date', message: expect.stringContaining('write the last day') },
    ],
  ];

  test('is tried without being entered, entered row by row, and changes nothing when it comes again', async () => {
    const site = await aTeam();
    const tried = await site.api.importLeaves({ body: { contentBase64, dryRun: true } });
    expect(shown(tried.rows)).toEqual(wanted);
    expect(tried.columns.map(({ field }) => field)).toEqual([
      'employeeNumber',
      'type',
      'from',
      'through',
      'half',
      'hours',
      'reason',
    ]);
    expect((await site.api.listLeaves({ query: march })).items).toEqual([]);

    const report = await site.api.importLeaves({ body: { contentBase64 } });
    expect(shown(report.rows)).toEqual(wanted);
    expect(report).toMatchObject({ entered: 3, awaiting: 0, refused: 3, isComplete: true });
    const { items } = await site.api.listLeaves({ query: march });
    expect(items).toMatchObject([
      { userId: '701', type: 'annual', from: '2026-03-03', to: '2026-03-06', reason: 'asked for' },
      { type: 'sick', portion: { kind: 'half', half: 'second' } },
      { type: 'errand', portion: { kind: 'hours', minutes: 90 } },
    ]);
    await cloud.settle();
    expect(await rowOn(site, 5)).toMatchObject({ status: 'leave' });

    const again = await site.api.importLeaves({ body: { contentBase64 } });
    expect(again).toMatchObject({ entered: 0, unchanged: 3, refused: 3 });
    expect((await site.api.listLeaves({ query: march })).items).toEqual(items);
    expect(await auditOf(site, 'leave.entered')).toHaveLength(3);
    expect(await auditOf(site, 'leaves.imported')).toHaveLength(2);

    const [first] = items;
    if (!first) throw new Error('nothing was entered');
    await site.api.withdrawLeave({
      params: { userId: '701', from: first.from, leaveId: first.id },
      body: { reason: 'a mistake' },
    });
    const later = await site.api.importLeaves({ body: { contentBase64 } });
    expect(later.rows[0]).toMatchObject({ result: 'refused' });
    expect(later.rows[0]?.problems?.[0]?.message).toContain('withdrawn');
  });

  test('waits for a second person where the settings say so', async () => {
    const site = await aTeam();
    await site.api.patchSettings({ body: { approvals: { leaves: 'second-person' } } });
    const tried = await site.api.importLeaves({ body: { contentBase64, dryRun: true } });
    expect(tried).toMatchObject({ entered: 3, awaiting: 3 });
    const report = await site.api.importLeaves({ body: { contentBase64 } });
    expect(report).toMatchObject({ entered: 3, awaiting: 3 });
    const { items } = await site.api.listLeaves({ query: { ...march, status: 'awaiting' } });
    expect(items).toHaveLength(3);
    const second = apiWith(cloud.url, await site.keyFor('hr'));
    await second.batchReject({
      body: { reason: 'no', items: items.map(({ userId, from, id }) => ({ userId, from, id })) },
    });
    const again = await site.api.importLeaves({ body: { contentBase64 } });
    // Nothing that was rejected comes again; the row in whose way one of them stood is possible now.
    expect(again.rows.map(({ result }) => result)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'entered',
      'refused',
    ]);
  });

  test('is refused as a whole without the columns that it needs', async () => {
    const site = await aTeam();
    for (const titles of ['Type;From', 'User id;From', 'User id;Type']) {
      const body = { contentBase64: fileOf(titles, 'x;y') };
      await expect(site.api.importLeaves({ body })).rejects.toSatisfy(problem('import.mapping'));
    }
  });
});

test('a file of rosters gives each person theirs, and changes nothing when it comes again', async () => {
  const site = await aTeam();
  await saveShift(site, 'early', '06:00', '14:00');
  for (const id of ['early', 'office']) {
    await site.api.putRoster({
      params: { id },
      body: { id, name: id, kind: 'cycle', anchor: '2026-01-01' as never, entries: [{ scheduleId: id }] },
    });
  }
  const contentBase64 = fileOf(
    'User id,Employee number,Roster,From,To',
    '701,0099,early,2026-03-09,',
    '701,,office,2026-04-06,',
    '702,,early,2026-03-09,2026-03-13',
    '702,0099,early,2026-03-09,',
    '702,,nowhere,2026-05-01,',
  );
  const tried = await site.api.importRosters({ body: { contentBase64, dryRun: true } });
  const report = await site.api.importRosters({ body: { contentBase64 } });
  expect(report.rows).toEqual(tried.rows);
  expect(shown(report.rows)).toEqual([
    [2, 'entered'],
    [3, 'entered'],
    [4, 'entered'],
    [5, 'refused', { message: expect.stringContaining('does not have the employee number 0099') }],
    [6, 'refused', { message: expect.stringContaining('nowhere') }],
  ]);
  const rostersOf = async (userId: string) =>
    (await site.api.getUser({ params: { userId } })).rosterAssignments;
  const before = [await rostersOf('701'), await rostersOf('702')];
  expect(before).toEqual([
    [
      { rosterId: 'early', from: '2026-03-09', to: '2026-04-06' },
      { rosterId: 'office', from: '2026-04-06', to: null },
    ],
    [{ rosterId: 'early', from: '2026-03-09', to: '2026-03-14' }],
  ]);
  const again = await site.api.importRosters({ body: { contentBase64 } });
  expect(again).toMatchObject({ entered: 0, unchanged: 3, refused: 2 });
  expect([await rostersOf('701'), await rostersOf('702')]).toEqual(before);
  expect(await auditOf(site, 'rosters.imported')).toHaveLength(2);
});
