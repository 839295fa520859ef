/** Starts the rollcall-bridge command line and turns SIGINT and SIGTERM into the signal that ends it. @module */

import { createInterface } from 'node:readline/promises';
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
const { stdin, stdout, stderr } = process;

/** Asks whoever sits there; the end of the input ends the program, as Ctrl+C does. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  lines.once('SIGINT', () => stop.abort(new Error('SIGINT')));
  try {
    return await lines.question(question, { signal: stop.signal });
  } finally {
    lines.close();
  }
}
const somebody = stdin.isTTY && stderr.isTTY ? { ask } : {};
// Not awaited here: as one executable this is CommonJS, which has no await outside of functions.
void runCli(process.argv.slice(2), { stdout, stderr, signal: stop.signal, now: Date.now, ...somebody }).then(
  (code) => {
    process.exitCode = code;
  },
);
