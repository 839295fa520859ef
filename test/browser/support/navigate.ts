/** Goes from screen to screen as the links of the console do, without loading it anew. @module */

import type { Page } from 'playwright-core';

/** An address that leads nowhere. */
const nowhere = '/nowhere';

/** Shows an address: what it has in common with the one before stays as it is. */
export async function showAddress(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

/**
 * Shows a screen as if it were the first one: nothing is left of the screen before, so nobody can take that for this one.
 * @param title - its heading
 */
export async function showScreen(page: Page, path: string, title: string | RegExp): Promise<void> {
  const notFound = page.getByRole('heading', { level: 1, name: 'Not found' });
  await showAddress(page, nowhere);
  await notFound.waitFor();
  if (path === nowhere) return;
  await showAddress(page, path);
  await notFound.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}
