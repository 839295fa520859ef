/** Does the main job once: download, create missing users, generate sheets, write CSV. @module */

import { createWriteStream, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import type { Download } from '#shared/contract/downloads.ts';
import { longestRangeDays } from '#shared/contract/longest-range.ts';
import type { GenerationJob } from '#shared/contract/sheets.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { makeWritableFolder } from '../make-folder.ts';
import { StartFailure } from '../start-failure.ts';
import type { ApiClient } from './api-client.ts';

/** Gets a line of text for each step. */
export type Tell = (line: string) => void;

/** What the main job needs. */
export interface MainJob {
  api: ApiClient;
  /** Serial numbers to download from. */
  terminals: readonly string[];
  /** First and last date of the punches; `null` when there are none. */
  dates: { first: LocalDate; last: LocalDate } | null;
  dataDir: string;
  tell: Tell;
  signal: AbortSignal;
}

/** What the job has done. */
export interface MainJobResult {
  download: Download;
  generation: GenerationJob | null;
  range: { from: LocalDate; to: LocalDate } | null;
  csv: string | null;
}

const pollMilliseconds = 150;
const noticeableDriftSeconds = 60;

function pause(signal: AbortSignal): Promise<void> {
  return setTimeout(pollMilliseconds, undefined, { signal });
}

async function waitForDownload(job: MainJob, id: string): Promise<Download> {
  let told = '';
  for (;;) {
    const download = await job.api.getDownload({ params: { downloadId: id } });
    const over = download.tasks.filter((task) => task.state === 'done' || task.state === 'failed').length;
    const read = download.tasks.reduce(
      (sum, task) => sum + Math.max(task.progress.read, task.counts.read),
      0,
    );
    const line = `      ${over} of ${download.tasks.length} terminals, ${read} records read`;
    if (line !== told && read > 0) job.tell(line);
    told = line;
    if (download.state === 'done' || download.state === 'failed' || download.state === 'partly-failed') {
      return download;
    }
    await pause(job.signal);
  }
}

async function waitForGeneration(job: MainJob, id: string): Promise<GenerationJob> {
  for (;;) {
    const generation = await job.api.getGeneration({ params: { jobId: id } });
    if (generation.state !== 'running') return generation;
    await pause(job.signal);
  }
}

/** The dates that sheets are generated for: those of the punches, at most a year, and the night after the last. */
function rangeOf(dates: { first: LocalDate; last: LocalDate }): { from: LocalDate; to: LocalDate } {
  const to = addDays(dates.last, 1);
  const from = daysBetween(dates.first, to) > longestRangeDays ? addDays(to, -longestRangeDays) : dates.first;
  return { from, to };
}

/** The link to a file of the sheets: an answer of its own would be too long for a company of some hundred people. */
async function exported(job: MainJob, range: { from: LocalDate; to: LocalDate }): Promise<string> {
  let made = await job.api.startExport({ body: range });
  while (made.state === 'waiting') {
    await pause(job.signal);
    made = await job.api.getExport({ params: { exportId: made.id } });
  }
  if (made.url === undefined)
    throw new StartFailure(`The CSV was not written: ${made.reason ?? 'no reason given'}.`);
  return made.url;
}

async function writeCsv(job: MainJob, range: { from: LocalDate; to: LocalDate }): Promise<string> {
  const folder = join(job.dataDir, 'exports');
  makeWritableFolder(folder);
  const file = join(folder, `attendance-${range.from}-${range.to}.csv`);
  // Under its name it is whole: a start that is stopped here leaves the part, which the next one writes anew.
  const part = `${file}.part`;
  const content = await job.api.file(await exported(job, range));
  await pipeline(content, createWriteStream(part, { mode: 0o600 }), { signal: job.signal });
  renameSync(part, file);
  return file;
}

/** Says which terminals' clocks are off; their punches keep the time that was recorded. */
async function tellWrongClocks({ api, terminals, tell }: MainJob): Promise<void> {
  const { items } = await api.listTerminals({ query: { limit: 1000 } });
  for (const { serial, clockDriftSeconds = 0 } of items) {
    if (!terminals.includes(serial) || Math.abs(clockDriftSeconds) < noticeableDriftSeconds) continue;
    const minutes = Math.round(Math.abs(clockDriftSeconds) / 60);
    tell(
      `      the clock of terminal ${serial} is ${minutes} min ${clockDriftSeconds > 0 ? 'fast' : 'slow'}: set it`,
    );
  }
}

/**
 * Does the main job, by the same calls that HR's programs make: it downloads the logs, creates and completes missing
 * users, generates the sheets and writes the CSV.
 */
export async function doMainJob(job: MainJob): Promise<MainJobResult> {
  const { api, tell } = job;
  tell(
    `[1/4] Downloading the logs of ${job.terminals.length} terminals, creating users that do not exist ...`,
  );
  const started = await api.startDownload({
    body: { terminals: [...job.terminals], createMissingUsers: true, mode: 'new' },
  });
  const download = await waitForDownload(job, started.id);
  const { counts } = download;
  tell(
    `      read ${counts.read}, stored ${counts.stored}, already known ${counts.duplicates}, quarantined ${counts.quarantined}`,
  );
  for (const task of download.tasks.filter(({ state }) => state === 'failed')) {
    tell(`      terminal ${task.terminal} failed: ${task.fault?.message ?? 'no reason given'}`);
  }
  await tellWrongClocks(job);
  tell(
    `[2/4] Users created: ${counts.usersCreated}; details completed from the terminals: ${counts.usersDetailed}`,
  );
  if (!job.dates) {
    tell('[3/4] No punches, so no sheets to generate.');
    return { download, generation: null, range: null, csv: null };
  }
  const range = rangeOf(job.dates);
  tell(`[3/4] Generating the attendance sheets from ${range.from} up to ${addDays(range.to, -1)} ...`);
  const asked = await api.generateSheets({ body: range });
  const generation = await waitForGeneration(job, asked.id);
  tell(
    `      ${generation.rows} rows of ${generation.users} users, ${generation.changed} of them new or changed`,
  );
  if (generation.failedUsers.length > 0)
    tell(`      not computed: users ${generation.failedUsers.join(', ')}`);
  const csv = await writeCsv(job, range);
  tell(`[4/4] CSV written: ${csv}`);
  return { download, generation, range, csv };
}
