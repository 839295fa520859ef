/** Ids in a log that nobody has, without the tick: created, given to somebody, ignored, and each of it taken back. @module */

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { chooseTyped, dialogOf } from './support/fields.ts';

const console = useConsole();

/** A company whose two new ids have been downloaded without the tick, with the list of unknown ids open. */
async function withUnknownIds(): Promise<{ company: Company; page: Page }> {
  const company = await console.company();
  const page = await console.open(company, '/attendance');
  await page.getByRole('heading', { name: 'Attendance', level: 1 }).waitFor();
  await page.keyboard.press('d');
  const download = dialogOf(page, 'Download attendance');
  const tick = download.getByRole('checkbox', { name: 'Create user if it does not exist' });
  expect(await tick.isChecked()).toBe(true);
  await download.getByText('Create user if it does not exist').click();
  expect(await tick.isChecked()).toBe(false);
  await download.getByRole('button', { name: 'Download', exact: true }).click();
  await download.getByText(/^2 ids are unknown: \d+ punches are kept for them$/).waitFor();
  await download.getByRole('link', { name: '2 ids are unknown' }).click();
  await rowOf(page, '1018').waitFor();
  await rowOf(page, '1017').waitFor();
  return { company, page };
}

function rowOf(page: Page, pin: string) {
  return page.getByRole('main').getByRole('row', { name: new RegExp(`\\b${pin}\\b`) });
}

/** Takes back by the button of the notice that says it. */
async function undo(page: Page, said: string): Promise<void> {
  const notice = page.getByRole('alertdialog').filter({ hasText: said });
  await notice.getByRole('button', { name: 'Undo' }).click();
}

/** Whose the punches of a day are, by the PIN that they were made with. */
async function pinsOf({ api }: Company, userId: string): Promise<string[]> {
  const { items } = await api.listPunches({
    query: { userId, from: '2026-03-09', to: '2026-03-10', limit: 100 },
  });
  return [...new Set(items.map(({ pin }) => pin))].sort();
}

describe('an id that nobody has', () => {
  browserTest('is created, given to somebody and ignored; each of it is taken back', async () => {
    const { company, page } = await withUnknownIds();
    const unknown = async () => (await company.api.listUnknownUsers({})).items.map(({ pin }) => String(pin));
    expect(await unknown()).toEqual(['1017', '1018']);

    await page.getByRole('button', { name: 'Create 1017' }).click();
    const create = dialogOf(page, 'Create a user for 1017');
    await create.getByRole('textbox', { name: 'Name' }).fill('Sample Person 1017');
    await create.getByRole('button', { name: 'Create', exact: true }).click();
    await rowOf(page, '1017').waitFor({ state: 'detached' });
    expect(await company.api.getUser({ params: { userId: '1017' } })).toMatchObject({
      name: 'Sample Person 1017',
    });
    await expect.poll(() => pinsOf(company, '1017')).toEqual(['1017']);
    await undo(page, '1017 was created');
    await rowOf(page, '1017').waitFor();
    expect(await unknown()).toEqual(['1017', '1018']);

    await page.getByRole('button', { name: '1018 belongs to…' }).click();
    const belongs = dialogOf(page, 'Whose are the punches of 1018?');
    await chooseTyped(belongs, 'Person', '1001', /1001/);
    await belongs.getByRole('button', { name: 'Link' }).click();
    await rowOf(page, '1018').waitFor({ state: 'detached' });
    await expect.poll(() => pinsOf(company, '1001')).toEqual(['1001', '1018']);
    await undo(page, '1018 belongs to 1001');
    await rowOf(page, '1018').waitFor();
    await expect.poll(() => pinsOf(company, '1001')).toEqual(['1001']);

    await page.getByRole('button', { name: 'Ignore 1017' }).click();
    await rowOf(page, '1017').waitFor({ state: 'detached' });
    expect(await unknown()).toEqual(['1018']);
    await undo(page, '1017 is ignored');
    await rowOf(page, '1017').waitFor();

    await page.getByRole('button', { name: 'Ignore 1018' }).click();
    await rowOf(page, '1018').waitFor({ state: 'detached' });
    await page.getByRole('main').getByRole('button', { name: 'Ignored' }).click();
    await page.getByRole('button', { name: 'Ask again about 1018' }).click();
    await page.getByText('Nobody is ignored').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Ignored' }).click();
    await rowOf(page, '1018').waitFor();
    expect(await unknown()).toEqual(['1017', '1018']);
  });
});
