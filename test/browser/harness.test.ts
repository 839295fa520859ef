import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';

const console = useConsole();

browserTest('the console opens at any address for who is signed in, and keeps nobody out', async () => {
  const company = await console.company({ downloaded: true });
  const page = await console.open(company, '/terminals');
  await page.getByRole('main').waitFor();
  expect(await page.title()).toContain('Rollcall');
  expect(new URL(page.url()).pathname).toBe('/terminals');
  expect(await axe(page)).toEqual([]);
  const { items } = await company.api.listUsers({ query: { limit: 100 } });
  expect(items).toHaveLength(25);
});

browserTest('a page of any date shows that date, and its timers run', async () => {
  const machine = performance.timeOrigin + performance.now();
  // So far away that a delay of as many milliseconds overflows into one of days.
  cloudTime.set(new Date(machine - 2 ** 32 + 2 ** 30).toISOString());
  const page = await console.open(await console.cloud.organisation(), '/attendance');
  await page.getByText('There are no users yet').waitFor();
  const shown = () => new Promise<number>((resolve) => setTimeout(() => resolve(Date.now()), 1));
  expect(await page.evaluate(shown)).toBe(cloudTime.now());
});

/** What the policy of the console forbids; runs in the page. */
function tryForbidden(): Record<string, string> {
  const outcome = (attempt: () => void) => {
    try {
      attempt();
      return 'done';
    } catch {
      return 'refused';
    }
  };
  const add = (name: string, text: string) =>
    document.head.append(Object.assign(document.createElement(name), { textContent: text }));
  add('style', 'body { rotate: 1deg }');
  return {
    style: getComputedStyle(document.body).rotate,
    markup: outcome(() => {
      document.body.innerHTML = '<p>markup</p>';
    }),
    script: outcome(() => add('script', 'document.title = "script"')),
    worker: outcome(() => void new Worker('/theme.js')),
    policy: outcome(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): void };
      };
      trustedTypes.createPolicy('another', {});
    }),
  };
}

browserTest('the browser keeps the content security policy, and no test breaks it unseen', async () => {
  console.expectTrouble(/violation of|Content Security Policy|Trusted|TypeError/);
  const page = await console.open(await console.cloud.organisation(), '/');
  await page.getByRole('main').waitFor();
  expect(await page.evaluate(tryForbidden)).toEqual({
    style: 'none',
    markup: 'refused',
    script: 'refused',
    worker: 'refused',
    policy: 'refused',
  });
  const violated = () => console.troubles().join('\n');
  await expect.poll(violated).toContain('violation of style-src-elem');
  await expect.poll(violated).toContain('violation of require-trusted-types-for');
  await expect.poll(violated).toContain('violation of trusted-types');
});
