/** Signs a page of a test in. @module */

import type { Page } from 'playwright-core';

/** Where the console keeps the key of whoever signed in by one. */
const keyName = 'rollcall.key';

/** Has every page of the context signed in by an API key, as after the sign-in of the console. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.context().addInitScript(
    ([name, value]) => {
      if (name !== undefined && value !== undefined && location.protocol === 'http:')
        sessionStorage.setItem(name, value);
    },
    [keyName, key],
  );
}

/** Signs in by the button of the console and the page of the built-in issuer. @param name - of one of the issuer's sample people */
export async function signInAtIssuer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL((url) => !/^\/(?:oidc|signed-in)/.test(url.pathname));
}
