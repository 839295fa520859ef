/** What guards the organisation: the log of changes with its webhooks, and the audit trail. @module */

import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { chooseTyped, dialogOf } from './support/fields.ts';

const console = useConsole();

let company: Promise<Company> | undefined;
/** One company for the whole file: each test has a page of the settings of its own. */
const theCompany = (): Promise<Company> => {
  company ??= console.company({ days: 3, downloaded: true });
  return company;
};

browserTest(
  'the log of changes is turned on, a webhook shows its secret once, fails its test, and is turned off',
  async () => {
    const organisation = await theCompany();
    const { api } = organisation;
    const page = await console.open(organisation, '/settings/webhooks');
    const log = page.getByRole('switch', { name: /Keep the log of changes/ });
    // The switch follows the answer of the server, not the click.
    await log.press('Space');
    await page.getByText(/A webhook can be added then/).waitFor();
    expect(await api.getChangeState({})).toMatchObject({ kept: true });
    cloudTime.set(new Date(cloudTime.now() + 120_000).toISOString());
    await page.reload();
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    const dialog = dialogOf(page, 'Add a webhook');
    await dialog.getByRole('textbox', { name: 'Address' }).fill('https://receiver.invalid/rollcall');
    await dialog.getByRole('textbox', { name: 'Description' }).fill('Sample receiver');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialogOf(page, 'Secret of the webhook')
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('button', { name: 'Test Sample receiver' }).click();
    await page.getByText('The receiver has not taken the test').waitFor();
    await page.getByRole('button', { name: 'Actions on Sample receiver' }).click();
    await page.getByRole('menuitem', { name: 'Turn off' }).click();
    const state = async () => (await api.listWebhooks({})).items[0]?.state;
    await expect.poll(state).toBe('off');
    expect(await page.getByText('whsec_').count()).toBe(0);
    await log.press('Space');
    await page.getByRole('button', { name: 'Turn it off' }).click();
    await expect.poll(async () => (await api.getChangeState({})).kept).toBe(false);
  },
);

browserTest('the audit trail says in words what was done, and is narrowed to one action', async () => {
  const organisation = await theCompany();
  const page = await console.open(organisation, '/settings/audit');
  const entries = page.getByRole('list', { name: 'Entries' });
  await entries.getByText('A duty roster was saved').first().waitFor();
  await chooseTyped(page, 'Action', 'settings', /The settings were replaced/);
  await expect.poll(() => entries.getByText('A duty roster was saved').count()).toBe(0);
  await entries.getByText('The settings were replaced').first().waitFor();
});
