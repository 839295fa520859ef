/** Builds the console once for a run of the browser tests, in the mode that parses every answer by its schema. @module */

import type { TestProject } from 'vitest/node';
import { freshConsole } from '#infra/console/build.ts';
import { chromiumAdvice, leavesBrowserOut } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built console. */
    consoleFolder: string;
  }
}

/** Vitest calls it before the first test of the project. */
export async function setup(project: TestProject): Promise<void> {
  if (leavesBrowserOut) {
    process.stderr.write(`The browser tests are left out. ${chromiumAdvice}\n`);
    return;
  }
  project.provide('consoleFolder', await freshConsole({ checked: true }));
}
