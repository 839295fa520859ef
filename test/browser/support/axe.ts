/** Asks axe what of a page keeps people out. @module */

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What depends on the theme; all else that axe asks is the same in both. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What of a page axe is to look at, and for what. */
export interface AxeLimits {
  /** Selects the part that is looked at; default: the whole page. */
  within?: string;
  /** Asks only for what depends on the theme: for a page that has been looked at in the other one. */
  isOnlyColours?: boolean;
}

/**
 * What breaks WCAG 2.2 up to AA on the page as it is now, one line for each element, with what is measured. Wait first for what
 * is to be looked at.
 * Playwright evaluates through the debugger, so axe runs under the page's content security policy without being part of it.
 */
export async function axe(page: Page, { within, isOnlyColours = false }: AxeLimits = {}): Promise<string[]> {
  // It is as long as the console itself, so a page that has it does not get it again.
  const hasAxe = await page.evaluate(() => 'axe' in window);
  // Without it axe opens a second page to put its findings together, which only frames of other origins need.
  const builder = new AxeBuilder(hasAxe ? { page, axeSource: 'void 0' } : { page })
    // Of what is right it says no more than that: to describe each cell of a matrix takes many times as long as to look at it.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    // What React Aria says aloud for some seconds names a button that may be gone by then.
    .exclude('[data-live-announcer]');
  if (within !== undefined) builder.include(within);
  const asked = isOnlyColours ? builder.withRules(colourRules) : builder.withTags(tags);
  const { violations } = await asked.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary = '' }) => {
      const [, why = ''] = failureSummary.split('\n');
      return `${id}: ${help}: ${target.join(' ')} ${html}: ${why.trim()}`;
    }),
  );
}
