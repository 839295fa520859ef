import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';
import { showCloudTime } from './support/page-clock.ts';

const console = useConsole();

browserTest(
  'a file for payroll is seen before it is made, and an own template puts its columns in order',
  async () => {
    const company = await console.company({ downloaded: true, days: 3 });
    const { payrollPeriods } = await company.api.getSettings({});
    const page = await console.open(
      company,
      `/exports?tab=export&template=export-detail&from=${payrollPeriods?.current.from}&to=${payrollPeriods?.current.to}`,
    );
    await page.getByRole('table').getByText('Sample Person 1001').first().waitFor();
    await page.getByText(/^25 people × \d+ days$/).waitFor();
    await page.getByText('The period is open').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('The file is ready').waitFor();
    const { items } = await company.api.listExports({});
    expect(items[0]).toMatchObject({ kind: 'payroll', template: 'export-detail', state: 'done' });

    await page.goto(new URL('/exports?tab=templates&template=export-summary', page.url()).href);
    await page.getByRole('button', { name: 'Save a copy' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('Sample payroll');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/template=sample-payroll/);
    await page.getByRole('button', { name: 'Move Name up' }).click();
    await page.getByRole('columnheader').nth(1).getByText('Name').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Template saved').waitFor();
    const { template } = await company.api.getExportTemplate({ params: { templateId: 'sample-payroll' } });
    const [file] = template.files;
    expect(file?.kind === 'table' && file.columns.slice(0, 3).map(({ title }) => title)).toEqual([
      'User ID',
      'Name',
      'Employment ID',
    ]);
  },
);

browserTest('nothing to export is said, and the history says when files are not kept any more', async () => {
  const site = await aSiteWithWork(console.cloud, [9]);
  const page = await console.open(
    site,
    '/exports?tab=export&template=export-detail&from=2026-02-02&to=2026-02-09',
  );
  await page.getByText('No row of these days would be in it.').waitFor();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByText('The file is ready').waitFor();
  await page.getByText('0 rows').waitFor();
  await page.goto(new URL('/exports?tab=history', page.url()).href);
  const row = page.getByRole('row', { name: /export-detail/ });
  await row.getByText('Ready').click();
  const dialog = dialogOf(page, 'Export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('listitem').getByRole('link').click(),
  ]);
  expect(await download.failure()).toBeNull();

  cloudTime.advance(8 * 86_400_000);
  await showCloudTime(page);
  await page.reload();
  const { items } = await site.api.listExports({});
  await dialog.getByText(items[0]?.files?.[0]?.name ?? '').waitFor();
  expect(await dialog.getByRole('listitem').getByRole('link').count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  // The same days and template, to be exported again.
  await dialog.getByRole('link').click();
  await page.waitForURL((url) => url.searchParams.get('template') === 'export-detail');
  await page.getByText('No row of these days would be in it.').waitFor();
});
