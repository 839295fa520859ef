/** How users come to be: a download by hand with all that follows, a download by the schedule, and a user who is typed in. @module */

import { describe, expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { choose, chooseTyped, dialogOf, typeDate } from './support/fields.ts';
import { showCloudTime } from './support/page-clock.ts';

const console = useConsole();
/** Known to their terminal only. */
const newIds = ['1017', '1018'];

/** The new users as the API has them. */
async function newUsers({ api }: Company) {
  const { items } = await api.listUsers({ query: { ids: newIds.join(',') } });
  return items.map(({ id, name, status, issuedOn, dutyRosterId }) => ({
    id,
    name,
    status,
    issuedOn,
    dutyRosterId,
  }));
}

describe('users who are in a log and not in the cloud', () => {
  browserTest(
    'are created by a download by hand, get details, issuance and roster, and their sheets',
    async () => {
      const company = await console.company();
      await company.set((settings) => ({
        ...settings,
        download: { ...settings.download, unknownUsers: 'hold', createMissingUsers: false },
        newUsers: { fetchDetails: false, issueDate: 'none', dutyRosterId: null },
      }));
      const page = await console.open(company, '/attendance');
      const main = page.getByRole('main');

      await main.getByRole('button', { name: 'Download', exact: true }).first().click();
      const download = dialogOf(page, 'Download attendance');
      const tick = download.getByRole('checkbox', { name: 'Create user if it does not exist' });
      expect(await tick.isChecked()).toBe(false);
      await download.getByText('Create user if it does not exist').click();
      expect(await tick.isChecked()).toBe(true);
      await download.getByRole('button', { name: 'Download', exact: true }).click();
      await download.getByText('2 users created: 1017, 1018').waitFor();
      expect(await newUsers(company)).toEqual(
        newIds.map((id) => ({
          id,
          name: undefined,
          status: 'provisional',
          issuedOn: undefined,
          dutyRosterId: undefined,
        })),
      );
      await download.getByRole('link', { name: 'Complete their details' }).click();

      await page
        .getByRole('link', { name: /New from log/ })
        .and(page.locator('[aria-current=page]'))
        .waitFor();
      for (const id of newIds) await main.getByRole('link', { name: id, exact: true }).waitFor();
      await main.getByRole('button', { name: 'Download user' }).first().click();
      const details = dialogOf(page, 'Download user');
      await choose(details, 'Terminal', /SAMPLE0000001/);
      await details.getByRole('button', { name: 'Read the list' }).click();
      await details.getByText(/^List read/).waitFor();
      await details.getByRole('checkbox', { name: '2 chosen' }).waitFor();
      for (const id of newIds) {
        expect(await details.getByRole('checkbox', { name: new RegExp(`^${id}`) }).isChecked()).toBe(true);
      }
      await details.getByText('Face', { exact: true }).click();
      await details.getByText('A date', { exact: true }).click();
      await typeDate(details, 'Issuance date', '2026-03-09');
      await chooseTyped(details, 'Duty roster', 'Office', /Office week/);
      await details.getByRole('button', { name: 'Download 2 users' }).click();
      await details.getByText('Done. Details of 2 users were taken.').waitFor();
      expect(await details.getByText('details taken').count()).toBe(2);
      await details.getByRole('button', { name: 'Close', exact: true }).last().click();
      expect(await newUsers(company)).toEqual(
        newIds.map((id) => ({
          id,
          name: `Sample Person ${id}`,
          status: 'active',
          issuedOn: '2026-03-09',
          dutyRosterId: 'office-week',
        })),
      );
      await main.getByRole('link', { name: '1017', exact: true }).waitFor({ state: 'detached' });

      await page.getByRole('link', { name: 'Attendance' }).click();
      await main.getByRole('button', { name: 'Generate' }).click();
      const generate = dialogOf(page, 'Generate attendance sheets');
      await generate.getByText('Chosen people').click();
      for (const id of newIds) await chooseTyped(generate, 'People', id);
      await page.keyboard.press('Escape');
      await typeDate(generate, 'Start Date', '2026-03-09');
      await typeDate(generate, 'End Date', '2026-03-15');
      await generate.getByText('7 days').waitFor();
      await generate.getByRole('button', { name: 'Generate' }).click();
      await generate
        .getByText(/14 days of 2 people computed/)
        .first()
        .waitFor();
      await generate.getByText('Generated', { exact: true }).waitFor();
      await generate.getByRole('button', { name: 'Close', exact: true }).last().click();
      const { items } = await company.api.listSheets({
        query: { userId: '1017', from: '2026-03-09', to: '2026-03-10' },
      });
      expect(items).toMatchObject([{ status: 'present' }]);
      await main.getByRole('gridcell', { name: /^Sample Person 1017, Monday,? 9 March.*worked/ }).waitFor();
      await main
        .getByRole('gridcell', { name: /^Sample Person 1018, Saturday,? 14 March.*[Rr]est/ })
        .waitFor();
    },
  );

  browserTest('appear by themselves once the tick and an interval are set', async () => {
    const company = await console.company();
    await company.set((settings) => ({
      ...settings,
      download: {
        ...settings.download,
        schedule: { kind: 'off' },
        unknownUsers: 'hold',
        createMissingUsers: false,
      },
    }));
    const page = await console.open(company, '/settings/server');
    const main = page.getByRole('main');
    await main.getByText('At an interval', { exact: true }).first().click();
    const every = main.getByRole('textbox', { name: 'Every' }).first();
    await every.fill('30');
    await main.getByText('Create user if it does not exist').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await main
      .getByText(/^Next download/)
      .first()
      .waitFor();
    expect((await company.api.getSettings({})).download).toMatchObject({
      schedule: { kind: 'interval', everyMinutes: 30 },
      createMissingUsers: true,
    });
    expect(await newUsers(company)).toEqual([]);

    cloudTime.advance(31 * 60_000);
    await showCloudTime(page);
    await console.cloud.fire('tick');
    await expect
      .poll(() => newUsers(company))
      .toEqual(
        newIds.map((id) => ({
          id,
          name: `Sample Person ${id}`,
          status: 'active',
          issuedOn: expect.stringMatching(/^2026-03-/),
          dutyRosterId: 'office-week',
        })),
      );
    await page.getByRole('link', { name: 'Users' }).click();
    for (const id of newIds) await main.getByRole('link', { name: `Sample Person ${id}` }).waitFor();
  });

  browserTest('a user with an id and a name and nothing enrolled is saved', async () => {
    const company = await console.company();
    const page = await console.open(company, '/users');
    await page.getByRole('main').getByRole('button', { name: 'New user' }).click();
    const form = dialogOf(page, 'New user');
    await form.getByRole('textbox', { name: 'User id' }).fill('3001');
    await form.getByRole('textbox', { name: 'Name' }).fill('Sample Person 3001');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Sample Person 3001' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/users/3001');
    const user = await company.api.getUser({ params: { userId: '3001' } });
    expect(user).toMatchObject({ id: '3001', name: 'Sample Person 3001', status: 'active' });
    expect(user.credentials).toBeUndefined();
  });
});
