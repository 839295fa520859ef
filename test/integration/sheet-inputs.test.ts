import { expect, test } from 'vitest';
import { compileRules, computeDays, RulesFile, ruleBookOf } from '#shared/attendance/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSiteWithWork, rowsOf } from '#test/support/workdays.ts';

const cloud = useCloud();
const range = { from: '2026-03-02', to: '2026-03-07' };
const params = { userId: '701' };

test('what a program computes from the inputs and the rules is what the sheet says', async () => {
  const site = await aSiteWithWork(cloud, [2, 3, 5]);
  const reason = 'sample';
  await site.api.createCorrection({
    body: { kind: 'add-time', userId: '701', date: '2026-03-04', wallTime: '2026-03-04T10:00:00', reason },
  });
  await site.api.createLeave({
    body: {
      userId: '701',
      from: '2026-03-05',
      to: '2026-03-06',
      type: 'annual',
      portion: { kind: 'half', half: 'first' },
      reason,
    },
  });
  const override = await site.api.createDayOverride({
    body: { userId: '701', date: '2026-03-06', dayType: 'restday', reason },
  });
  await site.api.createDayOverride({
    body: { userId: '701', date: '2026-03-03', dayType: 'workday', reason },
  });
  await site.api.withdrawDayOverride({
    params: { userId: '701', date: '2026-03-06', overrideId: override.id },
    body: { reason },
  });
  await cloud.settle();
  const { input, rulesEtag } = await site.api.getSheetInputs({ params, query: range });
  const rules = await site.api.getRulesFile.answer({});
  expect(rulesEtag).toBe(rules.etag);
  const computed = computeDays(input, compileRules(ruleBookOf(RulesFile.parse(rules.body))));
  const rows = await rowsOf(site, 2, 6);
  expect(
    computed.map(({ date, status, worked, short, late, leave }) => ({
      date,
      status,
      worked,
      short,
      late,
      leave,
    })),
  ).toEqual(
    rows.map(({ date, status, worked, short, late, leave }) => ({
      date,
      status,
      worked,
      short,
      late,
      leave,
    })),
  );
});

test('inputs of too many days, and of somebody unknown, are refused', async () => {
  const site = await aSiteWithWork(cloud, []);
  const long = { from: '2026-01-01', to: '2026-03-15' };
  await expect(site.api.getSheetInputs({ params, query: long })).rejects.toSatisfy(problem('range.invalid'));
  await expect(site.api.getSheetInputs({ params: { userId: '999' }, query: range })).rejects.toSatisfy(
    problem('user.unknown'),
  );
});
