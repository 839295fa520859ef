import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { faultsOfLayout, pointersAstray } from './support/layout.ts';
import { requestsOf, resize, settled } from './support/settled.ts';
import { signIn } from './support/sign-in.ts';

const console = useConsole();

/** Every path of the router, with an address of it at which there is something to see. */
function addressesOf({ terminals, bridgeId }: Company & { bridgeId: string }): Record<string, string[]> {
  return {
    '/': [],
    '/today': ['/today'],
    '/approvals': ['/approvals'],
    '/attendance': ['/attendance', '/attendance?view=day'],
    '/attendance/$userId': ['/attendance/1003'],
    '/users': ['/users'],
    '/users/$userId': ['/users/1003'],
    '/schedules': [],
    '/schedules/clocking': ['/schedules/clocking?id=office'],
    '/schedules/rosters': ['/schedules/rosters?id=night-crew'],
    '/schedules/board': ['/schedules/board'],
    '/schedules/holidays': ['/schedules/holidays'],
    '/schedules/leave': ['/schedules/leave'],
    '/terminals': ['/terminals'],
    '/terminals/$serial': [`/terminals/${terminals[0]?.serial}`],
    '/bridges/$bridgeId': [`/bridges/${bridgeId}`],
    '/reports': ['/reports', '/reports?report=time-card'],
    '/exports': ['/exports'],
    '/settings': [],
    '/settings/$section': ['/settings/you', '/settings/server', '/settings/organisation', '/settings/keys'],
    '/start': ['/start'],
  };
}

function pathsOfRouter(): string[] {
  const router = readFileSync(join(import.meta.dirname, '../../console/src/app/router.tsx'), 'utf8');
  return [...router.matchAll(/ path: '([^']+)'/g)].map(([, path = '']) => path);
}

/** A company with all that screens show, and an address for each of them. */
async function everyAddress(): Promise<{ company: Company; addresses: string[] }> {
  const company = await console.company({ downloaded: true });
  const { items } = await company.api.listBridges({});
  const addresses = addressesOf({ ...company, bridgeId: items[0]?.id ?? '' });
  expect(Object.keys(addresses).sort(), 'an address for every path of the router').toEqual(
    pathsOfRouter().sort(),
  );
  return { company, addresses: Object.values(addresses).flat() };
}

async function pageIn(language: string, company: Company): Promise<Page> {
  const page = await console.page();
  await signIn(page, company.key);
  await page.addInitScript((spoken) => {
    if (location.protocol === 'http:') localStorage.setItem('rollcall.language', spoken);
  }, language);
  return page;
}

/** Opens an address, and waits until its heading stands. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, console.cloud.url).href);
  await expect
    .poll(() => page.getByRole('heading', { level: 1 }).count(), { message: `a heading at ${address}` })
    .toBeGreaterThan(0);
}

const narrow = { width: 390, height: 844 };
const wide = { width: 1_360, height: 900 };

for (const { language, direction } of [
  { language: 'en-XA', direction: 'ltr' },
  { language: 'ar', direction: 'rtl' },
]) {
  browserTest(
    `every screen holds its texts where they are 40 % longer, or run from right to left: ${language}`,
    async () => {
      const { company, addresses } = await everyAddress();
      const page = await pageIn(language, company);
      const requests = requestsOf(page);
      const faults: string[] = [];
      for (const address of addresses) {
        await resize(page, wide);
        await visit(page, address);
        expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
        for (const size of [wide, narrow]) {
          await resize(page, size);
          await settled(page, requests);
          const found = [
            ...(await page.evaluate(faultsOfLayout)),
            ...(await page.evaluate(pointersAstray, direction)),
          ];
          faults.push(...found.map((fault) => `${address} at ${size.width} px: ${fault}`));
        }
      }
      expect(faults).toEqual([]);
    },
    // Every screen is opened once: a minute on a quiet machine.
    600_000,
  );
}

browserTest('from right to left the rail stands at the right, and drawers come from the left', async () => {
  const company = await console.company({ downloaded: true });
  const page = await pageIn('ar', company);
  const requests = requestsOf(page);
  const day = company.from;
  await visit(page, `/attendance?day=1003:${day}`);
  const left = async (role: 'navigation' | 'dialog') =>
    (await page.getByRole(role).first().boundingBox())?.x ?? Number.NaN;
  expect(await left('navigation')).toBeGreaterThan(wide.width / 2);
  await expect.poll(() => left('dialog')).toBe(0);
  await resize(page, narrow);
  await settled(page, requests);
  expect(await page.evaluate(faultsOfLayout)).toEqual([]);
});

browserTest('a text that ends in an ellipsis is shown whole to who points at it', async () => {
  const company = await console.company({ downloaded: true });
  const name = 'Sample Person whose name is much longer than any column is wide';
  await company.api.createUser({ body: { id: '4001', name } });
  const page = await console.open(company, '/users');
  const text = page.getByText(name, { exact: true }).first();
  const pointAtIt = async () => {
    await page.mouse.move(0, 0);
    await text.hover();
    return page.getByTitle(name).count();
  };
  await expect.poll(pointAtIt).toBeGreaterThan(0);
});
