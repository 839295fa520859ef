/** The main job without a mouse: download, complete the new users, generate, and correct a day. @module */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';

const console = useConsole();
/** More steps of the Tab key than any screen takes. */
const mostSteps = 60;

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  await wanted.first().waitFor();
  const focused = wanted.and(page.locator(':focus'));
  for (let step = 0; step < mostSteps; step += 1) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${String(wanted)}`);
}

browserTest('download, complete, generate and correct by keys alone', async () => {
  const company = await console.company();
  await company.set((settings) => ({
    ...settings,
    newUsers: { ...settings.newUsers, fetchDetails: false },
  }));
  const page = await console.open(company, '/users');
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  const { keyboard } = page;

  await keyboard.press('d');
  const download = dialogOf(page, 'Download attendance');
  const tick = download.getByRole('checkbox', { name: 'Create user if it does not exist' });
  await tabTo(page, tick);
  await keyboard.press('Space');
  expect(await tick.isChecked()).toBe(false);
  await keyboard.press('Space');
  expect(await tick.isChecked()).toBe(true);
  await tabTo(page, download.getByRole('button', { name: 'Download', exact: true }));
  await keyboard.press('Enter');
  await download.getByText('2 users created: 1017, 1018').waitFor();
  await keyboard.press('Escape');
  await download.waitFor({ state: 'detached' });

  await tabTo(page, page.getByRole('link', { name: /New from log/ }));
  await keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: '1017', exact: true }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Download user' }), 'Shift+Tab');
  await keyboard.press('Enter');
  const details = dialogOf(page, 'Download user');
  await tabTo(page, details.getByRole('button', { name: 'Terminal' }));
  await keyboard.press('Enter');
  await page.getByRole('option', { name: 'SAMPLE0000001' }).waitFor();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await details.getByRole('checkbox', { name: '2 chosen' }).waitFor();
  await tabTo(page, details.getByRole('button', { name: 'Download 2 users' }));
  await keyboard.press('Enter');
  await details.getByText('Done. Details of 2 users were taken.').waitFor();
  await keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });

  await keyboard.press('g');
  await keyboard.press('a');
  await page.getByRole('heading', { name: 'Attendance', level: 1 }).waitFor();
  await keyboard.press('y');
  const generate = dialogOf(page, 'Generate attendance sheets');
  await tabTo(page, generate.getByRole('button', { name: 'Generate' }));
  await keyboard.press('Enter');
  await generate.getByText('Generated', { exact: true }).waitFor();
  await keyboard.press('Escape');
  await generate.waitFor({ state: 'detached' });

  const cells = page.getByRole('gridcell', { name: /March/ });
  await tabTo(page, cells);
  await keyboard.press('Control+Home');
  await keyboard.press('n');
  await cells.and(page.locator(':focus')).waitFor();
  await keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Remark' }).waitFor();
  await keyboard.press('r');
  await drawer.getByRole('textbox', { name: 'Remark' }).waitFor();
  await keyboard.type('asked by phone');
  await tabTo(page, drawer.getByRole('button', { name: /^(?:Save|Add)/ }));
  await keyboard.press('Enter');
  await drawer.getByText('“asked by phone”').waitFor();
  await keyboard.press('Control+z');
  await drawer.getByText('“asked by phone”').waitFor({ state: 'detached' });
  await keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await cells.and(page.locator(':focus')).waitFor();
});
