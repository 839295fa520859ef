/**
 * `npm run soak` lets the whole program live through a day in fast motion and watches the memory of all its processes: each
 * minute's heartbeat and tick, each quarter's look at the night's work, punches one by one as people come and go, and HR at the
 * sheets. Exits with 1 when a process grows, or when a punch is missing at the end.
 * @module
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enrolSite, OutboxSender, openCloud, readKey } from '../../bridge/cloud/index.ts';
import { BridgeConfig } from '../../bridge/config/index.ts';
import { Outbox } from '../../bridge/outbox/index.ts';
import { openApi } from '../../infra/local/start/api-client.ts';
import type { TerminalRecord } from '../../shared/punch/punch.ts';
import { requireSerial } from '../../shared/punch/serial.ts';
import { addDays } from '../../shared/time/calendar.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { machine } from '../download/report.ts';
import type { Order, Report } from './cloud-process.ts';
import { growthOf } from './growth.ts';
import { processesOf } from './processes.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    people: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
});
const hours = Number(values.hours);
const people = Number(values.people);
if (!(Number.isInteger(hours) && hours >= 1 && Number.isInteger(people) && people >= 1)) {
  throw new RangeError('--hours and --people take whole numbers from 1');
}
const minutesPerHour = 60;
const samplesPerHour = 12;
const punchesPerPerson = 4;
const megabyte = 2 ** 20;
const serials = ['SOAK1', 'SOAK2', 'SOAK3'].map(requireSerial);
const print = (line = '') => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'rollcall-soak-'));
const child = fork(new URL('./cloud-process.ts', import.meta.url), [join(folder, 'cloud')], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  execArgv: ['--expose-gc', '--max-old-space-size=192', '--max-semi-space-size=4'],
});

async function report(): Promise<Report> {
  const [message] = (await once(child, 'message')) as [Report];
  return message;
}

async function order(wanted: Order): Promise<number> {
  const answer = report();
  child.send(wanted);
  const done = await answer;
  return done.report === 'done' ? done.left : 0;
}

const ready = await report();
if (ready.report !== 'ready') throw new Error('the cloud did not start');
const api = openApi(ready.url, ready.key);
const { version, savedAt: _savedAt, ...settings } = await api.getSettings({});
await api.putSettings({
  ifMatch: `"${version}"`,
  body: { ...settings, download: { ...settings.download, createMissingUsers: true } },
});
const stateDir = join(folder, 'bridge');
const config = BridgeConfig.parse({ cloud: ready.url, stateDir, name: 'soak' });
const { token } = await api.createEnrolmentToken({ body: {} });
const enrolment = await enrolSite(config, token);
const outbox = new Outbox({ stateDir, limitBytes: config.limits.outboxBytes });
const bridge = openCloud({
  cloudUrl: ready.url,
  signer: { bridgeId: enrolment.bridgeId, privateKey: readKey(join(stateDir, enrolment.keyFile)) },
});
const stopping = new AbortController();
const sender = new OutboxSender({ outbox, api: bridge.api, log: () => {} });
const sending = sender.run(stopping.signal);

const today = new Date().toISOString().slice(0, 10) as LocalDate;
const day = addDays(today, -1);
const two = (value: number) => String(value).padStart(2, '0');
let punches = 0;

/** Somebody comes or goes: each record goes into the outbox and on its way by itself. */
function punch(minute: number, second: number): void {
  const serial = serials[punches % serials.length];
  if (serial === undefined) return;
  const record: TerminalRecord = {
    pin: String(1 + (punches % people)),
    time: `${day} ${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}:${two(second)}`,
    status: Math.floor(punches / people) % 2,
    verify: 1,
    workCode: '',
  };
  outbox.accept({ serial, taskId: null, driftSeconds: 0, mode: 'new', records: [record] });
  outbox.release(serial);
  sender.wake();
  punches += 1;
}

async function beat(): Promise<void> {
  const terminals = serials.map((serial) => ({
    serial,
    address: '192.0.2.1:4370',
    state: 'online' as const,
    records: punches,
    zone: 'UTC',
  }));
  await bridge.api.heartbeat({
    body: { version: '0.1.0', terminals, outbox: { waiting: 0 }, running: [], take: 1 },
  });
}

async function lookAtSheets(): Promise<void> {
  await api.listSheets({ query: { from: day, to: today, limit: 200 } });
  await api.listUsers({ query: { limit: 100 } });
  await api.listTerminals({});
}

const perMinute = (people * punchesPerPerson) / (24 * minutesPerHour);
const samples = new Map<string, number[]>();

async function sample(): Promise<void> {
  await order({ order: 'collect' });
  for (const { pid, name, bytes } of processesOf(process.pid)) {
    const label = `${name} (${pid})`;
    samples.set(label, [...(samples.get(label) ?? []), bytes]);
  }
}

/** One minute of the day. */
async function live(minute: number): Promise<void> {
  const due = Math.floor((minute + 1) * perMinute) - Math.floor(minute * perMinute);
  for (let index = 0; index < due; index += 1) punch(minute, (index * 7) % 60);
  await Promise.all([beat(), order({ order: 'fire', kind: 'tick' })]);
  if (minute % 15 === 0) await order({ order: 'fire', kind: 'nightly' });
  if (minute % 5 === 0) await lookAtSheets();
  if ((minute + 1) % (minutesPerHour / samplesPerHour) === 0) await sample();
}

print(`A day in fast motion: ${hours} h of ${people} people, ${machine()}`);
print('npm run soak');
const began = performance.now();
for (let minute = 0; minute < hours * minutesPerHour; minute += 1) {
  await live(minute);
  if ((minute + 1) % (6 * minutesPerHour) === 0) {
    print(`  ${(minute + 1) / minutesPerHour} h after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
}
for (const serial of serials) await sender.drained(serial, stopping.signal);
const left = await order({ order: 'settle' });
const seconds = (performance.now() - began) / 1000;

let stored = 0;
let cursor: string | undefined;
do {
  const page: Awaited<ReturnType<typeof api.listArrivals>> = await api.listArrivals({
    query: { day: today, limit: 1000, ...(cursor === undefined ? {} : { cursor }) },
  });
  stored += page.items.length;
  cursor = page.nextCursor;
} while (cursor !== undefined);

stopping.abort();
await sending;
bridge.close();
outbox.close();
const ended = once(child, 'exit');
child.send({ order: 'stop' } satisfies Order);
await ended;
rmSync(folder, { recursive: true, force: true });

const judged = [...samples]
  .filter(([, bytes]) => bytes.length >= (hours * samplesPerHour) / 2)
  .map(([name, bytes]) => growthOf(name, bytes));
print(
  `${stored.toLocaleString('en')} of ${punches.toLocaleString('en')} punches are stored, ${left} messages are left, after ${seconds.toFixed(0)} s.`,
);
print();
print('process                                    second quarter MB   last quarter MB');
for (const { name, before, after, grows } of judged) {
  const [first, last] = [before, after].map((bytes) => (bytes / megabyte).toFixed(0));
  print(`${name.padEnd(42)} ${first?.padStart(17)} ${last?.padStart(17)}  ${grows ? 'GROWS' : 'flat'}`);
}
// Days that pass midnight bring their arrivals on two days; the soak is short enough to be run within one.
const isSound = stored === punches && left === 0 && judged.every(({ grows }) => !grows);
if (values.json) {
  print(JSON.stringify({ bench: 'soak', hours, people, seconds, punches, stored, left, processes: judged }));
}
process.exitCode = isSound ? 0 : 1;
