/**
 * Takes the pictures of the guide: every screen of a running console with the sample, in both themes and two widths.
 * `node scripts/screenshots.ts http://127.0.0.1:PORT/ [FOLDER]` after `npm start`; without a folder into docs/img.
 * @module
 */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const executablePath = process.env.ROLLCALL_CHROMIUM ?? '/usr/bin/chromium';

/** The screens by the names of their pictures. */
const screens: Readonly<Record<string, string>> = {
  start: '/start',
  today: '/today',
  attendance: '/attendance',
  person: '/attendance/1003',
  users: '/users',
  user: '/users/1003',
  schedules: '/schedules/clocking?id=office',
  rosters: '/schedules/rosters?id=night-crew',
  board: '/schedules/board',
  holidays: '/schedules/holidays',
  leave: '/schedules/leave',
  terminals: '/terminals',
  reports: '/reports',
  exports: '/exports',
  settings: '/settings/server',
};

const views = [
  { theme: 'light', width: 1_360, height: 860 },
  { theme: 'dark', width: 1_360, height: 860 },
  { theme: 'light', width: 390, height: 844 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

async function signIn(page: Page, base: string): Promise<void> {
  await page.goto(base);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Administrator/ }).click();
  await page.getByRole('navigation').waitFor();
}

async function takeView(
  browser: Browser,
  base: string,
  folder: string,
  view: (typeof views)[number],
): Promise<void> {
  const { theme, width, height } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await signIn(page, base);
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(new URL(path, base).href);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    // A slow machine shows where things will stand before they are there.
    await page.locator('[aria-busy="true"], [class*="skeleton"]').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
  }
  await context.close();
}

const [base, into = join(import.meta.dirname, '../docs/img')] = process.argv.slice(2);
if (base === undefined) {
  process.stderr.write('Say where the console is: node scripts/screenshots.ts http://127.0.0.1:PORT/\n');
  process.exitCode = 2;
} else {
  const folder = resolve(into);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  for (const view of views) await takeView(browser, base, folder, view);
  await browser.close();
}
