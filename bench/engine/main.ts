/**
 * How fast the attendance engine is on one core: `npm run bench:engine [-- --json]`. Prints a table for people; with
 * `--json` the last line is one JSON object.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { computeDays } from '#shared/attendance/compute-days.ts';
import { nightWorkload, officeWorkload, type Workload } from './workloads.ts';

const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;
const asJson = process.argv.includes('--json');
const secondsPerMeasurement = 2;

interface Measurement {
  workload: string;
  users: number;
  userDays: number;
  userDaysPerSecond: number;
  bestPerSecond: number;
  heapMegabytes: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = z
  .custom<() => void>((value) => typeof value === 'function')
  .parse(runInNewContext('gc'));

/** Live memory: what a collection leaves. */
function megabytesInUse(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

/** Computes everybody again and again for two seconds; the median of the rounds, and the best of them. */
function measure(workload: Workload): Measurement {
  const rates: number[] = [];
  let checksum = 0;
  const until = performance.now() + secondsPerMeasurement * 1_000;
  while (performance.now() < until || rates.length < 3) {
    const start = performance.now();
    for (const input of workload.inputs) {
      for (const day of computeDays(input, workload.book)) checksum += day.worked;
    }
    rates.push((workload.userDays * 1_000) / (performance.now() - start));
  }
  if (checksum === 0) throw new Error('the workload computed no work at all');
  rates.sort((a, b) => a - b);
  return {
    workload: workload.name,
    users: workload.inputs.length,
    userDays: workload.userDays,
    userDaysPerSecond: Math.round(rates[Math.floor(rates.length / 2)] ?? 0),
    bestPerSecond: Math.round(rates.at(-1) ?? 0),
    heapMegabytes: megabytesInUse(),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1_073_741_824)} GB`;
print(`Attendance engine, rollcall ${version}, Node ${process.version}, one core of ${machine}`);
print('npm run bench:engine');
print('');

// Warm: the first second of a process is the compiler's.
measure(officeWorkload(50));
measure(nightWorkload(50));
const heapAtStart = megabytesInUse();

print('workload                    users  user-days  user-days/s  best round  heap MB');
const measurements: Measurement[] = [];
for (const make of [officeWorkload, nightWorkload]) {
  for (const users of [1, 10, 100, 1_000]) {
    const result = measure(make(users));
    measurements.push(result);
    const { workload, userDays, userDaysPerSecond, bestPerSecond, heapMegabytes } = result;
    const cells = [
      workload.padEnd(26),
      String(users).padStart(6),
      String(userDays).padStart(10),
      userDaysPerSecond.toLocaleString('en').padStart(12),
      bestPerSecond.toLocaleString('en').padStart(11),
      String(heapMegabytes).padStart(8),
    ];
    print(cells.join(' '));
  }
}
const heapAtEnd = megabytesInUse();
print('');
print(`heap at start ${heapAtStart} MB, at the end ${heapAtEnd} MB`);

if (asJson) {
  const largest = measurements.filter(({ users }) => users === 1_000);
  const userDaysPerSecond = Math.min(...largest.map((m) => m.userDaysPerSecond));
  const report = {
    benchmark: 'engine',
    version,
    node: process.version,
    machine,
    userDaysPerSecond,
    heapAtStart,
    heapAtEnd,
    measurements,
  };
  print(JSON.stringify(report));
}
