/** A company that has at least one of everything that a list of the console can show. @module */

import { sampleRosters } from '#infra/local/sample/plan.ts';
import { addDays } from '#shared/time/calendar.ts';
import { cloudTime } from '#test/support/cloud.ts';
import { until } from '#test/support/until.ts';
import type { Company, TestConsole } from './console.ts';

/** What of the company the addresses of screens name. */
export interface FullCompany extends Company {
  /** The bridge at work. */
  bridgeId: string;
  /** A terminal that pushes. */
  pushSerial: string;
  /** An export whose file is ready. */
  exportId: string;
}

const pushSerial = 'TEST0000009';
/** Punches, and belongs to nobody. */
const unknownPin = '987654';

/** Downloads what the terminals have. */
async function download({ api, terminals }: Company, createMissingUsers: boolean): Promise<void> {
  const { id } = await api.startDownload({
    body: { terminals: terminals.map(({ serial }) => serial), createMissingUsers, mode: 'new' },
  });
  await until(async () => (await api.getDownload({ params: { downloadId: id } })).state === 'done');
}

/** Sets the company up and waits until all of it is computed. */
export async function aFullCompany(console: TestConsole): Promise<FullCompany> {
  const company = await console.company();
  const { api, from, terminals } = company;
  await company.set((settings) => ({
    ...settings,
    newUsers: { ...settings.newUsers, fetchDetails: false },
    approvals: { ...settings.approvals, leaves: 'second-person' },
  }));
  await download(company, true);
  const [gate] = terminals;
  // Ahead of the clock: goes to quarantine.
  gate?.addPunch({ pin: '1001', time: '2031-03-20 08:01:09', status: 0, verify: 1, workCode: '' });
  gate?.addPunch({ pin: unknownPin, time: '2026-03-20 08:01:09', status: 0, verify: 1, workCode: '' });
  await download(company, false);

  await api.putDepartment({ params: { department: 'Sample department' }, body: {} });
  await api.createUser({
    body: { id: '3001', name: 'Sample Person 3001', issuedOn: from, status: 'suspended' },
  });
  const [roster] = sampleRosters(from);
  if (roster) {
    const params = { id: 'old-week' };
    await api.putRoster({ params, body: { ...roster, id: params.id, name: 'Old week' } });
    await api.archiveRoster({ params, body: { archived: true } });
  }
  await api.putCalendar({
    params: { id: 'holidays' },
    body: {
      id: 'holidays',
      name: 'Sample holidays',
      holidays: [
        { date: addDays(from, 11), name: 'Sample holiday' },
        { date: addDays(from, 293), name: 'Half a sample holiday', half: true },
      ],
    },
  });
  for (const [userId, date] of [
    ['1002', '2026-03-11'],
    ['1003', '2026-03-12'],
  ] as const) {
    await api.createLeave({
      body: {
        userId,
        type: 'annual',
        from: date,
        to: '2026-03-13',
        portion: { kind: 'full' },
        reason: 'asked for',
      },
    });
  }
  await api.createApiKey({ body: { name: 'Sample program', role: 'integration', scopes: ['sheets:read'] } });
  await api.putChangeState({ body: { kept: true } });
  cloudTime.advance(120_000);
  await api.createWebhook({
    body: { url: 'https://receiver.example.com/changes', description: 'Sample receiver', kinds: ['user'] },
  });
  const preset = await api.getExportTemplate({ params: { templateId: 'export-summary' } });
  await api.putExportTemplate({
    params: { templateId: 'sample-payroll' },
    body: { ...preset.template, title: 'Sample payroll' },
  });
  const { id: exportId } = await api.startExport({
    body: { from, to: addDays(from, 14), kind: 'payroll', template: 'export-detail' },
  });
  await api.lockPeriod({ body: { from, to: addDays(from, 3), reason: 'paid', force: true } });
  await api.putExportSchedule({
    params: { scheduleId: 'monthly' },
    body: {
      at: '06:00',
      rhythm: { every: 'month', on: 1 },
      days: 'last-month',
      export: { kind: 'payroll', template: 'export-summary' },
    },
  });
  await api.putReportSchedule({
    params: { scheduleId: 'exceptions' },
    body: {
      title: 'Sample exceptions',
      content: { what: 'report', name: 'exceptions', attach: ['xlsx'] },
      days: 'yesterday',
      at: '07:00',
      rhythm: { every: 'day' },
      recipients: ['hr@example.com'],
    },
  });
  await api.registerTerminal({
    body: { serial: pushSerial, name: 'Sample push terminal', push: { commKey: 'a-long-key' } },
  });
  if (gate !== undefined)
    await api.updateTerminal({
      params: { serial: gate.serial },
      body: { site: 'Sample site' },
      ifMatch: '*',
    });
  const { items: bridges } = await api.listBridges({});
  await console.cloud.settle();
  cloudTime.advance(2_000);
  return { ...company, bridgeId: bridges[0]?.id ?? '', pushSerial, exportId };
}
