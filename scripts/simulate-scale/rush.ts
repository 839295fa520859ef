/** The rush at nine: what a second at its peak asks of every key, and how soon the sheets are current. @module */

import { Table } from '../../functions/store/database.ts';
import { openStores } from '../../functions/store/index.ts';
import { marksShards, partition, shardOf } from '../../functions/store/keys.ts';
import type { SheetRow } from '../../functions/store/stored-row.ts';
import { lambdas, queues } from '../../infra/lambdas.ts';
import { ourIdOf } from '../../shared/contract/ids.ts';
import { pinOfUser } from '../../shared/punch/claims.ts';
import { requireSerial } from '../../shared/punch/serial.ts';
import { requireUserId } from '../../shared/punch/user-id.ts';
import type { Instant, LocalDate, WallTime } from '../../shared/time/wall-time.ts';
import measured from '../cost/units.json' with { type: 'json' };
import usage from '../cost/usage.json' with { type: 'json' };
import { type Load, RecordingDynamoDb } from './recording-dynamodb.ts';
import assumed from './rush.json' with { type: 'json' };

/** A key and what it takes. */
export interface HotKey {
  key: string;
  /** Units. */
  perSecond: number;
}

/** What the rush does to a company. */
export interface Rush {
  users: number;
  punchesPerSecond: number;
  hottestWrite: HotKey;
  hottestRead: HotKey;
  functions: number;
  secondsUntilCurrent: number;
  /** What is nearest to its limit. */
  limit: string;
}

const organisation = 'default';
const date = '2026-03-20' as LocalDate;
const batchId = ourIdOf('bat', '0'.repeat(26));

function hottest(load: ReadonlyMap<string, number>): HotKey {
  const [key, perSecond] = [...load].sort((a, b) => b[1] - a[1])[0] ?? ['none', 0];
  return { key, perSecond };
}

/** One second at the peak, through the real stores. */
async function aSecond(users: number, punches: number, terminals: number): Promise<Load> {
  const load: Load = { writes: new Map(), reads: new Map() };
  const table = new Table(new RecordingDynamoDb(load), 'recorded');
  const database = { main: table, operations: table, now: () => 0 };
  const stores = openStores(database, organisation);
  const serials = Array.from({ length: terminals }, (_, at) =>
    requireSerial(`T${String(at).padStart(6, '0')}`),
  );
  for (let at = 0; at < punches; at += 1) {
    const number = Math.floor((at * users) / punches);
    const userId = requireUserId(String(number + 1));
    const serial = serials[at % terminals] ?? requireSerial('T');
    const wallTime = `${date}T08:55:00` as WallTime;
    const receivedAt = `${date}T08:55:00.000Z` as Instant;
    const punch = {
      serial,
      pin: pinOfUser(userId),
      wallTime,
      instant: receivedAt,
      status: 0,
      verify: 1,
      workCode: '',
      receivedAt,
      batchId,
      order: 0,
    };
    await stores.punches.findExisting([punch]);
    await stores.punches.addAll([punch]);
    await stores.punches.ofPin(pinOfUser(userId), date, date);
    await stores.sheets.stamps(userId, date, date);
    const row: SheetRow = {
      userId,
      date,
      inputHash: ' '.repeat(32),
      status: 'worked',
      result: ' '.repeat(rowBytes),
    };
    await stores.sheets.write([{ row, previous: undefined }], `${date}T09:00:00.000Z` as Instant);
  }
  for (const serial of serials.slice(0, Math.ceil(terminals / assumed.secondsOfADownload))) {
    await stores.terminals.markComplete(serial, `${date}T08:55:00.000Z` as Instant);
  }
  return load;
}

const rowBytes = Math.max(200, measured.bytes.row / 2 - 400);

/** Lets a company punch in before nine. */
export async function simulate(users: number): Promise<Rush> {
  const terminals = Math.max(1, Math.ceil(users / usage.usersPerTerminal));
  const bridges = Math.max(1, Math.ceil(terminals / usage.terminalsPerBridge));
  // The rate rises evenly to its peak and falls again.
  const punchesPerSecond = (2 * users * assumed.shareThatPunches) / assumed.rushSeconds;
  const load = await aSecond(users, Math.ceil(punchesPerSecond), terminals);

  const each = measured.units.punchOf50WithItsDays;
  const secondsPerPunch =
    (each.tableRequests * usage.millisecondsPerTableRequest +
      each.processorMilliseconds / usage.processorShareAtOneGigabyte) /
    1000;
  const capacity = queues.sheets.maxConcurrency / secondsPerPunch;
  const functions = Math.min(queues.sheets.maxConcurrency, Math.max(1, punchesPerSecond * secondsPerPunch));

  // Every function at work reads the marks of all terminals each time that its own are too old.
  const shards = new Map<string, number>();
  for (let at = 0; at < terminals; at += 1) {
    const shard = shardOf(`T${String(at).padStart(6, '0')}`, marksShards);
    shards.set(shard, (shards.get(shard) ?? 0) + assumed.bytesOfAMark);
  }
  for (const [shard, bytes] of shards) {
    const key = partition(organisation, 'MARKS', shard);
    const units = Math.ceil(bytes / 4096) * (functions / assumed.secondsBetweenReadsOfMarks);
    load.reads.set(key, (load.reads.get(key) ?? 0) + units);
  }
  const settings = partition(organisation, 'SETTINGS');
  load.reads.set(
    settings,
    (load.reads.get(settings) ?? 0) + bridges / assumed.secondsBetweenBatches + functions,
  );

  // Work that comes faster than it is done waits; the rush ends, and the rest is worked off.
  const excess = Math.max(0, punchesPerSecond - capacity);
  const backlog = (excess * excess * assumed.rushSeconds) / (2 * punchesPerSecond);
  const seconds =
    assumed.secondsBetweenBatches +
    assumed.secondsThatDaysAreGathered[users >= assumed.largeFromUsers ? 'large' : 'small'] +
    secondsPerPunch * assumed.daysPerMessage +
    backlog / capacity;

  const hottestWrite = hottest(load.writes);
  const hottestRead = hottest(load.reads);
  const shares: readonly (readonly [number, string])[] = [
    [hottestWrite.perSecond / 1_000, `the key ${hottestWrite.key}, which is written`],
    [hottestRead.perSecond / 3_000, `the key ${hottestRead.key}, which is read`],
    [punchesPerSecond / capacity, `the ${queues.sheets.maxConcurrency} functions for sheets`],
    [
      bridges / (assumed.secondsBetweenBatches / 0.1) / lambdas.bridge.reservedConcurrency,
      'the instances of the function for bridges',
    ],
  ];
  const [share, what] = [...shares].sort((a, b) => b[0] - a[0])[0] ?? [0, 'nothing'];
  return {
    users,
    punchesPerSecond,
    hottestWrite,
    hottestRead,
    functions,
    secondsUntilCurrent: seconds,
    limit: `${what} (at ${(share * 100).toFixed(0)} % of what it takes)`,
  };
}
