/** What HR says about days: a missing time, undone in both ways; a locked period with a punch that comes late; what Generate has changed; an edit that was overtaken. @module */

import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { aSiteWithWork, punchAt, rowOn } from '#test/support/workdays.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { choose, dialogOf } from './support/fields.ts';

const console = useConsole();
const march = '/attendance?from=2026-03-01&to=2026-04-01';

/** The cell of a day of March 2026. @param says - what has to stand in its name behind the date */
function cellOf(page: Page, day: number, says = ''): Locator {
  return page.getByRole('gridcell', { name: new RegExp(`^701, \\w+,? ${day} March, .*${says}`) });
}

/** What stands beside a word in the drawer, such as `0:00 → would be 8:00`. */
async function figure(drawer: Locator, word: string): Promise<string> {
  const term = drawer
    .page()
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${word}$`) });
  const text = await drawer.locator('dl > div').filter({ has: term }).getByRole('definition').innerText();
  return text.replaceAll(/\s+/g, ' ').trim();
}

describe('a missing time', () => {
  browserTest('is entered with its effect in sight, and undone by the notice and by Ctrl Z', async () => {
    const site = await aSiteWithWork(console.cloud, [9, 11]);
    await punchAt(console.cloud, site, ['2026-03-10 09:00:00']);
    const page = await console.open(site, march);
    await cellOf(page, 10, 'Missing time').click();
    const drawer = dialogOf(page, /10 Mar/);
    await drawer.getByText('Out is missing').first().waitFor();
    expect(await figure(drawer, 'Out')).toMatch(/^—/);

    const enter = async () => {
      await drawer.getByRole('textbox', { name: 'Time' }).fill('1700');
      await expect.poll(() => figure(drawer, 'Work')).toMatch(/^0:00 → would be 8:00/);
      expect(await figure(drawer, 'Out')).toMatch(/^— → would be 17:00/);
      await drawer.getByRole('textbox', { name: 'Reason' }).fill('guard’s book');
      await page.keyboard.press('Enter');
      await expect.poll(() => figure(drawer, 'Work')).toMatch(/^8:00(?! →)/);
      await cellOf(page, 10, 'worked 8 hours').waitFor();
      expect((await rowOn(site, 10)).slots.out).toMatchObject({ wall: '2026-03-10T17:00:00', edited: true });
    };
    const isTakenBack = async () => {
      await expect.poll(() => figure(drawer, 'Out')).toMatch(/^—/);
      await cellOf(page, 10, 'Missing time').waitFor();
      expect((await rowOn(site, 10)).slots.out).toBeNull();
    };
    await drawer.getByRole('button', { name: 'Add a time' }).click();
    await enter();
    await page.getByRole('button', { name: 'Undo' }).click();
    await isTakenBack();

    await drawer.getByRole('button', { name: 'Add a time' }).waitFor();
    await page.keyboard.press('c');
    await enter();
    await page.keyboard.press('Control+z');
    await isTakenBack();
    const { items } = await site.api.listCorrections({
      query: { userId: '701', from: '2026-03-10', to: '2026-03-11' },
    });
    expect(items.every(({ withdrawn }) => withdrawn !== undefined)).toBe(true);
    expect(items).toHaveLength(2);
  });
});

describe('a locked period', () => {
  browserTest('keeps its days: a punch that comes late is shown as an adjustment', async () => {
    const site = await aSiteWithWork(console.cloud, [9, 10, 11, 12, 14, 15]);
    const page = await console.open(site, '/attendance?from=2026-03-09&to=2026-03-16');
    await cellOf(page, 13, 'Absent').waitFor();
    await page.getByRole('button', { name: /^Lock / }).click();
    const lock = dialogOf(page, /^Lock/);
    await lock.getByText('Nothing is open').waitFor();
    await lock.getByRole('textbox', { name: /Reason/ }).fill('paid');
    await lock.getByRole('button', { name: 'Lock', exact: true }).click();
    await lock.getByText('The period is locked').waitFor();
    await lock.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByRole('button', { name: /^Unlock/ }).waitFor();
    await cellOf(page, 13, 'Absent.*[Ll]ocked').waitFor();

    await punchAt(console.cloud, site, ['2026-03-13 09:00:00', '2026-03-13 17:00:00']);
    await page.reload();
    await cellOf(page, 13, 'Adjusted after lock').click();
    const drawer = dialogOf(page, /13 Mar/);
    await drawer.getByText('Changed after its period was locked').waitFor();
    await drawer.getByText(/Work \+8:00/).waitFor();
    expect((await rowOn(site, 13)).adjustment).toMatchObject({ worked: 8 * 3_600 });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Δ Days changed since' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('has')).toContain('adjusted');
  });
});

describe('days that are not what they were', () => {
  browserTest('are outlined after Generate, until another period is shown', async () => {
    const site = await aSiteWithWork(console.cloud, [9, 10, 11]);
    const page = await console.open(site, march);
    await cellOf(page, 10, 'worked 8 hours').waitFor();
    const changed = page.getByRole('gridcell', { name: /changed just now$/ });
    expect(await changed.count()).toBe(0);
    await site.api.createCorrection({
      body: {
        kind: 'add-time',
        userId: '701',
        date: '2026-03-10',
        wallTime: '2026-03-10T18:00:00',
        direction: 'out',
        reason: 'guard’s book',
      },
    });
    await console.cloud.settle();

    await page.getByRole('button', { name: 'Generate' }).click();
    const generate = dialogOf(page, 'Generate attendance sheets');
    await generate.getByRole('button', { name: 'Generate' }).click();
    await generate.getByText('Generated', { exact: true }).waitFor();
    await generate.getByRole('button', { name: 'Close', exact: true }).last().click();
    await cellOf(page, 10, 'changed just now$').waitFor();
    expect(await changed.count()).toBe(1);
    expect(await changed.evaluate((cell) => getComputedStyle(cell).outlineStyle)).toBe('dashed');

    await page.keyboard.press(',');
    await page
      .getByRole('gridcell', { name: /February/ })
      .first()
      .waitFor();
    await page.keyboard.press('.');
    await cellOf(page, 10).waitFor();
    expect(await changed.count()).toBe(0);
  });
});

describe('two people who edit the same user', () => {
  browserTest('the later one keeps the form, sees both values and chooses', async () => {
    const site = await aSiteWithWork(console.cloud, []);
    const mine = await console.open(site, '/users/701', { role: 'hr' });
    const theirs = await console.open(site, '/users/701', { role: 'hr' });
    await mine.getByRole('textbox', { name: 'Position' }).fill('Night guard');
    await theirs.getByRole('textbox', { name: 'Position' }).fill('Day guard');
    await theirs.getByRole('textbox', { name: 'Cost centre' }).fill('C7');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await theirs.getByText('Saved', { exact: true }).waitFor();

    console.expectTrouble(/412/);
    await mine.getByRole('button', { name: 'Save' }).click();
    const both = dialogOf(mine, 'Somebody else has changed this user');
    await both.getByText('Theirs: Day guard').waitFor();
    expect(await both.getByRole('radio', { name: /Mine: Night guard/ }).isChecked()).toBe(true);
    expect(await mine.locator('input[value="Night guard"]').count()).toBe(1);
    expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({ position: 'Day guard' });
    await both.getByRole('button', { name: 'Save' }).click();
    await both.waitFor({ state: 'detached' });
    await expect
      .poll(() => site.api.getUser({ params: { userId: '701' } }))
      .toMatchObject({ position: 'Night guard', costCentre: 'C7' });
  });
});

describe('a person’s month', () => {
  browserTest(
    'is corrected in place, gets half a day of leave, and is locked with what is open',
    async () => {
      const site = await aSiteWithWork(console.cloud, [9, 10]);
      await punchAt(console.cloud, site, ['2026-03-11 09:00:00']);
      const page = await console.open(site, '/attendance/701?from=2026-03-09&to=2026-03-16');
      const row = (day: number) =>
        page.getByRole('main').getByRole('row', { name: new RegExp(`\\b${day} Mar`) });
      await row(10)
        .getByRole('button', { name: /^Out 17:00/ })
        .click();
      await page.getByRole('textbox', { name: /^Out, .*10 March/ }).fill('1803');
      await page.keyboard.press('Enter');
      await page.getByText('Out becomes 18:03. Enter saves, Esc goes back.').waitFor();
      await page.getByRole('textbox', { name: 'Why is it changed?' }).fill('stayed for the delivery');
      await page.keyboard.press('Enter');
      await row(10)
        .getByRole('button', { name: /^Out 18:03/ })
        .waitFor();
      expect((await rowOn(site, 10)).slots.out).toMatchObject({ wall: '2026-03-10T18:03:00', edited: true });
      await page.getByRole('button', { name: 'Undo' }).click();
      await row(10)
        .getByRole('button', { name: /^Out 17:00/ })
        .waitFor();

      await page.goto(
        new URL('/attendance?from=2026-03-09&to=2026-03-16&day=701:2026-03-12', page.url()).href,
      );
      const drawer = dialogOf(page, /12 Mar/);
      await drawer.getByRole('button', { name: 'Leave' }).click();
      await drawer.getByRole('textbox', { name: 'Type of leave' }).fill('annual');
      await choose(drawer, 'Of each day', 'The first half');
      await drawer.getByRole('button', { name: 'Enter the leave' }).click();
      await drawer.getByText('leave: annual, the first half of each day').waitFor();
      await drawer.getByRole('button', { name: 'Remark' }).click();
      await drawer.getByRole('textbox', { name: 'Remark' }).fill('was at the dentist');
      await drawer.getByRole('button', { name: 'Save the remark' }).click();
      await expect.poll(async () => (await rowOn(site, 12)).remark).toBe('was at the dentist');
      // Until its form has gone, Esc would close the form alone.
      await drawer.getByRole('textbox', { name: 'Remark' }).waitFor({ state: 'detached' });
      expect((await rowOn(site, 12)).leave).toMatchObject([{ seconds: 4 * 3_600 }]);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /^Lock / }).click();
      const lock = dialogOf(page, /^Lock/);
      await lock.getByText('1 day misses a time').waitFor();
      const verb = lock.getByRole('button', { name: 'Lock', exact: true });
      expect(await verb.isDisabled()).toBe(true);
      await lock.getByText('Lock all the same').click();
      await verb.click();
      await lock.getByText('The period is locked').waitFor();
      await lock.getByRole('button', { name: 'Close', exact: true }).last().click();

      await cellOf(page, 11, 'Locked').click();
      const locked = dialogOf(page, /11 Mar/);
      await locked.getByText(/^This day is locked: what is entered becomes an adjustment/).waitFor();
      await locked.getByRole('button', { name: 'Add a time' }).click();
      await locked.getByRole('textbox', { name: 'Time' }).fill('1700');
      await locked.getByRole('textbox', { name: 'Reason' }).fill('guard’s book');
      await page.keyboard.press('Enter');
      await locked.getByText('Changed after its period was locked').waitFor();
      await cellOf(page, 11, 'Adjusted after lock').waitFor();
      expect((await rowOn(site, 11)).adjustment).toMatchObject({ worked: 8 * 3_600 });
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /^Unlock/ }).click();
      const unlock = dialogOf(page, /^Unlock/);
      await unlock.getByRole('textbox', { name: /Reason/ }).fill('too early');
      await unlock.getByRole('button', { name: 'Unlock', exact: true }).click();
      await page.getByRole('button', { name: /^Lock / }).waitFor();
      await expect.poll(async () => (await rowOn(site, 11)).adjustment).toBeUndefined();
    },
  );
});
