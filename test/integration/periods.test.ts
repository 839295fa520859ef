import { expect, test } from 'vitest';
import { AttendanceRulesPatch } from '#shared/attendance/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const week = { from: '2026-03-02', to: '2026-03-07' };

/** A site that pays what exceeds 20 hours a week. */
async function aSiteWithWeeklyOvertime(): Promise<TestSite> {
  const site = await aSite(cloud, ['TEST1'], (current) => ({
    ...current,
    sheets: {
      ...current.sheets,
      rules: AttendanceRulesPatch.parse({
        overtime: { layers: [{ kind: 'weekly', code: 'WEEK', beyond: 20 * 60 }] },
      }),
    },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-02' } });
  return site;
}

async function punch(site: TestSite, days: readonly number[]): Promise<void> {
  const records = days.flatMap((day) => [
    aRecord({ time: `2026-03-0${day} 08:00:00`, status: 0 }),
    aRecord({ time: `2026-03-0${day} 16:00:00`, status: 1 }),
  ]);
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  await cloud.settle();
}

async function overtimeHours(site: TestSite): Promise<number[]> {
  const { items } = await site.api.listSheets({ query: { ...week, userId: '701' } });
  return items.map((row) => row.overtime.reduce((sum, layer) => sum + layer.seconds, 0) / 3600);
}

test('the overtime of a week counts the days before the one whose punches arrive', async () => {
  const site = await aSiteWithWeeklyOvertime();
  for (const day of [2, 3, 4, 5]) await punch(site, [day]);
  expect(await overtimeHours(site)).toEqual([0, 0, 4, 8, 0]);
});

test('a day that arrives late moves the overtime of the days after it', async () => {
  const site = await aSiteWithWeeklyOvertime();
  await punch(site, [3, 4, 5]);
  expect(await overtimeHours(site)).toEqual([0, 0, 0, 4, 0]);
  await punch(site, [2]);
  expect(await overtimeHours(site)).toEqual([0, 0, 4, 8, 0]);
});
