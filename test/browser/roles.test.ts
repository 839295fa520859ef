/** Who sees what: no role is shown a control that it may not use, and addresses that it may not open say what is needed. @module */

import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { aSiteWithWork } from '#test/support/workdays.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { dialogOf } from './support/fields.ts';

const console = useConsole();
const week = 'from=2026-03-09&to=2026-03-16';
const roles = ['viewer', 'hr', 'admin'] as const;
type Role = (typeof roles)[number];

/** Buttons of a screen, and who may use them. */
const controls: readonly {
  path: string;
  /** What comes last: the buttons are there by then, if they are to come. */
  last: (page: Page) => Locator;
  buttons: readonly { name: string | RegExp; by: readonly Role[] }[];
}[] = [
  {
    path: `/attendance?${week}`,
    last: (page) => page.getByText(/^Nothing of .+ is locked$/),
    buttons: [
      { name: 'Download', by: ['hr', 'admin'] },
      { name: 'Generate', by: ['hr', 'admin'] },
      { name: 'Export', by: ['hr', 'admin'] },
      { name: /^Lock /, by: ['admin'] },
      { name: 'Print', by: roles },
    ],
  },
  {
    path: `/attendance?${week}&day=701:2026-03-10`,
    last: (page) => page.getByRole('button', { name: /^Why: Work/ }),
    buttons: [
      { name: 'Add a time', by: ['hr', 'admin'] },
      { name: 'Leave', by: ['hr', 'admin'] },
      { name: 'Override', by: ['hr', 'admin'] },
      { name: 'Remark', by: ['hr', 'admin'] },
      { name: /^Why: Work/, by: roles },
    ],
  },
  {
    path: '/users',
    last: (page) => page.getByRole('main').getByRole('link', { name: '701', exact: true }),
    buttons: [
      { name: 'New user', by: ['hr', 'admin'] },
      { name: 'Download user', by: ['hr', 'admin'] },
      { name: 'File', by: roles },
    ],
  },
  {
    path: '/users/701',
    last: (page) => page.getByRole('heading', { name: '701', level: 1 }),
    buttons: [{ name: 'More', by: ['hr', 'admin'] }],
  },
];

async function countOf(page: Page, name: string | RegExp): Promise<number> {
  return await page.getByRole('main').getByRole('button', { name, exact: true }).count();
}

describe.each(roles)('%s', (role) => {
  browserTest('sees the controls that it may use, and no other one', async () => {
    const site = await aSiteWithWork(console.cloud, [9, 10]);
    const page = await console.open(site, '/users', { role });
    for (const { path, last, buttons } of controls) {
      await page.goto(new URL(path, console.cloud.url).href);
      await last(page).waitFor();
      const shown = buttons.filter(({ by }) => by.includes(role));
      const hidden = buttons.filter(({ by }) => !by.includes(role));
      for (const { name } of shown)
        await expect.poll(() => countOf(page, name), { message: `${name} at ${path}` }).toBe(1);
      for (const { name } of hidden) expect(await countOf(page, name), `${name} at ${path}`).toBe(0);
    }
    await page.keyboard.press('Control+k');
    const palette = dialogOf(page, 'Search or do');
    await palette.getByRole('menuitem', { name: /^Attendance/ }).waitFor();
    const may = role === 'viewer' ? 0 : 1;
    expect(await palette.getByRole('menuitem', { name: 'Download attendance' }).count()).toBe(may);
    expect(await palette.getByRole('menuitem', { name: 'Generate sheets' }).count()).toBe(may);
    expect(await palette.getByRole('menuitem', { name: 'Add a bridge' }).count()).toBe(
      role === 'admin' ? 1 : 0,
    );
  });
});

describe('a viewer', () => {
  browserTest('gets no dialog by the keys and addresses of those who may do more', async () => {
    const site = await aSiteWithWork(console.cloud, [9, 10]);
    const page = await console.open(site, `/attendance?${week}&day=701:2026-03-10`, { role: 'viewer' });
    await page.getByRole('button', { name: /^Why: Work/ }).waitFor();
    for (const key of ['c', 'l', 'r', 'd', 'y']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(await page.getByRole('textbox', { name: 'Reason' }).count()).toBe(0);

    console.expectTrouble(/403/);
    await page.goto(new URL('/users/701?part=audit', console.cloud.url).href);
    await page.getByRole('heading', { name: '701', level: 1 }).waitFor();
    await page
      .getByRole('main')
      .getByText(/Administrator/)
      .first()
      .waitFor();
  });
});
