/** Gives the tests of a file a browser, and sees to it that nothing goes wrong in it unseen. @module */

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumAdvice, chromiumPath, leavesBrowserOut } from './chromium.ts';
import { showCloudTime } from './page-clock.ts';

/** How a page is looked at. */
export interface View {
  /** In CSS pixels; default 1,360 × 900. */
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  reducedMotion?: boolean;
  /** A finger instead of a mouse. */
  touch?: boolean;
  locale?: string;
}

/** The browser of a test file. */
export interface TestBrowser {
  /** A page in a context of its own: nobody is signed in, nothing is remembered. It ends with the test. */
  page(view?: View): Promise<Page>;
  /** Lets something go wrong in this test, such as a request that is to be refused. */
  expectTrouble(pattern: RegExp): void;
  /** What has gone wrong in this test so far: errors in the browser's log, exceptions, violations of the policy. */
  troubles(): string[];
}

/** Longer than a click takes on a machine that twenty programs share. */
const patienceMilliseconds = 60_000;

/** Reports a violation of the content security policy; runs in the page. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { rollcallViolation: report } = window as unknown as { rollcallViolation(text: string): void };
    report(
      `${event.effectiveDirective}: ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    );
  });
}

/**
 * Starts one browser for a file. A test that breaks the content security policy, or after which something stands in the
 * browser's log of errors, fails: no test has to ask for it. The clock of its pages is the cloud's.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const troubles: string[] = [];
  const expected: RegExp[] = [];

  beforeAll(async () => {
    if (leavesBrowserOut) return;
    browser = await chromium
      .launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
      .catch((error: unknown) => {
        throw new Error(`The browser does not start. ${chromiumAdvice}`, { cause: error });
      });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    const unexpected = troubles.splice(0).filter((text) => !expected.some((pattern) => pattern.test(text)));
    expected.length = 0;
    expect(unexpected, 'what went wrong in the browser').toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    async page({
      width = 1_360,
      height = 900,
      theme = 'light',
      reducedMotion = true,
      touch = false,
      locale,
    } = {}) {
      if (!browser) throw new Error('the browser runs from beforeAll to afterAll');
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
        hasTouch: touch,
        locale: locale ?? 'en-GB',
        timezoneId: 'UTC',
      });
      contexts.push(context);
      context.setDefaultTimeout(patienceMilliseconds);
      await context.exposeFunction(
        'rollcallViolation',
        (text: string) => void troubles.push(`violation of ${text}`),
      );
      await context.addInitScript(reportViolations);
      context.on('console', (message) => {
        if (message.type() === 'error') troubles.push(`${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => void troubles.push(String(error.error())));
      const page = await context.newPage();
      await showCloudTime(page);
      return page;
    },
    expectTrouble: (pattern) => void expected.push(pattern),
    troubles: () => [...troubles],
  };
}
