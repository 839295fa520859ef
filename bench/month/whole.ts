/** Runs `npm start -- --once` on a month of punches, and watches how long its steps take and what its processes hold. @module */

import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { recordsOfAll } from './people.ts';

/** What one run took. Seconds; bytes of all processes together. */
export interface WholeRun {
  seconds: number;
  /** From the start of the generation to its end. */
  generationSeconds: number;
  peakBytes: number;
  records: number;
  rows: number;
  users: number;
}

/** What `npm start` runs, without the shell before it. */
function startCommand(): string[] {
  const root = new URL('../../', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    scripts: { start: string };
  };
  const [, flags = '', script = ''] = /^exec node (.*?)(\S+\.ts)$/.exec(scripts.start) ?? [];
  return [...flags.split(' ').filter((flag) => flag !== ''), fileURLToPath(new URL(script, root))];
}

const pageBytes = 4_096;
const lookEveryMilliseconds = 250;

/** Resident bytes of a process and of all that it has started; shared pages count once for each. */
function bytesOfTree(root: number): number {
  const parents = new Map<number, number>();
  const pages = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      pages.set(Number(name), Number(readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')[1]));
    } catch {
      // The process has ended in the meantime.
    }
  }
  const isInTree = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (at === root) return true;
    }
    return false;
  };
  let sum = 0;
  for (const [pid, count] of pages) if (isInTree(pid)) sum += count * pageBytes;
  return sum;
}

function writePunches(file: string, people: number): number {
  const descriptor = openSync(file, 'w');
  let count = 0;
  let lines: string[] = [];
  const flush = () => {
    writeSync(descriptor, lines.join(''));
    lines = [];
  };
  for (const record of recordsOfAll(people)) {
    lines.push(`${JSON.stringify(record)}\n`);
    count += 1;
    if (lines.length === 10_000) flush();
  }
  flush();
  closeSync(descriptor);
  return count;
}

async function runOnce(folder: string, punches: string): Promise<Omit<WholeRun, 'records' | 'users'>> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...startCommand(),
      '--once',
      '--json',
      '--port',
      '0',
      '--zone',
      'UTC',
      '--punches',
      punches,
      '--data',
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error('the program did not start');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, bytesOfTree(pid));
  }, lookEveryMilliseconds);
  let generationBegan = 0;
  let generationEnded = 0;
  let rows = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const now = performance.now();
    if (line.startsWith('[3/4]')) generationBegan = now;
    if (generationBegan > 0 && generationEnded === 0 && line.includes(' rows of ')) generationEnded = now;
    const found = /"sheetRows":(\d+)/.exec(line);
    if (found) rows = Number(found[1]);
  }
  const code = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`the program ended with ${code}`);
  return {
    seconds: (performance.now() - began) / 1_000,
    generationSeconds: (generationEnded - generationBegan) / 1_000,
    peakBytes,
    rows,
  };
}

/** Runs a month from terminals to CSV into an empty folder, then again into the same one. */
export async function runWhole(people: number): Promise<{ first: WholeRun; again: WholeRun }> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-month-'));
  try {
    const punches = join(folder, 'punches.ndjson');
    const records = writePunches(punches, people);
    const data = join(folder, 'data');
    const first = { ...(await runOnce(data, punches)), records, users: people };
    const again = { ...(await runOnce(data, punches)), records, users: people };
    return { first, again };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
