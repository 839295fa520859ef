import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '#infra/local/gateway.ts';
import { issuerPath, startIssuer } from '#infra/local/issuer/index.ts';
import { authorization } from '#test/support/sign-in.ts';

const executablePath = '/usr/bin/chromium';

describe.runIf(existsSync(executablePath))('a browser', () => {
  let gateway: Gateway;
  let browser: Browser;
  beforeAll(async () => {
    const log = () => undefined;
    gateway = await startGateway({ routes: [], invoke: async () => ({}), port: 0, log });
    const consoleOrigins = [gateway.url, gateway.url.replace('127.0.0.1', 'localhost')];
    const { serve } = await startIssuer({ origin: gateway.url, consoleOrigins, log });
    gateway.mount(issuerPath, serve);
    for (const path of ['/signed-in', '/signed-out'])
      gateway.mount(path, (_, answer) => void answer.end(path));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  test.each([
    ['127.0.0.1', 'light'],
    ['localhost', 'dark'],
  ] as const)(
    'signs in and out with one click each, from %s in %s colours',
    async (host, colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const origin = gateway.url.replace('127.0.0.1', host);
      await page.goto(authorization(gateway.url, { redirect_uri: `${origin}/signed-in` }).address);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'Sample HR officer (HR)' }).click();
      await page.waitForURL(`${origin}/signed-in?code=*`);
      const end = new URLSearchParams({
        client_id: 'rollcall-console',
        post_logout_redirect_uri: `${origin}/signed-out`,
      });
      await page.goto(`${gateway.url}/oidc/session/end?${end}`);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL(`${origin}/signed-out`);
      await context.close();
    },
    60_000,
  );
});
