/** Reports by e-mail, from the schedule to the file that a mail program opens. */
import { describe, expect, test } from 'vitest';
import { mostReportSchedules } from '#shared/contract/report-schedules.ts';
import { apiWith } from '#test/support/cloud.ts';
import {
  headerOf,
  mornings,
  params,
  runsOf,
  type ScheduleBody,
  two,
  unsubscribeUrl,
  useMails,
} from '#test/support/mails.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf, later } from '#test/support/site.ts';

const { cloud, clockComes, mails, withSchedule } = useMails();

describe('a report on a schedule', () => {
  test('goes to each recipient once when it is due, as a mail that programs can read', async () => {
    const organisation = await withSchedule();
    await clockComes();
    expect(await mails(organisation)).toEqual(new Map());
    later(900);
    await clockComes();
    const sent = await mails(organisation);
    expect([...sent.keys()].sort()).toEqual(two);
    const mail = sent.get('ada@example.com');
    expect(mail).toMatchObject({
      subject: 'Yesterday, 2026-03-19',
      from: { name: 'Rollcall', address: 'rollcall@example.com' },
      date: '2026-03-20T12:15:00.000Z',
    });
    expect(mail?.html).toContain('<h1>Exceptions</h1>');
    expect(mail?.html).toContain(unsubscribeUrl(mail));
    expect(mail?.text).toContain(unsubscribeUrl(mail));
    expect(mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['exceptions-2026-03-19.csv', 'text/csv'],
      ['exceptions-2026-03-19.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]);
    expect(headerOf(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(unsubscribeUrl(mail)).not.toBe(unsubscribeUrl(sent.get('bob@example.com')));
    expect(headerOf(mail, 'auto-submitted')).toBe('auto-generated');
    expect(await runsOf(organisation)).toMatchObject([
      {
        state: 'sent',
        from: '2026-03-19',
        to: '2026-03-20',
        requestedBy: 'schedule',
        recipients: two.map((address) => ({ address, state: 'sent' })),
      },
    ]);
    expect(await auditOf(organisation, 'report-schedule.sent')).toMatchObject([
      { subject: 'mornings', facts: { sent: 2, of: 2 } },
    ]);
    expect(cloud.logged().join('\n')).not.toMatch(/Mia|ada@/);
  });

  test('shows when it is due next, by the clocks of its zone, of its site, or of the settings', async () => {
    const { api, set } = await withSchedule();
    const put = async (more: Partial<ScheduleBody>) => {
      const { nextAt, nextZone } = await api.putReportSchedule({ params, body: { ...mornings, ...more } });
      return [nextAt, nextZone];
    };
    expect(await put({})).toEqual(['2026-03-20T12:10:00.000Z', 'UTC']);
    expect(await put({ zone: 'Europe/Berlin' })).toEqual(['2026-03-21T11:10:00.000Z', 'Europe/Berlin']);
    expect(await put({ rhythm: { every: 'week', on: 'monday' } })).toEqual([
      '2026-03-23T12:10:00.000Z',
      'UTC',
    ]);
    expect(await put({ rhythm: { every: 'month', on: 1 } })).toEqual(['2026-04-01T12:10:00.000Z', 'UTC']);
    expect(await put({ active: false })).toEqual([undefined, 'UTC']);
    await set((current) => ({
      ...current,
      download: {
        ...current.download,
        sites: [{ site: 'Pune', zone: 'Asia/Kolkata', schedule: { kind: 'off' } }],
      },
    }));
    expect(await put({ site: 'Pune' })).toEqual(['2026-03-21T06:40:00.000Z', 'Asia/Kolkata']);
    await expect(put({ site: 'Pune', zone: 'UTC' })).rejects.toSatisfy(problem('request.invalid'));
  });

  test('is not sent while it is off, but now when somebody asks, and then once however often they repeat it', async () => {
    const organisation = await withSchedule({ ...mornings, active: false });
    later(900);
    await clockComes();
    expect((await mails(organisation)).size).toBe(0);
    const api = apiWith(cloud.url, organisation.key, { 'idempotency-key': 'now' });
    const { id } = await api.sendReportNow({ params });
    expect(await api.sendReportNow({ params })).toMatchObject({ id });
    await cloud.settle();
    expect((await mails(organisation)).size).toBe(2);
    expect(await runsOf(organisation)).toMatchObject([{ id, state: 'sent' }]);
  });

  test('without rows is left out where that is wanted', async () => {
    const content = { what: 'report', name: 'corrections' } as const;
    const organisation = await withSchedule({ ...mornings, content, whenEmpty: 'skip' });
    later(900);
    await clockComes();
    expect((await mails(organisation)).size).toBe(0);
    expect(await runsOf(organisation)).toMatchObject([
      { state: 'nothing', reason: 'There was nothing to report.', rows: 0 },
    ]);
  });

  test('that cannot be made says why', async () => {
    const body: ScheduleBody = {
      ...mornings,
      content: { what: 'export', export: { kind: 'payroll', template: 'ours' } },
    };
    const organisation = await cloud.organisation();
    const { api } = organisation;
    await expect(api.putReportSchedule({ params, body })).rejects.toSatisfy(
      problem('export-template.unknown'),
    );
    const person = { ...mornings, content: { what: 'report', name: 'time-card', userId: '7' } } as const;
    await expect(api.putReportSchedule({ params, body: person })).rejects.toSatisfy(problem('user.unknown'));
    const { template } = await api.getExportTemplate({ params: { templateId: 'sql-payroll' } });
    await api.putExportTemplate({ params: { templateId: 'ours' }, body: template });
    await api.putReportSchedule({ params, body });
    await api.deleteExportTemplate({ params: { templateId: 'ours' } });
    later(900);
    await clockComes();
    const [run] = await runsOf(organisation);
    expect(run).toMatchObject({
      state: 'failed',
      recipients: two.map((address) => ({ address, state: 'waiting' })),
    });
    expect(run?.reason).toContain('ours');
  });
});

describe('an export on a schedule', () => {
  test('is made as a job, and its files are attached', async () => {
    const content = { what: 'export', export: { kind: 'summary', format: 'xlsx' } } as const;
    const organisation = await withSchedule({ ...mornings, content, days: 'last-month' });
    later(900);
    await clockComes();
    const mail = (await mails(organisation)).get('bob@example.com');
    expect(mail?.subject).toBe('Yesterday, 2026-02-01 to 2026-02-28');
    expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['summary-2026-02-01-2026-03-01.xlsx']);
    expect(
      Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const [run] = await runsOf(organisation);
    expect(run).toMatchObject({ state: 'sent', rows: 1 });
    expect(await organisation.api.getExport({ params: { exportId: run?.exportId ?? '' } })).toMatchObject({
      state: 'done',
      kind: 'summary',
    });
  });
});

test('who may not edit people sees no addresses, and there are not endlessly many schedules', async () => {
  const { api, keyFor } = await cloud.organisation();
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  await expect(viewer.listReportSchedules({})).rejects.toSatisfy(problem('caller.not-allowed'));
  const put = (number: number) =>
    api.putReportSchedule({ params: { scheduleId: `s-${number}` }, body: mornings });
  for (let number = 0; number < mostReportSchedules; number += 1) await put(number);
  await expect(put(mostReportSchedules)).rejects.toSatisfy(problem('report-schedule.too-many'));
});

test.each([
  'nobody',
  'a@b@c.example',
  'a@example.com\r\nBcc: x@example.com',
  'A <a@example.com>',
  'a@example.com,b@example.com',
])('%j is no address', async (address) => {
  const { api } = await cloud.organisation();
  await expect(
    api.putReportSchedule({ params, body: { ...mornings, recipients: [address] } }),
  ).rejects.toSatisfy(problem('request.invalid'));
});
