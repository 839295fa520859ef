/**
 * `npm run measure:units` measures what each kind of event costs in units and requests, and writes `scripts/cost/units.json`.
 * The real functions run on the local stores; bridges are the real client with signed requests. Nothing of the bill is invented.
 * @module
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { enrolSite, openCloud, readKey } from '../bridge/cloud/index.ts';
import { BridgeConfig } from '../bridge/config/index.ts';
import { makeFirstKey } from '../functions/first-start.ts';
import { openRuntime } from '../functions/runtime.ts';
import { startLocalCloud } from '../infra/local/cloud.ts';
import { openApi } from '../infra/local/start/api-client.ts';
import { addSample, saveFirstSettings } from '../infra/local/start/set-up.ts';
import { ourIdOf } from '../shared/contract/ids.ts';
import { requireSerial } from '../shared/punch/serial.ts';
import { addDays } from '../shared/time/calendar.ts';
import type { LocalDate } from '../shared/time/wall-time.ts';
import { between, type Sizes, startMeter, type Units } from './cost/metered.ts';

const terminals = 20;
const users = 50;
const serials = Array.from({ length: terminals }, (_, at) =>
  requireSerial(`COST${String(at).padStart(3, '0')}`),
);
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
let batches = 0;

function aBatchId() {
  batches += 1;
  const digits = String(batches).padStart(26, '0');
  return ourIdOf('bat', [...digits].map((digit) => letters[Number(digit)]).join(''));
}

function records(day: LocalDate, hour: number, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    pin: String(5001 + at),
    time: `${day} ${String(hour).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00`,
    status: 0,
    verify: 1,
    workCode: '',
  }));
}

const stateDir = mkdtempSync(join(tmpdir(), 'rollcall-units-'));
const cloud = await startLocalCloud({ inMemory: true, port: 0, clock: false });
const sizes: Sizes = {};
const read = startMeter(sizes);
const measured: Record<string, Units> = {};

/** Measures some work. @param each - of how many things it consists */
async function measure(name: string, each: number, work: () => Promise<unknown>): Promise<void> {
  const before = read();
  await work();
  measured[name] = between(before, read(), each);
}

try {
  const key = await makeFirstKey(openRuntime(), 'cost');
  const api = openApi(cloud.url, key);
  await saveFirstSettings(api, 'UTC');
  const today = new Date().toISOString().slice(0, 10) as LocalDate;
  const yesterday = addDays(today, -1);
  await addSample(api, addDays(today, -20));
  const config = BridgeConfig.parse({ cloud: cloud.url, stateDir, name: 'cost' });
  const { token } = await api.createEnrolmentToken({ body: {} });
  const { bridgeId, keyFile } = await enrolSite(config, token);
  const bridge = openCloud({
    cloudUrl: cloud.url,
    signer: { bridgeId, privateKey: readKey(join(stateDir, keyFile)) },
  });
  let logged = 1000;
  const beat = (more: { take?: number; running?: string[] } = {}) =>
    bridge.api.heartbeat({
      body: {
        version: '0.1.0',
        terminals: serials.map((serial) => ({
          serial,
          address: '192.0.2.1:4370',
          state: 'online' as const,
          records: logged,
          zone: 'UTC',
        })),
        outbox: { waiting: 0 },
        running: [],
        take: 0,
        ...more,
      },
    });
  const store = (day: LocalDate, hour: number, count: number) =>
    bridge.api.storePunches({
      body: {
        batchId: aBatchId(),
        terminal: serials[hour % terminals] ?? 'COST000',
        records: records(day, hour, count),
      },
    });
  await beat();
  await store(addDays(today, -2), 8, users);
  await store(yesterday, 7, users);
  await cloud.settle();

  await measure('heartbeat', 20, async () => {
    for (let at = 0; at < 20; at += 1) await beat();
  });
  await measure('heartbeatWithNews', 5, async () => {
    for (let at = 0; at < 5; at += 1) {
      logged += 1;
      await beat();
    }
  });
  await measure('punchAloneWithItsDays', 8, async () => {
    for (let hour = 8; hour < 16; hour += 1) {
      await store(yesterday, hour, 1);
      await cloud.settle();
    }
  });
  await measure('punchOf50WithItsDays', users, async () => {
    await store(yesterday, 16, users);
    await cloud.settle();
  });
  await measure('downloadStarted', terminals, async () => await api.startDownload({ body: {} }));
  const { tasks } = await beat({ take: terminals });
  const moment = new Date().toISOString();
  await measure('taskCompleted', terminals, async () => {
    for (const task of tasks) {
      const counts = {
        read: 0,
        stored: 0,
        duplicates: 0,
        quarantined: 0,
        held: 0,
        usersCreated: 0,
        usersDetailed: 0,
      };
      await bridge.api.completeTask({
        params: { taskId: task.id },
        body: { outcome: 'done', counts, completeThrough: moment },
      });
    }
  });
  await api.startDownload({ body: {} });
  await measure('tasksClaimed', terminals, async () => await beat({ take: terminals }));
  await cloud.settle();
  await api.generateSheets({ body: { from: addDays(today, -3), to: today } });
  await cloud.settle();
  await measure('nightOfUser', users, async () => {
    await api.generateSheets({ body: { from: addDays(today, -3), to: today } });
    await cloud.settle();
  });
  await measure('tick', 10, async () => {
    for (let at = 0; at < 10; at += 1) await cloud.fire('tick');
  });
  await measure('pageOf100Rows', 5, async () => {
    for (let at = 0; at < 5; at += 1)
      await api.listSheets({ query: { from: yesterday, to: today, limit: 100 } });
  });
  const arrivals = {
    from: yesterday,
    to: addDays(today, 1),
    by: 'arrival',
    order: 'latest',
    limit: 200,
  } as const;
  let { resumeCursor: cursor } = await api.listPunches({ query: arrivals });
  // As the console asks while Today is open: every 5 seconds what has arrived, every 15 who is in, every 30 what is to be done.
  await measure('lookAtArrivals', 12, async () => {
    for (let at = 0; at < 12; at += 1)
      cursor = (await api.listPunches({ query: { ...arrivals, cursor } })).resumeCursor;
  });
  await measure('lookAtPresence', 3, async () => {
    for (let at = 0; at < 3; at += 1) {
      await api.getPresence({ query: { state: 'late', limit: 1000 } });
      await setTimeout(11_000);
    }
  });
  await measure('lookAtOverview', 3, async () => {
    for (let at = 0; at < 3; at += 1) await api.getOverview({});
  });
  bridge.close();
} finally {
  await cloud.stop();
  rmSync(stateDir, { recursive: true, force: true });
}
const file = new URL('./cost/units.json', import.meta.url);
const text = {
  command: 'npm run measure:units',
  measuredOn: new Date().toISOString().slice(0, 10),
  store: 'embedded store, ReturnConsumedCapacity TOTAL, indexes included',
  terminals,
  users,
  bytes: { punch: sizes.PUNCH, row: sizes.SHEET },
  units: measured,
};
writeFileSync(file, `${JSON.stringify(text, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
process.exit(0);
