/** Runs Vitest in a process of its own and lists the tests that failed. @module */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** How a run of the tests ended. */
export interface TestRun {
  passed: boolean;
  /** How many tests there were. */
  tests: number;
  /** A line for each failing test or file, with the first line of its reason; also for an error outside all tests. */
  failures: string[];
}

/** What is read of the report of Vitest's `json` reporter. */
const Report = z.object({
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({
      /** Path of the file. */
      name: z.string(),
      status: z.string(),
      /** Why the file as a whole failed; empty when it did not. */
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** `json` knows tests; what breaks outside of them is shown by `dot`. */
const reporters = ['--reporter=json', '--reporter=dot'];

function firstLine(reason = ''): string {
  return reason.split('\n', 1)[0] ?? '';
}

function failuresOf({ testResults }: z.output<typeof Report>): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => `${file}: ${fullName}\n  ${firstLine(failureMessages[0])}`);
    return status === 'failed' && tests.length === 0 ? [`${file}\n  ${firstLine(message)}`] : tests;
  });
}

/**
 * Runs the tests of the folders, or all.
 * @param options - folders, files and options of Vitest
 * @param environment - variables that the run gets in addition to those of this process
 */
export async function runTests(
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-run-'));
  try {
    const file = join(folder, 'report.json');
    const child = spawn(
      process.execPath,
      [vitest, 'run', ...reporters, `--outputFile.json=${file}`, ...options],
      {
        cwd: root,
        env: { ...process.env, NO_COLOR: '1', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code));
    });
    const [code, said, complained] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    const written = reportIn(file);
    const failures = written === null ? [] : failuresOf(written);
    const passed = code === 0 && failures.length === 0;
    if (!passed && failures.length === 0) failures.push(`Vitest ended with ${code}:\n${said}${complained}`);
    return { passed, tests: written?.numTotalTests ?? 0, failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report; `null` when Vitest ended before it wrote one. */
function reportIn(file: string): z.output<typeof Report> | null {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
