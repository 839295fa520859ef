/** `npm start` builds the console where it is missing or older than its sources, and opens it to be served. @module */

import { ConsoleBuildError, freshConsole } from '#infra/console/build.ts';
import { type ConsoleFiles, readConsole } from '../console/console-files.ts';
import { StartFailure } from '../start-failure.ts';
import type { Tell } from './main-job.ts';

/**
 * Opens the console of the present sources.
 * @throws StartFailure when it cannot be built
 */
export async function openConsole(tell: Tell, signal: AbortSignal): Promise<ConsoleFiles> {
  try {
    const folder = await freshConsole({
      onBuild: () => tell('      building the console, which takes some seconds ...'),
      signal,
    });
    return await readConsole(folder);
  } catch (error) {
    if (!(error instanceof ConsoleBuildError)) throw error;
    throw new StartFailure(`${error.message}\nTo start without it, run: npm start -- --no-console`, {
      cause: error,
    });
  }
}
