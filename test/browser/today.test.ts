import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { until } from '#test/support/until.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';

const console = useConsole();

/** Somebody punches at the first terminal, whose log is downloaded then. @param time - on the clock of the terminal */
async function punchArrives({ api, terminals }: Company, pin: string, time: string): Promise<void> {
  const [terminal] = terminals;
  if (!terminal) throw new Error('a company has terminals');
  terminal.addPunch({ pin, time, status: 0, verify: 1, workCode: '' });
  const { id } = await api.startDownload({
    body: { terminals: [terminal.serial], createMissingUsers: false, mode: 'new' },
  });
  await until(async () => (await api.getDownload({ params: { downloadId: id } })).state === 'done');
  await console.cloud.settle();
  // Arrivals are shown a second late, and the cloud's clock stands still.
  cloudTime.advance(2_000);
}

const newest = (page: Page) =>
  page.getByRole('list', { name: 'Punches, newest first' }).getByRole('listitem').first();

browserTest(
  'a punch appears in the live list, an unknown id is marked, and a list that is read stands still',
  async () => {
    const company = await console.company({ downloaded: true });
    cloudTime.advance(2_000);
    const page = await console.open(company, '/today');
    await newest(page).waitFor();
    await punchArrives(company, '1001', '2026-03-20 13:01:07');
    await expect.poll(() => newest(page).innerText()).toContain('13:01:07');
    expect(await newest(page).innerText()).toContain('Sample Person 1001');
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'Pause' }).click();
    await punchArrives(company, '987654', '2026-03-20 13:02:09');
    await page.getByText('Paused, 1 new').waitFor();
    expect(await newest(page).innerText()).toContain('13:01:07');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => newest(page).innerText()).toContain('unknown id');
    expect(await newest(page).innerText()).toContain('987654');
    await newest(page).getByRole('link', { name: '987654' }).click();
    await page.waitForURL((url) => url.pathname === '/users' && url.searchParams.get('tab') === 'unknown');
  },
);

browserTest('figures open the people behind them, and the wall is left by Esc', async () => {
  const company = await console.company({ downloaded: true });
  const page = await console.open(company, '/today', { role: 'viewer', theme: 'dark' });
  const { counts } = await company.api.getPresence({ query: {} });
  const tile = page.getByRole('link', { name: /^Out/ });
  expect(await tile.innerText()).toContain(String(counts.out));
  await tile.click();
  const people = page.getByRole('dialog', { name: 'Out' });
  await expect.poll(() => people.getByRole('listitem').count()).toBe(counts.out);
  expect(new URL(page.url()).searchParams.get('state')).toBe('out');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await people.waitFor({ state: 'detached' });

  await page.goto(new URL('/today?wall=true&nameless=true', page.url()).href);
  const wall = page.getByRole('dialog', { name: 'Today' });
  await wall.getByRole('listitem').first().waitFor();
  expect(await wall.innerText()).not.toContain('Sample Person');
  await page.keyboard.press('Escape');
  await wall.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

browserTest('every report answers, opens people, and can be sent by those who may', async () => {
  const company = await console.company({ downloaded: true });
  const page = await console.open(company, '/reports');
  const cards = page.getByRole('list', { name: 'Reports' }).getByRole('link');
  await cards.first().waitFor();
  const titles = await cards.allInnerTexts();
  expect(titles).toHaveLength(10);
  expect(await axe(page)).toEqual([]);
  for (const title of titles) {
    await page.getByRole('list', { name: 'Reports' }).getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('table').or(page.getByText('Nothing to report')).first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Reports', exact: true }).click();
    await cards.first().waitFor();
  }
  await page.getByRole('link', { name: 'Late and early' }).click();
  await page.getByRole('table').waitFor();
  expect(await axe(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('lateness-2026-03-01.csv');
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL((url) => /^\/attendance\/\d+$/.test(url.pathname));
});
