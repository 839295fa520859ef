/**
 * `npm run bench:engine` prints how many user-days the attendance engine computes per second on one core.
 * Prints tables for people; with
 * `--json` the last line is one JSON object.
 * @module
 */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import * as z from 'zod';
import { rowsAgain } from './floor.ts';
import {
  type EngineMeasurement,
  latencyOf,
  measure,
  megabytesInUse,
  memoryOver,
  writeAll,
} from './measure.ts';
import { mixedWorkload, mixName, nightWorkload, officeWorkload } from './workloads.ts';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
const asJson = process.argv.includes('--json');

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function row(...cells: (string | number)[]): string {
  return cells
    .map((cell, index) => {
      const text = typeof cell === 'number' ? cell.toLocaleString('en') : cell;
      return index === 0 ? text.padEnd(26) : text.padStart(14);
    })
    .join('');
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1_073_741_824)} GB`;
print(`Attendance engine, rollcall ${version}, Node ${process.version}, one core of ${machine}`);
print('npm run bench:engine');
print('');

// Warm up: the first seconds of a process go to the compiler.
measure(officeWorkload(50));
measure(nightWorkload(50));
measure(mixedWorkload(50));

print(
  'User-days per second: by the clock, in its best round, and per second of processor time of the thread.',
);
print(row('workload', 'users', 'user-days', 'median', 'best', 'per CPU s'));
const measurements: EngineMeasurement[] = [];
for (const make of [officeWorkload, nightWorkload, mixedWorkload]) {
  for (const users of [1, 10, 100, 1_000]) {
    const result = measure(make(users));
    measurements.push(result);
    const { workload, userDays, userDaysPerSecond, bestPerSecond, perProcessorSecond } = result;
    print(row(workload, users, userDays, userDaysPerSecond, bestPerSecond, perProcessorSecond));
  }
}

print('');
print('The floor, in the same run: a bare loop that makes the rows of one user again and computes nothing.');
print(row('workload', 'users', 'user-days', 'median', 'best', 'per CPU s'));
const floors: EngineMeasurement[] = [];
for (const make of [officeWorkload, nightWorkload, mixedWorkload]) {
  // The rows that it copies have to lie in the cache, or the loop measures how they are read.
  const workload = make(1);
  const floor = measure(workload, rowsAgain(workload));
  floors.push(floor);
  const { users, userDays, userDaysPerSecond, bestPerSecond, perProcessorSecond } = floor;
  print(row(workload.name, users, userDays, userDaysPerSecond, bestPerSecond, perProcessorSecond));
}

print('');
const written = measure(officeWorkload(1_000), writeAll);
print(
  `Office, 1,000 users, every row written as JSON as well: ${written.userDaysPerSecond.toLocaleString('en')} user-days per second`,
);

print('');
const latency = latencyOf(officeWorkload(1_000));
print(`One user-month (31 days): median ${latency.medianMicroseconds} µs, p99 ${latency.p99Microseconds} µs`);

print('');
const memory = memoryOver(officeWorkload(1_000), 3_000_000);
print('Memory over 3 million user-days, after a collection:');
print(
  `${memory.map(({ userDays, megabytes }) => `${userDays.toLocaleString('en')}: ${megabytes} MB`).join(', ')}`,
);

if (asJson) {
  // The aim is about the workloads in which every day is worked; the mix stands in the table.
  const largest = measurements.filter(({ users, workload }) => users === 1_000 && workload !== mixName);
  const lowest = (field: 'userDaysPerSecond' | 'perProcessorSecond'): number =>
    Math.min(...largest.map((measurement) => measurement[field]));
  print(
    JSON.stringify({
      benchmark: 'engine',
      version,
      node: process.version,
      machine,
      userDaysPerSecond: lowest('userDaysPerSecond'),
      perProcessorSecond: lowest('perProcessorSecond'),
      writtenPerSecond: written.userDaysPerSecond,
      latency,
      memory,
      heapAtEnd: megabytesInUse(),
      measurements,
      floors,
    }),
  );
}
