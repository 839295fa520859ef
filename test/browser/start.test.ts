import { expect } from 'vitest';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';

const console = useConsole();

browserTest(
  'an administrator without a terminal begins at the first steps, which tick themselves',
  async () => {
    const organisation = await console.cloud.organisation();
    const page = await console.open(organisation, '/');
    await page.waitForURL(/\/start$/);
    const step = (name: RegExp) => page.getByRole('listitem', { name });
    await page.getByRole('textbox', { name: 'Name of the organisation' }).fill('Sample Company');
    await step(/^Name and time zone/)
      .getByRole('button', { name: 'Save' })
      .click();
    await step(/^Name and time zone \(done\)/).waitFor();
    expect((await organisation.api.getSettings({})).organisation?.name).toBe('Sample Company');
    const plan = step(/^Clocking schedule/);
    await plan.getByRole('combobox', { name: 'Begin with' }).click();
    await page.getByRole('option').first().click();
    await plan.getByRole('button', { name: 'Use it' }).click();
    await step(/^Clocking schedule \(done\)/).waitFor();
    expect((await organisation.api.getSettings({})).sheets.defaultScheduleId).not.toBeNull();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Do not show it first any more' }).click();
    await page.waitForURL(/\/attendance/);
    await page.goto(new URL('/', page.url()).href);
    await page.waitForURL(/\/attendance/);
  },
);

browserTest('once a terminal has been read, all steps are ticked but those that are left', async () => {
  const company = await console.company({ downloaded: true, days: 3 });
  const page = await console.open(company, '/');
  await page.waitForURL(/\/attendance/);
  await page.goto(new URL('/start', page.url()).href);
  for (const name of [/^Connect the terminals \(done\)/, /^Terminals found \(done\)/, /^Download \(done\)/]) {
    await page.getByRole('listitem', { name }).waitFor();
  }
  await page.getByText(/users created/).waitFor();
});
