/** What is away comes back: a terminal while the download waits for it, and the network of the page. @module */

import { expect } from 'vitest';
import { aSiteWithWork } from '#test/support/workdays.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';

const console = useConsole();

browserTest('a download says which terminal is away, and reads it alone when it is back', async () => {
  const company = await console.company();
  const [serial = '', other = ''] = company.terminals.map((terminal) => terminal.serial);
  const putBack = await company.takeAway();
  const page = await console.open(company, '/attendance');
  await page.getByRole('heading', { name: 'Attendance', level: 1 }).waitFor();
  await page.keyboard.press('d');
  const download = dialogOf(page, 'Download attendance');
  await download.getByRole('button', { name: 'Download', exact: true }).click();
  const lineOf = (name: string) => download.getByRole('listitem').filter({ hasText: name });
  await lineOf(other)
    .getByText(/\d+ new, 0 known/)
    .waitFor();
  await lineOf(serial).getByText('failed').waitFor();
  await lineOf(serial)
    .getByText(/refused the connection/)
    .waitFor();
  await putBack();
  await download.getByRole('button', { name: 'Try the others again' }).click();
  await lineOf(serial)
    .getByText(/\d+ new, 0 known/)
    .waitFor();
  await download.getByText(/^\d+ punches new/).waitFor();
  expect(await lineOf(other).count()).toBe(0);
});

browserTest('without a network what is shown stays, and is read again when it is back', async () => {
  const site = await aSiteWithWork(console.cloud, [9, 10]);
  const page = await console.open(site, '/attendance?from=2026-03-09&to=2026-03-16');
  const cell = page.getByRole('gridcell', { name: /^701, \w+,? 10 March, worked 8 hours/ });
  await cell.waitFor();

  console.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  const banner = page.getByRole('status').filter({ hasText: 'No network' });
  await banner.waitFor();
  expect(await cell.count()).toBe(1);
  await site.api.createLeave({
    body: {
      userId: '701',
      from: '2026-03-11',
      to: '2026-03-12',
      type: 'annual',
      portion: { kind: 'full' },
      reason: 'agreed',
    },
  });
  await console.cloud.settle();

  await page.context().setOffline(false);
  await banner.waitFor({ state: 'detached' });
  await page.getByRole('gridcell', { name: /^701, \w+,? 11 March, .*[Ll]eave/ }).waitFor();
  await cell.waitFor();
});
