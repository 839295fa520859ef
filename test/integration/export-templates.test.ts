import { expect, test } from 'vitest';
import { mostTemplates } from '#shared/contract/export-templates.ts';
import { type PayrollTemplateInput, presetNames } from '#shared/payroll/index.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf } from '#test/support/site.ts';

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
