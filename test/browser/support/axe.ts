/** Asks axe what of a page keeps people out. @module */

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What breaks WCAG 2.2 up to AA on the page as it is now, one line for each element, with what is measured. Wait first for what
 * is to be looked at.
 * Playwright evaluates through the debugger, so axe runs under the page's content security policy without being part of it.
 */
export async function axe(page: Page): Promise<string[]> {
  // Without it axe opens a second page to put its findings together, which only frames of other origins need.
  const { violations } = await new AxeBuilder({ page })
    // Of what is right it says no more than that: to describe each cell of a matrix takes many times as long as to look at it.
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    .setLegacyMode()
    // What React Aria says aloud for some seconds names a button that may be gone by then.
    .exclude('[data-live-announcer]')
    .analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary = '' }) => {
      const [, why = ''] = failureSummary.split('\n');
      return `${id}: ${help}: ${target.join(' ')} ${html}: ${why.trim()}`;
    }),
  );
}
