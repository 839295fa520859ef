/** Has the clock of a page stand at the time of the cloud, while its timers run. @module */

import type { Page } from 'playwright-core';
import { cloudTime } from '#test/support/cloud.ts';

/** Has `Date` say one moment; runs in the page. @param epoch - in milliseconds */
function standAt(epoch: number): void {
  globalThis.Date = new Proxy(Date, {
    apply: (target) => new target(epoch).toString(),
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [epoch] : given, newTarget),
    get: (target, name, receiver) => (name === 'now' ? () => epoch : Reflect.get(target, name, receiver)),
  });
}

/**
 * Shows a page, and what it loads from now on, the time that the cloud has now. Playwright's own clock would imitate the timers
 * as well, and counts them from the `Date` of this process, which is the cloud's: where that is more than 24 days from the
 * machine's, the delay to the next timer overflows on some dates, and no timer ever fires.
 */
export async function showCloudTime(page: Page): Promise<void> {
  const epoch = cloudTime.now();
  await page.context().addInitScript(standAt, epoch);
  await page.evaluate(standAt, epoch);
}
