/** The download benchmark sums up its runs (medians, correct records, memory) and lays them out as a table. @module */

import { cpus, totalmem } from 'node:os';
import type { ClientResult } from './client.ts';
import type { Comparison } from './rows.ts';

/** All runs of one client in one mode. */
export interface Measured {
  mode: string;
  client: string;
  runs: (Omit<ClientResult, 'rows'> & Comparison)[];
}

/** One line of the result. */
export interface Line {
  /** Length of the log. */
  records: number;
  mode: string;
  client: string;
  runs: number;
  /** Runs in which every record was right and no error came. */
  wholeRuns: number;
  /** The worst run's. */
  fewestCorrect: number;
  /** `null` when the client does not report statuses. */
  fewestCorrectWithStatus: number | null;
  /** Median over the whole runs; `null` when there was none. */
  seconds: number | null;
  timesFloor: number | null;
  /** Largest of all runs. */
  peakRssMegabytes: number;
  /** Above what the process had before the client began. */
  addedRssMegabytes: number;
  error: string;
}

/** The median of some numbers; `null` when there are none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** Sums the runs up, each mode against its own floor. */
export function linesOf(measured: readonly Measured[], records: number): Line[] {
  const isWhole = (run: Measured['runs'][number]): boolean =>
    run.error === undefined && run.records === records && run.correct === records;
  const secondsOf = ({ runs }: Measured): number | null =>
    median(runs.filter(isWhole).map((run) => run.seconds));
  return measured.map((own) => {
    const floor = measured.find(({ mode, client }) => mode === own.mode && client === 'floor');
    const floorSeconds = floor === undefined ? null : secondsOf(floor);
    const seconds = secondsOf(own);
    const statuses = own.runs.map((run) => run.correctWithStatus).filter((count) => count !== null);
    return {
      records,
      mode: own.mode,
      client: own.client,
      runs: own.runs.length,
      wholeRuns: own.runs.filter(isWhole).length,
      fewestCorrect: Math.min(...own.runs.map((run) => run.correct)),
      fewestCorrectWithStatus: statuses.length === 0 ? null : Math.min(...statuses),
      seconds,
      timesFloor: seconds === null || floorSeconds === null ? null : seconds / floorSeconds,
      peakRssMegabytes: Math.max(...own.runs.map((run) => run.peakRssBytes)) / 2 ** 20,
      addedRssMegabytes: Math.max(...own.runs.map((run) => run.peakRssBytes - run.startRssBytes)) / 2 ** 20,
      error: own.runs.find((run) => run.error !== undefined)?.error?.slice(0, 60) ?? '',
    };
  });
}

/** The machine that measured. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;
}

/** The lines as a table for people. */
export function table(lines: readonly Line[]): string {
  const number = (value: number | null, digits: number): string =>
    value === null ? '-' : value.toFixed(digits);
  const rows = [
    [
      'records',
      'mode',
      'client',
      'whole runs',
      'right',
      'with status',
      'seconds',
      '× floor',
      'peak RSS MB',
      'added MB',
      'error',
    ],
    ...lines.map((line) => [
      String(line.records),
      line.mode,
      line.client,
      `${line.wholeRuns}/${line.runs}`,
      String(line.fewestCorrect),
      line.fewestCorrectWithStatus === null ? 'not given' : String(line.fewestCorrectWithStatus),
      number(line.seconds, 3),
      number(line.timesFloor, 2),
      number(line.peakRssMegabytes, 0),
      number(line.addedRssMegabytes, 0),
      line.error,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
