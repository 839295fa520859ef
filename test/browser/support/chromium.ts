/** Where the browser of the tests is, and what to do where there is none. @module */

import { existsSync } from 'node:fs';
import { test } from 'vitest';

/** Debian's Chromium; `ROLLCALL_CHROMIUM` names another one. */
export const chromiumPath = process.env.ROLLCALL_CHROMIUM ?? '/usr/bin/chromium';

/** What to do where the browser is missing. */
export const chromiumAdvice = `There is no browser at ${chromiumPath}. On Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core`;

const isMissing = !existsSync(chromiumPath);

/** Whether the tests are left out: only where nobody promised a browser. */
export const leavesBrowserOut = isMissing && process.env.CI === undefined;

/** A test in a browser: left out where there is none, but not in CI. */
export const browserTest = test.skipIf(leavesBrowserOut);
