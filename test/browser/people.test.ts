/** What is done to people: fields of one's own, an import, a merge that is taken back, another id, an erasure; and whose a punch is. @module */

import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { choose, chooseTyped, dialogOf } from './support/fields.ts';

const console = useConsole();

browserTest('own fields are defined, imported with a file, and stand in the profile', async () => {
  const site = await aSiteWithWork(console.cloud, [9]);
  const page = await console.open(site, '/settings/organisation');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Add a field' }).click();
  await main.getByRole('textbox', { name: 'Label' }).fill('Shirt size');
  await choose(main, 'Kind', 'Choice');
  await choose(main, 'Seen by', 'Everybody');
  await main.getByRole('textbox', { name: 'Choices, one a line' }).fill('S\nM\nL');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved').waitFor();
  expect((await site.api.getSettings({})).people?.customFields).toEqual([
    {
      key: 'shirt-size',
      label: 'Shirt size',
      type: 'choice',
      choices: ['S', 'M', 'L'],
      visibleTo: 'readers',
    },
  ]);
  await page.goto(new URL('/settings/server', page.url()).href);
  await choose(main, 'Add a terminal', /TEST1/);
  const place = main.getByRole('listitem', { name: /TEST1/ });
  await place.getByText('Choose a department or a site.').waitFor();
  await choose(place, 'Department', 'Stores');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved').waitFor();
  expect((await site.api.getSettings({})).newUsers.byTerminal).toEqual([
    { terminal: 'TEST1', department: 'Stores' },
  ]);

  await page.goto(new URL('/users', page.url()).href);
  await main.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: /^Import a file/ }).click();
  const lines = [
    'User ID,Full name,Dept,Shirt size',
    '701,Sample Person 701,Stores,M',
    '702,Sample Person 702,Stores,L',
    '703,Sample Person 703,Stores,XXL',
  ];
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\n')}\n`),
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 user will be created, 1 changed, 1 row is refused.').waitFor();
  await dialog.getByRole('button', { name: 'Import 2 users' }).click();
  await dialog.getByText('1 user was created, 1 changed, 1 row is refused.').waitFor();
  const { items } = await site.api.listUsers({});
  expect(items.map(({ id, name, custom }) => [id, name, custom?.['shirt-size']])).toEqual([
    ['701', 'Sample Person 701', 'M'],
    ['702', 'Sample Person 702', 'L'],
  ]);
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await main.getByRole('link', { name: 'Sample Person 702' }).click();
  await main
    .getByRole('button', { name: /Shirt size/ })
    .getByText('L')
    .waitFor();
});

browserTest('a merge is taken back, an id changes, and an erased person keeps times and totals', async () => {
  const site = await aSiteWithWork(console.cloud, [9]);
  await site.api.createUser({ body: { id: '0702', name: 'Sample Person 0702', issuedOn: '2026-03-01' } });
  await punchAt(console.cloud, site, ['2026-03-09 09:00:00', '2026-03-09 17:00:00'], '702');
  const page = await console.open(site, '/users/0702');
  const main = page.getByRole('main');
  const act = async (verb: string) => {
    await main.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: verb }).click();
  };
  await act('Merge into another user');
  const merge = dialogOf(page, 'Merge 0702 into another user');
  await chooseTyped(merge, 'Into', '701', /701/);
  await merge.getByRole('textbox', { name: 'Reason' }).fill('entered twice');
  await merge.getByRole('button', { name: 'Merge' }).click();
  await page.getByText('0702 is 701 now').first().waitFor();
  await page.waitForURL(/\/users\/701/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await site.api.getUser({ params: { userId: '0702' } })).id).toBe('0702');

  await page.goto(new URL('/users/0702', page.url()).href);
  await act('Change the id');
  const rename = dialogOf(page, 'Change the id 0702');
  await rename.getByRole('textbox', { name: 'New id' }).fill('900');
  await rename.getByRole('textbox', { name: 'Reason' }).fill('as payroll has it');
  await rename.getByRole('button', { name: 'Change the id' }).click();
  await page.waitForURL(/\/users\/900/);
  await console.cloud.settle();

  // Whose a punch is does not depend on the PIN that it was made with.
  await punchAt(console.cloud, site, ['2026-03-09 10:00:00'], '555');
  await page.goto(new URL('/reports?report=punches&from=2026-03-09&to=2026-03-10', page.url()).href);
  const rows = main.getByRole('row');
  await rows.filter({ hasText: 'Sample Person 0702' }).first().waitFor();
  const owner = rows.filter({ hasText: 'Sample Person 0702' }).first().getByRole('link');
  expect(await owner.getAttribute('href')).toMatch(/^\/attendance\/900\?/);
  await rows.filter({ hasText: '555' }).getByRole('link').click();
  await page.waitForURL(/\/users\?.*tab=unknown/);
  await main.getByRole('row', { name: /\b555\b/ }).waitFor();

  await page.goto(new URL('/users/900', page.url()).href);
  const [file] = await Promise.all([page.waitForEvent('download'), act('Save all data of this person')]);
  const data = await readFile(await file.path(), 'utf8');
  expect(data).toContain('2026-03-09');
  expect(data).toContain('Sample Person 0702');
  await act('Erase this person');
  const erase = page.getByRole('alertdialog', { name: 'Erase this person for good?' });
  const verb = erase.getByRole('button', { name: 'Erase' });
  expect(await verb.isDisabled()).toBe(true);
  await erase.getByRole('textbox', { name: 'Type the id to confirm' }).fill('900');
  await verb.click();
  await page.getByText('Times and totals stay under the id; nothing can be edited.').waitFor();
  expect(await site.api.getUser({ params: { userId: '900' } })).not.toHaveProperty('name');
  const { items } = await site.api.listSheets({
    query: { userId: '900', from: '2026-03-09', to: '2026-03-10' },
  });
  expect(items).toMatchObject([{ worked: 8 * 3_600 }]);
});
