/** Reads how long a page has worked: what other programs take of the machine does not count. @module */

import type { CDPSession, Page } from 'playwright-core';

/** What a page has done so far, in milliseconds. */
export interface PageTimes {
  /** Work of the page's own thread since its navigation. */
  worked: number;
  /** Since its navigation began, by the clock on the wall. */
  sinceNavigation: number;
}

/** Starts to read. */
export async function workClock(page: Page): Promise<() => Promise<PageTimes>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const milliseconds = (wanted: string) =>
      (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN) * 1_000;
    return {
      worked: milliseconds('TaskDuration'),
      sinceNavigation: milliseconds('Timestamp') - milliseconds('NavigationStart'),
    };
  };
}
