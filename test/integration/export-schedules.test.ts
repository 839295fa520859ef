import { expect, test } from 'vitest';
import { mostExportSchedules } from '#shared/contract/export-schedules.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf, later } from '#test/support/site.ts';

const cloud = useCloud();
// The clock of the tests begins at noon UTC on Friday, 2026-03-20.
const params = { scheduleId: 'monthly' };
const monthly = {
  at: '12:10',
  rhythm: { every: 'month', on: 20 },
  days: 'last-month',
  export: { kind: 'summary', format: 'xlsx' },
} as const;

test('a scheduled export is made once when it is due, of the days that it names', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  await api.createUser({ body: { id: '1', issuedOn: '2026-02-01' } });
  await api.putExportSchedule({ params, body: monthly });
  const weekly = { ...monthly, rhythm: { every: 'week', on: 'monday' } } as const;
  await api.putExportSchedule({ params: { scheduleId: 'mondays' }, body: weekly });
  await cloud.fire('nightly');
  await cloud.settle();
  expect((await api.listExports({})).items).toEqual([]);
  later(900);
  for (let again = 0; again < 2; again += 1) {
    await cloud.fire('nightly');
    await cloud.settle();
  }
  expect((await api.listExports({})).items).toMatchObject([
    { state: 'done', schedule: 'monthly', kind: 'summary', from: '2026-02-01', to: '2026-03-01' },
  ]);
  expect(await auditOf(organisation, 'export.started')).toHaveLength(1);
  expect((await api.listExportSchedules({})).items.map(({ id }) => id)).toEqual(['mondays', 'monthly']);
  await api.deleteExportSchedule({ params });
  await expect(api.deleteExportSchedule({ params })).rejects.toSatisfy(problem('export-schedule.unknown'));
  expect((await api.listExportSchedules({})).items.map(({ id }) => id)).toEqual(['mondays']);
});

test('what is refused when it falls due stands in the history with the reason, once, and the others are made', async () => {
  const { api } = await cloud.organisation();
  await api.createUser({ body: { id: '1', issuedOn: '2026-02-01' } });
  const { template } = await api.getExportTemplate({ params: { templateId: 'sql-payroll' } });
  await api.putExportTemplate({ params: { templateId: 'ours' }, body: template });
  const at = '12:50';
  const payroll = { ...monthly, at, export: { kind: 'payroll', template: 'ours' } } as const;
  await api.putExportSchedule({ params, body: payroll });
  await api.putExportSchedule({ params: { scheduleId: 'zz-other' }, body: { ...monthly, at } });
  await api.deleteExportTemplate({ params: { templateId: 'ours' } });
  later(3600);
  for (let again = 0; again < 2; again += 1) {
    await cloud.fire('nightly');
    await cloud.settle();
  }
  const { items } = await api.listExports({});
  expect(items.toSorted((a, b) => ((a.schedule ?? '') < (b.schedule ?? '') ? -1 : 1))).toMatchObject([
    {
      state: 'failed',
      schedule: 'monthly',
      kind: 'payroll',
      template: 'ours',
      from: '2026-02-01',
      reason: expect.stringContaining('no export template "ours"'),
      told: [{ key: 'export.refused-when-due' }],
      problem: { code: 'export-template.unknown', facts: { templateId: 'ours' } },
    },
    { state: 'done', schedule: 'zz-other' },
  ]);
});

test('what could not be exported cannot be scheduled, nor by who may not export', async () => {
  const { api, keyFor } = await cloud.organisation();
  const body = { ...monthly, export: { kind: 'payroll', template: 'nobody' } } as const;
  await expect(api.putExportSchedule({ params, body })).rejects.toSatisfy(problem('export-template.unknown'));
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  await expect(viewer.putExportSchedule({ params, body: monthly })).rejects.toSatisfy(
    problem('caller.not-allowed'),
  );
  const put = (number: number) =>
    api.putExportSchedule({ params: { scheduleId: `s-${number}` }, body: monthly });
  for (let number = 0; number < mostExportSchedules; number += 1) await put(number);
  await expect(put(mostExportSchedules)).rejects.toSatisfy(problem('export-schedule.too-many'));
});

test('reports cannot be scheduled where nobody can send them, and whoever asks learns what to configure', async () => {
  const { api } = await cloud.organisation();
  const body: Parameters<typeof api.putReportSchedule>[0]['body'] = {
    content: { what: 'report', name: 'exceptions' },
    days: 'yesterday',
    at: '07:00',
    rhythm: { every: 'day' },
    recipients: ['hr@example.com'],
  };
  const refused = await api.putReportSchedule({ params, body }).catch((error: unknown) => error);
  expect(refused).toSatisfy(problem('mail.not-configured'));
  expect(String(refused)).toContain('mail.from');
  expect((await api.listReportSchedules({})).items).toEqual([]);
});
