/** Starts the rollcall-bridge command line and turns SIGINT and SIGTERM into the signal that ends it. @module */

import { runCli } from '#bridge/cli/index.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new Error(name)));
}
// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
});
const { stdout, stderr } = process;
// Not awaited here: as one executable this is CommonJS, which has no await outside of functions.
void runCli(process.argv.slice(2), { stdout, stderr, signal: stop.signal, now: Date.now }).then((code) => {
  process.exitCode = code;
});
