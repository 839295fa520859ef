/**
 * `npm run bench:sheets` says what reading sheets costs: a person's month, a day of everybody, a page of the matrix, a report, an
 * export; each in requests to the tables and in read units, also for each row. It exits with 1 when a target is missed.
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeExport } from '../../functions/domain/exports/index.ts';
import { makeReport } from '../../functions/domain/reports/index.ts';
import { readMatrix, readSheets } from '../../functions/domain/sheets/index.ts';
import { makeFirstKey } from '../../functions/first-start.ts';
import { actorFor, openRuntime } from '../../functions/runtime.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { requireUserId } from '../../shared/punch/user-id.ts';
import { addDays } from '../../shared/time/calendar.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { month, pinsOf } from '../month/people.ts';
import { countUnits } from '../month/units.ts';
import { seedSheets } from './seed.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '10000' }, months: { type: 'string', default: '400' } },
});
const people = Number(values.people);
const months = Number(values.months);
const peopleOnPage = 200;
const range = { from: month.from as LocalDate, to: month.to as LocalDate };
const day = '2026-10-07' as LocalDate;
const print = (line = '') => process.stdout.write(`${line}\n`);

interface Measured {
  name: string;
  /** Rows that the caller gets, or that make up what the caller gets. */
  rows: number;
  /** Most requests that may be made. */
  mostRequests: number;
}

const folder = mkdtempSync(join(tmpdir(), 'rollcall-sheets-'));
const cloud = await startLocalCloud({ dataDir: folder, port: 0, clock: false, queueThread: false });
let isMissed = false;
try {
  const runtime = openRuntime();
  await makeFirstKey(runtime, 'bench');
  const organisation = (await runtime.directory.organisations.all())[0];
  if (organisation === undefined) throw new Error('there is no organisation');
  const actor = () => actorFor(runtime, organisation, 'bench', 'system');
  await seedSheets(actor(), { people, months, day }, async () => {
    while ((await cloud.settle(600_000)) > 0);
  });
  const counted = countUnits();
  const measure = async (run: () => Promise<Measured>): Promise<void> => {
    counted.reset();
    const began = performance.now();
    const { name, rows, mostRequests } = await run();
    const seconds = (performance.now() - began) / 1_000;
    const { requests, readUnits } = counted.read();
    isMissed ||= requests > mostRequests;
    print(
      `${requests <= mostRequests ? 'reached' : 'MISSED '}  ${name}: ${rows} rows, ${requests} requests (at most ${mostRequests}), ` +
        `${readUnits} read units; a row: ${(requests / rows).toFixed(4)} requests, ${(readUnits / rows).toFixed(3)} units; ${seconds.toFixed(2)} s`,
    );
  };
  const allSheets = async (query: { from: LocalDate; to: LocalDate }) => {
    let rows = 0;
    let cursor: string | undefined;
    do {
      const page = await readSheets(actor(), { ...query, limit: 1_000, cursor });
      rows += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return rows;
  };

  print(`Reading sheets: ${people} people with a day, ${months} of them with a month. npm run bench:sheets`);
  await measure(async () => {
    const userId = requireUserId(pinsOf(2)[1] ?? '');
    const { items } = await readSheets(actor(), { ...range, userId, limit: 100 });
    return { name: 'a person’s month (the person and one query)', rows: items.length, mostRequests: 2 };
  });
  await measure(async () => ({
    name: 'a day of everybody, in pages of 1,000',
    rows: await allSheets({ from: day, to: addDays(day, 1) }),
    mostRequests: people / 8,
  }));
  let next: string | undefined;
  await measure(async () => {
    const { items, nextCursor } = await readMatrix(actor(), { ...range, limit: peopleOnPage });
    next = nextCursor;
    const rows = items.reduce((sum, { days }) => sum + days.length, 0);
    return { name: 'the first page of the matrix, 200 people, which counts all', rows, mostRequests: 250 };
  });
  await measure(async () => {
    const { items } = await readMatrix(actor(), { ...range, limit: peopleOnPage, cursor: next });
    const rows = items.reduce((sum, { days }) => sum + days.length, 0);
    const bytes = Buffer.byteLength(JSON.stringify(items.map(({ days }) => days)));
    const name = `a further page of 200 people (${Math.round(bytes / rows)} bytes a day)`;
    return { name, rows, mostRequests: 210 };
  });
  await measure(async () => {
    const query = { name: 'exceptions', from: day, to: addDays(day, 1), withSums: true } as const;
    const answer = await makeReport(actor(), query, 'csv');
    if (!('text' in answer)) throw new Error('a report as CSV is a text');
    return { name: 'exceptions of a day of everybody, as CSV', rows: people, mostRequests: people / 8 };
  });
  await measure(async () => {
    const wanted = { ...range, kind: 'detail', format: 'csv', sight: 'names' } as const;
    const { rows } = await writeExport(actor(), wanted, () => async () => {});
    return { name: 'an export of the month', rows, mostRequests: rows / 5 };
  });
} finally {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isMissed ? 1 : 0;
