/**
 * `npm run judge:pyzk` has pyzk, the client that is most in use, read simulated terminals, and compares what it finds
 * with what they have: the simulator must not be one that only Rollcall can read. pyzk comes from Python's registry
 * (`pip install pyzk`); PYTHON names another interpreter than `python3`. Exits with 2 when one of both is missing.
 * @module
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Found, judge, judgedTerminals } from './judge-pyzk/terminals.ts';

/** pyzk cannot run here. */
class JudgeMissing extends Error {
  override readonly name = 'JudgeMissing';
}

const python = process.env.PYTHON ?? 'python3';
const script = fileURLToPath(new URL('./judge-pyzk/read.py', import.meta.url));
const patienceMilliseconds = 60_000;
/** What the script ends with where Python has no pyzk. */
const noPyzk = 3;

/**
 * Reads a terminal with pyzk.
 * @throws JudgeMissing, and Error with what Python said when pyzk cannot read it
 */
async function readWithPyzk(from: { port: number; commKey: number; udp: boolean }): Promise<Found> {
  const child = spawn(python, [script], { timeout: patienceMilliseconds });
  const missing = once(child, 'error').then(([error]): never => {
    throw new JudgeMissing(
      `${python} did not start (${error instanceof Error ? error.message : error}). Install Python 3, or set PYTHON.`,
    );
  });
  const ended = once(child, 'close');
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(from));
  const told = Promise.all([text(child.stdout), text(child.stderr), ended]);
  const [output, errors, [code]] = await Promise.race([told, missing]);
  if (code === noPyzk) {
    throw new JudgeMissing(`${python} has no pyzk. Install it with "${python} -m pip install pyzk".`);
  }
  if (code !== 0) throw new Error(errors.trim().split('\n').at(-1) ?? `it ended with ${code}`);
  return JSON.parse(output) as Found;
}

/** @returns whether pyzk found what the terminals have */
async function judgeAll(): Promise<boolean> {
  let failures = 0;
  for (const terminal of judgedTerminals) {
    const differences = await judge(terminal, readWithPyzk).catch((error: unknown) => {
      if (error instanceof JudgeMissing) throw error;
      return [`pyzk cannot read it: ${error instanceof Error ? error.message : error}`];
    });
    process.stdout.write(`${differences.length === 0 ? 'right' : 'WRONG'}  ${terminal.name}\n`);
    for (const each of differences) process.stdout.write(`       ${each}\n`);
    if (differences.length > 0) failures += 1;
  }
  process.stdout.write(
    failures === 0
      ? `pyzk found what the ${judgedTerminals.length} terminals have.\n`
      : `${failures} of ${judgedTerminals.length} terminals are read wrong.\n`,
  );
  return failures === 0;
}

try {
  process.exitCode = (await judgeAll()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof JudgeMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
