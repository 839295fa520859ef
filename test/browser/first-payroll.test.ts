/** From an organisation without anything to the file for payroll, as somebody goes who reads nothing; each press is counted. @module */

import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';

const console = useConsole();
/** docs/user-guide.md names it. */
const mostClicks = 14;

browserTest('an empty system leads to the file for payroll by itself', async () => {
  const organisation = await console.cloud.organisation();
  console.offerTerminals(organisation, 'UTC');
  const clicks: string[] = [];
  const click = async (what: string, where: Locator) => {
    clicks.push(what);
    await where.click();
  };
  const page = await console.open(organisation, '/');
  await page.waitForURL(/\/start$/);
  const step = (name: RegExp) => page.getByRole('listitem', { name });

  const identity = step(/^Name and time zone/);
  await click('the name', identity.getByRole('textbox', { name: 'Name of the organisation' }));
  await page.keyboard.type('Sample Company');
  await click('Save', identity.getByRole('button', { name: 'Save' }));
  await step(/^Name and time zone \(done\)/).waitFor();

  await click(
    'Try with simulated terminals',
    page.getByRole('button', { name: 'Try with simulated terminals' }),
  );
  await step(/^Terminals found \(done\)/).waitFor();
  expect(await page.getByRole('button', { name: 'Try with simulated terminals' }).count()).toBe(0);

  const plan = step(/^Clocking schedule/);
  await click('a schedule', plan.getByRole('combobox', { name: 'Begin with' }));
  await page.getByRole('option').nth(1).waitFor();
  await click('the first of them', page.getByRole('option').first());
  await click('Use it', plan.getByRole('button', { name: 'Use it' }));
  await step(/^Clocking schedule \(done\)/).waitFor();

  await click('Download', step(/^Download/).getByRole('button', { name: 'Download' }));
  const download = dialogOf(page, 'Download attendance');
  await download.getByRole('checkbox', { name: 'Create user if it does not exist', checked: true }).waitFor();
  await click('Download', download.getByRole('button', { name: 'Download', exact: true }));
  await download.getByText(/^25 users created/).waitFor();
  await click('See the attendance sheet', download.getByRole('link', { name: 'See the attendance sheet' }));

  await page.getByRole('rowheader', { name: '25 people' }).waitFor();
  await console.cloud.settle();
  await click('Export', page.getByRole('main').getByRole('button', { name: 'Export' }));
  const dialog = dialogOf(page, 'Export');
  await click('the payroll program', dialog.getByRole('combobox', { name: 'Template' }));
  // One that takes the user id: others ask for a number of payroll, which nobody has entered yet.
  await click('its entry', page.getByRole('option', { name: /^Export Detail/ }));
  await click('Export', dialog.getByRole('button', { name: 'Export', exact: true }));
  await dialog.getByText(/^(?:The file is|\d+ files are) ready$/).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    click('the file', dialog.getByRole('listitem').getByRole('link').first()),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/\b1001\b/);
  expect(clicks.length, clicks.join(', ')).toBeLessThanOrEqual(mostClicks);

  // The next month, the payroll program is known.
  await page.reload();
  await page.getByRole('main').getByRole('button', { name: 'Export' }).click();
  expect(await dialogOf(page, 'Export').getByRole('combobox', { name: 'Template' }).inputValue()).not.toBe(
    '',
  );
});
