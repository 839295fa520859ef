/** The engine benchmark measures throughput, the latency of one user's month, and live memory. @module */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { computeDays } from '../../shared/attendance/index.ts';
import type { Workload } from './workloads.ts';

/** Throughput of one workload. */
export interface EngineMeasurement {
  workload: string;
  users: number;
  userDays: number;
  /** Median of the rounds, by the clock. */
  userDaysPerSecond: number;
  bestPerSecond: number;
  /** Per second of processor time of the computing thread: what is left when others use the core too. */
  perProcessorSecond: number;
}

const secondsPerMeasurement = 2;

setFlagsFromString('--expose-gc');
const collectGarbage = z
  .custom<() => void>((value) => typeof value === 'function')
  .parse(runInNewContext('gc'));

/** Live memory: what a collection leaves. */
export function megabytesInUse(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

/** Computes everybody once. @returns a sum that depends on every day, so that no day can be optimised away */
function computeAll(workload: Workload): number {
  let worked = 0;
  for (const input of workload.inputs) {
    for (const day of computeDays(input, workload.book)) worked += day.worked;
  }
  if (worked === 0) throw new Error('the workload computed no work at all');
  return worked;
}

function processorMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Computes everybody once and writes each row as JSON, reasons and all. @returns the characters written */
export function writeAll(workload: Workload): number {
  let written = 0;
  for (const input of workload.inputs) {
    for (const day of computeDays(input, workload.book)) written += JSON.stringify(day).length;
  }
  return written;
}

/**
 * Computes everybody again and again for two seconds; the median of the rounds, the best of them, and processor time.
 * @param once - what is done in a round: computing every day, as a recomputation does that finds nothing changed, or more
 */
export function measure(
  workload: Workload,
  once: (workload: Workload) => number = computeAll,
): EngineMeasurement {
  const rates: number[] = [];
  const processorStart = processorMicroseconds();
  const until = performance.now() + secondsPerMeasurement * 1_000;
  while (performance.now() < until || rates.length < 3) {
    const start = performance.now();
    once(workload);
    rates.push((workload.userDays * 1_000) / (performance.now() - start));
  }
  const processorSeconds = (processorMicroseconds() - processorStart) / 1_000_000;
  const computed = rates.length * workload.userDays;
  rates.sort((a, b) => a - b);
  return {
    workload: workload.name,
    users: workload.inputs.length,
    userDays: workload.userDays,
    userDaysPerSecond: Math.round(rates[Math.floor(rates.length / 2)] ?? 0),
    bestPerSecond: Math.round(rates.at(-1) ?? 0),
    perProcessorSecond: Math.round(computed / processorSeconds),
  };
}

/** How long one user's month takes, over all users of a workload and five rounds. */
export function latencyOf(workload: Workload): { medianMicroseconds: number; p99Microseconds: number } {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const input of workload.inputs) {
      const start = performance.now();
      computeDays(input, workload.book);
      times.push((performance.now() - start) * 1_000);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
  return { medianMicroseconds: at(0.5), p99Microseconds: at(0.99) };
}

/** Live memory six times on the way to a number of user-days. */
export function memoryOver(workload: Workload, userDays: number): { userDays: number; megabytes: number }[] {
  const marks = [{ userDays: 0, megabytes: megabytesInUse() }];
  let done = 0;
  for (let mark = 1; mark <= 6; mark += 1) {
    while (done < (userDays * mark) / 6) {
      computeAll(workload);
      done += workload.userDays;
    }
    marks.push({ userDays: done, megabytes: megabytesInUse() });
  }
  return marks;
}
