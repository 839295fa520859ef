/** Work that is longer than its dialog goes on without it: the head shows it, opens it again, and its end is told. @module */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { claimOne, complete, done, noCounts } from '#test/support/site.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';

const console = useConsole();

/** Opens what the head of the page knows about work, and shows some of it again. @param at - its place, the latest first */
async function showAgain(page: Page, head: RegExp, at = 0): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: head }).click();
  const known = page.getByRole('dialog', { name: 'How fresh this is' });
  await known.getByRole('button', { name: 'Show' }).nth(at).click();
  await known.waitFor({ state: 'detached' });
}

browserTest(
  'a download goes on when its dialog is closed, is opened again, and says how it ended',
  async () => {
    const site = await aSiteWithWork(console.cloud, [9, 10]);
    const page = await console.open(site, '/users');
    const row = (id: string) => page.getByRole('row', { name: new RegExp(id) });
    await row('701').waitFor();
    await page.keyboard.press('d');
    const dialog = dialogOf(page, 'Download attendance');
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    await dialog.getByText('It goes on when this is closed.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await showAgain(page, /^Downloading$/);
    await dialog.getByText('It goes on when this is closed.').waitFor();
    await page.reload();
    await page.getByRole('banner').getByRole('button', { name: 'Downloading' }).waitFor();
    await row('701').waitFor();
    await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-01' } });
    const id = await claimOne(site);
    await complete(site, id, { ...done, counts: { ...noCounts, read: 3, stored: 3 } });
    const notice = page.getByRole('alertdialog').filter({ hasText: 'Download: 3 punches new' });
    await notice.waitFor();
    // Who is new is on the screen without a reload.
    await row('702').waitFor();
    expect(await axe(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Show' }).click();
    await dialog.getByText(/3 punches new ·/).waitFor();
    await page.keyboard.press('Escape');
    await notice.waitFor({ state: 'detached' });

    // An end that somebody sees in the dialog is not told again.
    await page.keyboard.press('y');
    const generation = dialogOf(page, 'Generate attendance sheets');
    await generation.getByRole('button', { name: 'Generate', exact: true }).click();
    await generation.getByText('Generated').first().waitFor();
    await page.keyboard.press('Escape');
    await showAgain(page, /^(?:All terminals|Not everything)/);
    await generation.getByText('Generated').first().waitFor();
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await page.keyboard.press('Escape');

    // What runs for users has a dialog of its own.
    const body = { terminal: 'TEST1', userIds: ['701'] };
    const { id: download } = await site.api.startUserDownload({ body });
    const works = [{ kind: 'userDownload', id: download, userIds: ['701'] }];
    await page.evaluate((text) => sessionStorage.setItem('rollcall.work', text), JSON.stringify(works));
    await page.reload();
    await showAgain(page, /^Download user$/);
    await dialogOf(page, 'Download user').getByText('701').waitFor();
  },
);
