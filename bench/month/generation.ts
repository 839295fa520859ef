/**
 * A process that generates everybody's month with the real functions on the embedded store, twice, beside two floors: the
 * engine alone, and a bare conditional put for each row. It gets its orders as arguments and prints one line of JSON.
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startGeneration } from '../../functions/domain/recompute/index.ts';
import { makeFirstKey } from '../../functions/first-start.ts';
import { actorFor, openRuntime } from '../../functions/runtime.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { computeDays } from '../../shared/attendance/index.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { officeWorkload } from '../engine/workloads.ts';
import { month } from './people.ts';
import { seed } from './seed.ts';
import { countUnits } from './units.ts';

/** What a generation took. */
export interface GenerationRun {
  seconds: number;
  /** Processor time of this process: the store's is not in it. */
  processorSeconds: number;
  rows: number;
  changed: number;
  requests: number;
  writeUnits: number;
  readUnits: number;
}

/** What this process prints. */
export interface GenerationReport {
  people: number;
  first: GenerationRun;
  again: GenerationRun;
  peakBytes: number;
  /** Seconds for as many user-days by the engine alone, and for as many bare puts, by a sample of each. */
  floors: { engineSeconds: number; putSeconds: number };
}

const { values } = parseArgs({
  options: { people: { type: 'string', default: '2100' }, units: { type: 'boolean', default: false } },
});
const people = Number(values.people);
const from = month.from as LocalDate;
const to = month.to as LocalDate;
const putsMeasured = 5_000;
const putsAtOnce = 16;

async function putFloor(rows: number): Promise<number> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const row = { status: 'present', inputHash: '0'.repeat(16), result: new Uint8Array(300) };
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < putsMeasured) {
      const at = next;
      next += 1;
      await documents.send(
        new PutCommand({
          TableName: process.env.MAIN_TABLE,
          Item: {
            pk: `bare#USER#${at % 200}`,
            sk: `SHEET#${at}`,
            dayPk: `bare#${at % 31}`,
            daySk: String(at),
            ...row,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: putsAtOnce }, lane));
  return (((performance.now() - began) / 1_000) * rows) / putsMeasured;
}

function engineFloor(userDays: number): number {
  const workload = officeWorkload(200);
  const began = performance.now();
  let done = 0;
  while (done < userDays) {
    for (const input of workload.inputs) computeDays(input, workload.book);
    done += workload.userDays;
  }
  return ((performance.now() - began) / 1_000) * (userDays / done);
}

const folder = mkdtempSync(join(tmpdir(), 'rollcall-generation-'));
const cloud = await startLocalCloud({ dataDir: folder, port: 0, clock: false, queueThread: !values.units });
try {
  const runtime = openRuntime();
  await makeFirstKey(runtime, 'bench');
  const organisation = (await runtime.directory.organisations.all())[0];
  if (organisation === undefined) throw new Error('there is no organisation');
  const actor = () => actorFor(runtime, organisation, 'bench', 'system');
  await seed(actor().stores, people);
  const counted = values.units ? countUnits() : undefined;

  const generate = async (): Promise<GenerationRun> => {
    counted?.reset();
    const began = performance.now();
    const processor = process.cpuUsage();
    const { id } = await startGeneration(actor(), { from, to, origin: 'manual' });
    while ((await cloud.settle(600_000)) > 0);
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(processor);
    const job = await actor().stores.generations.find(id);
    const sum = (field: 'rows' | 'changed') =>
      (job?.done ?? []).reduce((total, part) => total + part[field], 0);
    const { requests, writeUnits, readUnits } = counted?.read() ?? {
      requests: 0,
      writeUnits: 0,
      readUnits: 0,
    };
    const processorSeconds = (user + system) / 1_000_000;
    return {
      seconds,
      processorSeconds,
      rows: sum('rows'),
      changed: sum('changed'),
      requests,
      writeUnits,
      readUnits,
    };
  };
  const first = await generate();
  const again = await generate();
  const floors = {
    engineSeconds: engineFloor(people * month.days),
    putSeconds: await putFloor(people * month.days),
  };
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  const report: GenerationReport = { people, first, again, peakBytes, floors };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
}
