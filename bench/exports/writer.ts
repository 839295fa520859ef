/** Writes one export to a file as the function `exports` does, and tells its parent what that took. @module */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeExport } from '../../functions/domain/exports/index.ts';
import { actorFor, openRuntime } from '../../functions/runtime.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { month } from '../month/people.ts';

/** What writing an export took. */
export interface ExportMeasured {
  rows: number;
  bytes: number;
  /** Most memory that the process has had. */
  megabytes: number;
  seconds: number;
  processorSeconds: number;
  /** How many rows had been read when more than the head of the file had been written. */
  rowsAtFirstByte: number;
}

/** More than what a spreadsheet begins with before its rows. */
const headBytes = 20_000;

const [organisation = '', path = ''] = process.argv.slice(2);
const actor = actorFor(openRuntime(), organisation, 'bench', 'system');
const file = createWriteStream(path);
let rowsRead = 0;
const { pageOfUser } = actor.stores.sheets;
actor.stores.sheets.pageOfUser = async (...asked) => {
  const page = await pageOfUser(...asked);
  rowsRead += page.items.length;
  return page;
};
let bytes = 0;
let rowsAtFirstByte = 0;
const began = performance.now();
const wanted = {
  from: month.from as LocalDate,
  to: month.to as LocalDate,
  kind: 'detail',
  format: 'xlsx',
  order: 'person',
  sight: 'all',
} as const;
const { rows } = await writeExport(actor, wanted, () => async (piece) => {
  bytes += piece.length;
  if (rowsAtFirstByte === 0 && bytes > headBytes) rowsAtFirstByte = rowsRead;
  if (!file.write(piece)) await once(file, 'drain');
});
file.end();
await once(file, 'finish');
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const measured: ExportMeasured = {
  rows,
  bytes,
  megabytes: Math.round(maxRSS / 1024),
  seconds: (performance.now() - began) / 1_000,
  processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
  rowsAtFirstByte,
};
process.send?.(measured);
process.disconnect?.();
