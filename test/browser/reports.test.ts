/** Reports as whoever reads them gets them: on the screen, as files of both kinds, and by e-mail; and exports made by themselves. @module */

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { reportNames } from '#shared/contract/report-names.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { choose, dialogOf } from './support/fields.ts';

const console = useConsole({ mails: true });

let company: Promise<Company> | undefined;
/** One company for the whole file: nothing is changed but what is sent and made by itself. */
const theCompany = (): Promise<Company> => {
  company ??= console.company({ days: 5, downloaded: true });
  return company;
};

/** Saves the report that is shown as a file. */
async function saved(page: Page, item: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  return await readFile(await file.path());
}

browserTest('each report is narrowed to one person, and its files hold what it shows', async () => {
  const organisation = await theCompany();
  const page = await console.open(organisation, '/reports');
  for (const report of reportNames) {
    await page.goto(new URL(`/reports?report=${report}&search=1003`, page.url()).href);
    const empty = page.getByText('No row of these days fits the filter.');
    await page
      .getByText(/, \d+ rows?$/)
      .first()
      .waitFor();
    const csv = (await saved(page, 'Save as CSV')).toString('utf8').trim().split(/\r?\n/);
    const hasRows = (await empty.count()) === 0;
    if (hasRows) await page.getByText('1003').first().waitFor();
    // Sums stand in the file too, also where there is nothing to add up.
    expect(
      csv.some((line) => line.includes('1003')),
      report,
    ).toBe(hasRows);
    expect(csv.slice(1).filter((line) => line.includes('Sample Person 1004'))).toEqual([]);
  }
  expect((await saved(page, 'Save as XLSX')).subarray(0, 2).toString()).toBe('PK');
});

browserTest('a report is sent by e-mail regularly, at once when asked, and rests when told', async () => {
  const organisation = await theCompany();
  const page = await console.open(organisation, '/reports?report=lateness');
  await page.getByRole('button', { name: 'Send by e-mail' }).click();
  const dialog = dialogOf(page, 'Send by e-mail');
  await dialog.getByRole('textbox', { name: 'Recipients' }).fill('no address');
  await dialog.getByRole('button', { name: 'Send regularly' }).click();
  await dialog.getByText(/^These are no addresses:/).waitFor();
  await dialog.getByRole('textbox', { name: 'Recipients' }).fill('payroll@sample.invalid');
  await dialog.getByRole('button', { name: 'Send regularly' }).click();
  await page.getByText('The report will be sent').waitFor();
  await page.goto(new URL('/reports', page.url()).href);
  const mails = page.getByRole('list', { name: 'Sent by e-mail' });
  const order = async (item: string) => {
    await mails.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await order('Send now');
  await page.getByText('It is being sent').waitFor();
  await console.cloud.settle();
  await order('What was sent');
  const runs = page.getByRole('dialog');
  await runs.getByText('payroll@sample.invalid').waitFor();
  await page.keyboard.press('Escape');
  await order('Pause');
  await mails.getByText('Paused').waitFor();
  const { items } = await organisation.api.listReportSchedules({});
  expect(items.map(({ active }) => active)).toEqual([false]);
});

browserTest('a scheduled export is changed, deleted and brought back', async () => {
  const organisation = await theCompany();
  const { api } = organisation;
  const page = await console.open(organisation, '/exports?tab=schedules');
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  const dialog = dialogOf(page, 'Add a schedule');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sample month');
  await choose(dialog, 'What', /^Summary/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /sample-month/ }).waitFor();
  await page.getByRole('button', { name: 'Actions on sample-month' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByText('Every week').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await api.listExportSchedules({})).items[0]?.rhythm)
    .toEqual({ every: 'week', on: 'monday' });
  await page.getByRole('button', { name: 'Actions on sample-month' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: /sample-month/ }).waitFor();
});
