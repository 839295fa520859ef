/** Waits until a page shows what it is to show: after it was resized, and after it asked the API. @module */

import type { Page, Request } from 'playwright-core';
import { until } from '#test/support/until.ts';

/**
 * Gives a page another size, in CSS pixels, and waits until it is drawn in it: what stands only on wide screens is gone before
 * a test looks, since React draws with the event of the media query, which comes a frame after the size.
 */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction((width) => innerWidth === width, size.width);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Counts what has been asked of the API and is not answered. */
export function requestsOf(page: Page): { open(): number } {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/v1/')) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return { open: () => open.size };
}

/**
 * Waits until a screen has its data: nothing is asked for, nothing says that it is being loaded, and it is drawn.
 * @param requests - of `requestsOf`, made before the page was opened
 */
export async function settled(page: Page, requests: { open(): number }): Promise<void> {
  const isQuiet = async () =>
    requests.open() === 0 &&
    (await page.evaluate(
      () =>
        new Promise<boolean>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              resolve(
                document.querySelector(
                  'main [role=status][aria-busy=true], [role=dialog] [role=status][aria-busy=true]',
                ) === null,
              ),
            ),
          ),
        ),
    ));
  // Twice: an answer may be what the next question depends on.
  await until(async () => (await isQuiet()) && (await isQuiet()));
}
