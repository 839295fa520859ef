/**
 * `npm run bench:bundle` prints how large each Lambda bundle is and how long Node takes to load it.
 * Prints a
 * table for people; with `--json` the last line is one JSON object.
 * @module
 */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { writeBundles } from '../../infra/bundle/write-bundles.ts';
import { lambdaNames, lambdas } from '../../infra/lambdas.ts';
import { importMilliseconds } from './import-time.ts';

const runs = 21;
const asJson = process.argv.includes('--json');

interface Row {
  lambda: string;
  bytes: number;
  gzipBytes: number;
  budgetBytes: number | null;
  importMillisecondsMedian: number;
  importMillisecondsMost: number;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function measure(lambda: string, folder: string, budgetBytes: number | null): Promise<Row> {
  const file = join(folder, 'index.mjs');
  const code = await readFile(file);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await importMilliseconds(file));
  times.sort((a, b) => a - b);
  return {
    lambda,
    bytes: code.length,
    gzipBytes: gzipSync(code, { level: 9 }).length,
    budgetBytes,
    importMillisecondsMedian: round(times[Math.floor(runs / 2)] ?? Number.NaN),
    importMillisecondsMost: round(times.at(-1) ?? Number.NaN),
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function kilobytes(bytes: number | null): string {
  return bytes === null ? '-' : (bytes / 1024).toFixed(1);
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')));
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1_073_741_824)} GB`;
const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-bundle-'));
try {
  const folders = await writeBundles(folder);
  const empty = join(folder, 'lambda', 'empty');
  await mkdir(empty);
  await writeFile(join(empty, 'index.mjs'), 'export const handler = async () => {};\n');
  const rows = [await measure('(empty handler)', empty, null)];
  for (const name of lambdaNames) rows.push(await measure(name, folders[name], lambdas[name].budgetBytes));

  print(`Lambda bundles, rollcall ${version}, Node ${process.version}, ${machine}`);
  print(`npm run bench:bundle: median and most of ${runs} imports, a fresh process each`);
  print('');
  print('function          KB   gzip KB  budget KB  import ms    most ms');
  for (const row of rows) {
    print(
      [
        row.lambda.padEnd(15),
        kilobytes(row.bytes).padStart(6),
        kilobytes(row.gzipBytes).padStart(9),
        kilobytes(row.budgetBytes).padStart(10),
        row.importMillisecondsMedian.toFixed(1).padStart(10),
        row.importMillisecondsMost.toFixed(1).padStart(10),
      ].join(' '),
    );
  }
  if (asJson) print(JSON.stringify({ bench: 'bundle', version, node: process.version, machine, runs, rows }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
