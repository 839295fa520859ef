/** Runs the bridge's command line inside the test process, in a folder that ends with the test. @module */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCli } from '#bridge/cli/index.ts';
import { aClock } from '#test/support/clock.ts';

/** A folder that ends with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs a command line of the bridge in this process, at the time of all tests. */
export async function cli(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await runCli(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    now: aClock().now,
  });
  return { code, stdout, stderr };
}
