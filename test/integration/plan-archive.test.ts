import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import type { TestSite } from '#test/support/site.ts';
import { aSiteWithWork, rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const archived = problem('plan.archived');
const anchor = '2026-03-02' as LocalDate;

async function saveCycle(site: TestSite, id: string, scheduleId: string): Promise<void> {
  const body = { id, name: id, kind: 'cycle' as const, anchor, entries: [{ scheduleId }] };
  await site.api.putRoster({ params: { id }, body });
}

/** 701 has the default schedule, 702 and 703 the roster of nights; 703 leaves it on the 10th. */
async function aPlan(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await saveShift(site, 'night', '22:00', '06:00');
  await saveCycle(site, 'nights', 'night');
  for (const id of ['702', '703']) {
    await site.api.createUser({ body: { id, issuedOn: '2026-03-01' } });
    const body = { userIds: [id], dutyRosterId: 'nights', from: '2026-03-02' };
    await site.api.assignRosters({ body: id === '703' ? { ...body, to: '2026-03-10' } : body });
  }
  await cloud.settle();
  return site;
}

test('uses tell rosters, defaults and people from today on', async () => {
  const site = await aPlan();
  // People are counted in an index, which shows who was added a moment later.
  await expect
    .poll(async () => await site.api.getPlanUses({}))
    .toMatchObject({
      schedules: [
        { id: 'night', rosters: ['nights'], isDefault: false, people: 1 },
        { id: 'office', rosters: [], isDefault: true, people: 2 },
      ],
      rosters: [{ id: 'nights', isDefault: false, people: 1 }],
    });
});

test('an archived roster leaves the list, is given to nobody new, and counts where it is', async () => {
  const site = await aPlan();
  const { archivedAt } = await site.api.archiveRoster({ params: { id: 'nights' }, body: { archived: true } });
  expect(archivedAt).toBeDefined();
  const listed = async (query: object) =>
    (await site.api.listRosters({ query })).items.map(({ roster }) => roster.id);
  expect(await listed({})).toEqual([]);
  expect(await listed({ archived: 'only' })).toEqual(['nights']);
  expect(await listed({ archived: 'also' })).toEqual(['nights']);
  expect(await site.api.getRoster({ params: { id: 'nights' } })).toMatchObject({ archivedAt });

  const body = { id: '704', dutyRosterId: 'nights' };
  await expect(site.api.createUser({ body })).rejects.toSatisfy(archived);
  const many = { userIds: ['701'], dutyRosterId: 'nights', from: '2026-03-02' };
  await expect(site.api.assignRosters({ body: many })).rejects.toSatisfy(archived);
  const batch = await site.api.batchUsers({ body: { items: [{ create: body }] } });
  expect(JSON.stringify(batch)).toContain('plan.archived');
  const { etag = '' } = await site.api.getUser.answer({ params: { userId: '701' } });
  const edit = { params: { userId: '701' }, ifMatch: etag, body: { dutyRosterId: 'nights' } };
  await expect(site.api.updateUser(edit)).rejects.toSatisfy(archived);
  const newUsers = { dutyRosterId: 'nights' };
  await expect(site.api.patchSettings({ body: { newUsers } })).rejects.toSatisfy(archived);

  await site.api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-04', userIds: ['702'] } });
  await cloud.settle();
  expect(await rowOn(site, 3, '702')).toMatchObject({ scheduleId: 'night', expected: 28_800 });

  const restored = await site.api.archiveRoster({ params: { id: 'nights' }, body: { archived: false } });
  expect(restored.archivedAt).toBeUndefined();
  await site.api.updateUser(edit);
});

test('an archived schedule stays in the rosters that have it, and comes into no other', async () => {
  const site = await aPlan();
  await site.api.archiveSchedule({ params: { id: 'night' }, body: { archived: true } });
  await expect(saveCycle(site, 'others', 'night')).rejects.toSatisfy(archived);
  const { etag = '' } = await site.api.getRoster.answer({ params: { id: 'nights' } });
  const entries = [{ scheduleId: 'night' }, { scheduleId: 'office' }];
  await site.api.putRoster({
    params: { id: 'nights' },
    ifMatch: etag,
    body: { id: 'nights', name: 'Nights', kind: 'cycle', anchor, entries },
  });
  const day = { userId: '701', date: '2026-03-03', reason: 'sample' };
  await expect(site.api.createDayOverride({ body: { ...day, scheduleId: 'night' } })).rejects.toSatisfy(
    archived,
  );
  await expect(
    site.api.createCorrection({ body: { ...day, kind: 'set-schedule', scheduleId: 'night' } }),
  ).rejects.toSatisfy(archived);
  const trail = await site.api.listAudit({ query: { action: ['clocking-schedule.archived'] as never } });
  expect(trail.items).toMatchObject([{ subject: 'night' }]);
});

test('an archived default goes on to hold, and the other settings can still be changed', async () => {
  const site = await aPlan();
  await site.api.archiveSchedule({ params: { id: 'office' }, body: { archived: true } });
  await site.api.patchSettings({ body: { sheets: { nightlyDays: 3 } } });
  const { sheets } = await site.api.getSettings({});
  expect(sheets).toMatchObject({ nightlyDays: 3, defaultScheduleId: 'office' });
});

test('archiving twice is one change, and what is not there cannot be archived', async () => {
  const site = await aPlan();
  const archive = () => site.api.archiveSchedule({ params: { id: 'night' }, body: { archived: true } });
  const [first, second] = [await archive(), await archive()];
  expect(second).toEqual(first);
  await expect(
    site.api.archiveCalendar({ params: { id: 'none' }, body: { archived: true } }),
  ).rejects.toSatisfy(problem('calendar.unknown'));
});

test('parts that are archived at the same moment are all archived', async () => {
  const site = await aPlan();
  const ids = ['a', 'b', 'c', 'd'];
  for (const id of ids) await saveShift(site, id, '08:00', '16:00');
  await Promise.all(ids.map((id) => site.api.archiveSchedule({ params: { id }, body: { archived: true } })));
  const { items } = await site.api.listSchedules({ query: { archived: 'only' } });
  expect(items.map(({ schedule }) => schedule.id)).toEqual(ids);
});
