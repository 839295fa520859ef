import { expect, test } from 'vitest';
import { mostTemplates } from '#shared/contract/export-templates.ts';
import { type PayrollTemplateInput, presetNames } from '#shared/payroll/index.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aTeam, filesOf, march, rowsIn, type Wanted } from '#test/support/exported.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf } from '#test/support/site.ts';
import { lockDays } from '#test/support/workdays.ts';

const cloud = useCloud();

const ours = (title = 'Ours', value: object = { kind: 'person', field: 'id' }): PayrollTemplateInput => ({
  title,
  files: [
    {
      kind: 'table',
      key: 'hours',
      name: 'hours-{from:yyyyMM}.csv',
      rows: { per: 'period', by: 'code' },
      form: { kind: 'delimited', separator: 'semicolon' },
      columns: [
        { title: 'Number', value: value as never },
        { title: 'Code', value: { kind: 'code' } },
        { title: 'Hours', value: { kind: 'figure', format: { as: 'decimal', point: ',' } } },
      ],
    },
  ],
  codes: [{ figures: ['regular'], code: '100' }],
});

const params = { templateId: 'ours' };

test('presets are listed, can be read in full, and stay as they are', async () => {
  const { api, keyFor } = await cloud.organisation();
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  const { items } = await viewer.listExportTemplates({});
  expect(items.map(({ id }) => id)).toEqual(presetNames);
  expect(items[0]).toMatchObject({ origin: 'preset', title: expect.stringContaining('SQL Payroll') });
  const preset = await viewer.getExportTemplate({ params: { templateId: 'sql-payroll' } });
  expect(preset).toMatchObject({
    origin: 'preset',
    template: { files: [{ kind: 'table' }, { kind: 'table' }] },
  });
  const change = { params: { templateId: 'sql-payroll' }, body: ours() };
  await expect(api.putExportTemplate(change)).rejects.toSatisfy(problem('export-template.preset'));
  await expect(api.deleteExportTemplate({ params: change.params })).rejects.toSatisfy(
    problem('export-template.preset'),
  );
  await expect(viewer.putExportTemplate({ params, body: ours() })).rejects.toSatisfy(
    problem('caller.not-allowed'),
  );
});

test('a preset as it was read is a template of one’s own under another id', async () => {
  const { api } = await cloud.organisation();
  for (const templateId of presetNames) {
    const { template } = await api.getExportTemplate({ params: { templateId } });
    const copy = await api.putExportTemplate({ params: { templateId: `our-${templateId}` }, body: template });
    expect(copy).toMatchObject({ origin: 'own', version: 1, template });
  }
});

test('a template is saved, edited by whoever has read it, deleted, and brought back', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  expect(await api.putExportTemplate({ params, body: ours() })).toMatchObject({ version: 1 });
  expect((await api.listExportTemplates({})).items.at(-1)).toEqual({
    id: 'ours',
    origin: 'own',
    version: 1,
    title: 'Ours',
    files: ['hours-{from:yyyyMM}.csv'],
    codes: 1,
  });
  const edit = { params, body: ours('Ours, second') };
  await expect(api.putExportTemplate(edit)).rejects.toSatisfy(problem('request.no-if-match'));
  expect(await api.putExportTemplate({ ...edit, ifMatch: '"1"' })).toMatchObject({ version: 2 });
  await expect(api.putExportTemplate({ ...edit, ifMatch: '"1"' })).rejects.toSatisfy(
    problem('request.stale'),
  );
  await expect(api.deleteExportTemplate({ params, ifMatch: '"1"' })).rejects.toSatisfy(
    problem('request.stale'),
  );
  await api.deleteExportTemplate({ params, ifMatch: '"2"' });
  await expect(api.getExportTemplate({ params })).rejects.toSatisfy(problem('export-template.unknown'));
  await expect(api.deleteExportTemplate({ params })).rejects.toSatisfy(problem('export-template.unknown'));
  await expect(api.putExportTemplate({ ...edit, ifMatch: '"2"' })).rejects.toSatisfy(
    problem('request.nothing-to-match'),
  );
  expect(await api.putExportTemplate({ params, body: ours() })).toMatchObject({ version: 4 });
  expect(await auditOf(organisation, 'export-template.saved')).toHaveLength(3);
  expect(await auditOf(organisation, 'export-template.deleted')).toHaveLength(1);
});

test('what cannot work is refused, with the column and what to do', async () => {
  const { api } = await cloud.organisation();
  const told = async (body: PayrollTemplateInput) =>
    JSON.stringify(await api.putExportTemplate({ params, body }).catch(({ facts }) => facts));
  expect(await told(ours('x', { kind: 'constant', text: '{company}' }))).toMatch(
    /\/files\/0\/columns\/0.*column 1.*company/,
  );
  expect(await told(ours('x', { kind: 'date', of: 'day', format: 'dd/MM/yyyy' }))).toMatch(/rows per day/);
  expect(await told({ ...ours(), codes: [{ figures: ['overtme'], code: '1' }] })).toMatch(/overtme/);
  const codes = Array.from({ length: 300 }, (_, code) => ({
    figures: Array.from({ length: 10 }, (_, at) => `overtime:${'x'.repeat(30)}${code}-${at}`),
    code: `${code}`,
  }));
  expect(await told({ ...ours(), codes })).toMatch(/bytes/);
});

test('there is a most of templates', async () => {
  const { api } = await cloud.organisation();
  const put = (number: number) =>
    api.putExportTemplate({ params: { templateId: `t-${number}` }, body: ours() });
  for (let number = 0; number < mostTemplates; number += 1) await put(number);
  await expect(put(mostTemplates)).rejects.toSatisfy(problem('export-template.too-many'));
  await api.deleteExportTemplate({ params: { templateId: 't-7' } });
  await put(mostTemplates);
});

test('payroll: the files of a template, each under its name, and what they do not hold', async () => {
  const site = await aTeam(cloud);
  const { made, texts } = await filesOf(cloud, site, { kind: 'payroll', template: 'sql-payroll' });
  expect(made).not.toHaveProperty('format');
  expect(made.files).toHaveLength(2);
  expect(texts[1]).toContain('007');
  for (const template of presetNames) {
    expect((await filesOf(cloud, site, { kind: 'payroll', template })).made.state).toBe('done');
  }
});

test('a payroll file says which earlier ones by its template had adjustments of its days', async () => {
  const site = await aTeam(cloud);
  const { version } = await site.api.getUser({ params: { userId: '701' } });
  await site.api.updateUser({
    params: { userId: '701' },
    body: { employeeNumber: '217' },
    ifMatch: `"${version}"`,
  });
  const wanted = { kind: 'payroll', template: 'sql-payroll' } as const;
  const notesOf = async (more: Partial<Wanted> = {}) => {
    cloudTime.advance(1);
    const { made } = await filesOf(cloud, site, { ...wanted, ...more });
    return { id: made.id, again: (made.notes ?? []).filter((note) => note.startsWith('Adjustments again')) };
  };
  expect((await notesOf()).again).toEqual([]);
  await lockDays(cloud, site, march);
  await site.api.createLeave({
    body: { userId: '701', type: 'annual', from: '2026-03-06', to: '2026-03-07', portion: { kind: 'full' } },
  });
  await cloud.settle();
  const first = await notesOf({ adjustments: 'only' });
  expect(first.again).toEqual([]);
  const second = await notesOf({ from: '2026-03-05' });
  expect(second.again).toEqual([expect.stringContaining(first.id)]);
  const { notes } = await site.api.previewExport({ body: { ...march, ...wanted, adjustments: 'only' } });
  expect(notes[0]).toContain(`${second.id} of`);
  expect(notes[0]).toContain(first.id);
  expect((await notesOf({ adjustments: 'without' })).again).toEqual([]);
  expect((await notesOf({ to: '2026-03-05' })).again).toEqual([]);
  expect((await notesOf({ userIds: ['702'] })).again).toEqual([]);
  expect((await notesOf({ department: 'Office' })).again).toEqual([]);
  const columns = ['userId', 'date', 'row', 'adjustLeaveTimeHours'].map((key) => ({ key }));
  const details = await filesOf(cloud, site, { columns, userIds: ['701'] });
  const ofDay = rowsIn(details.texts[0] ?? '').filter(({ date }) => date === '2026-03-06');
  expect(ofDay).toEqual([{ userId: '701', date: '2026-03-06', row: 'day', adjustLeaveTimeHours: '8' }]);
});

test('a preview shows payroll by a template that is not saved', async () => {
  const site = await aTeam(cloud);
  const { template: draft } = await site.api.getExportTemplate({ params: { templateId: 'sql-payroll' } });
  const codes = draft.codes.filter(({ figures }) => !figures.some((figure) => figure.startsWith('leave')));
  const body = { ...march, kind: 'payroll', draft } as const;
  const { files } = await site.api.previewExport({ body });
  const { notes } = await site.api.previewExport({ body: { ...body, draft: { ...draft, codes } } });
  expect(files).toHaveLength(2);
  expect(files[1]?.rows[0]).toContain('007');
  expect(notes).toEqual([
    expect.stringMatching(
      /^Left out: 16:00 of 1 person, because the field employeeNumber.* User ids: 701\.$/,
    ),
    expect.stringMatching(/^Not mapped: leave:annual 8:00 of 1 person/),
  ]);
  await expect(site.api.previewExport({ body: { ...body, template: 'sql-payroll' } })).rejects.toSatisfy(
    problem('request.invalid'),
  );
});

test('payroll by a template with fields that the caller may not see is refused, not written without them', async () => {
  const site = await aTeam(cloud);
  const few = apiWith(cloud.url, await site.keyFor('integration', ['sheets:read']));
  const body = { ...march, kind: 'payroll', template: 'sql-payroll' } as const;
  await expect(few.startExport({ body })).rejects.toSatisfy(problem('caller.not-allowed'));
  await expect(few.previewExport({ body })).rejects.toSatisfy(problem('caller.not-allowed'));
  const more = apiWith(cloud.url, await site.keyFor('integration', ['sheets:read', 'users:read']));
  expect((await more.startExport({ body })).state).toBe('done');
});
