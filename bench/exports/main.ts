/**
 * `npm run bench:exports` writes the sheets of a month of everybody as XLSX in a process of its own, and says how much memory that
 * process had at most. It exits with 1 when the target is missed, or when nothing of the file came before the last rows were read.
 * @module
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFirstKey } from '../../functions/first-start.ts';
import { actorFor, openRuntime } from '../../functions/runtime.ts';
import { bundle } from '../../infra/bundle/bundle.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { seedSheets } from '../sheets/seed.ts';
import type { ExportMeasured } from './writer.ts';

const { values } = parseArgs({ options: { people: { type: 'string', default: '10000' } } });
const people = Number(values.people);
const mostMegabytes = 256;
/** What Node may take for its objects in a function of that size. */
const heap = ['--max-old-space-size=128', '--max-semi-space-size=8'];
const print = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'rollcall-exports-'));
const cloud = await startLocalCloud({ dataDir: folder, port: 0, clock: false, queueThread: false });
try {
  const runtime = openRuntime();
  await makeFirstKey(runtime, 'bench');
  const organisation = (await runtime.directory.organisations.all())[0] ?? '';
  const actor = actorFor(runtime, organisation, 'bench', 'system');
  await seedSheets(actor, { people, months: people, day: '2026-10-07' as LocalDate }, async () => {
    while ((await cloud.settle(600_000)) > 0);
  });
  print(`${people} people with a month are stored. npm run bench:exports`);
  // As a function loads it: as one file. Reading TypeScript alone would take as much memory as the export.
  const program = join(folder, 'writer.mjs');
  writeFileSync(program, (await bundle('bench/exports/writer.ts')).code);
  const writer = fork(program, [organisation, join(folder, 'month.xlsx')], { execArgv: heap });
  const [measured] = (await once(writer, 'message')) as [ExportMeasured];
  const { rows, bytes, megabytes, seconds, processorSeconds, rowsAtFirstByte } = measured;
  const isReached = megabytes <= mostMegabytes;
  const isStreamed = rowsAtFirstByte < rows / 10;
  print(
    `${isReached ? 'reached' : 'MISSED '}  ${rows} rows as XLSX, ${(bytes / 1e6).toFixed(1)} MB: at most ${megabytes} MB of memory ` +
      `(of ${mostMegabytes}), ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of a processor`,
  );
  print(
    `${isStreamed ? 'reached' : 'MISSED '}  the first of its rows were written when ${rowsAtFirstByte} rows had been read (at most a tenth)`,
  );
  process.exitCode = isReached && isStreamed ? 0 : 1;
} finally {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}
