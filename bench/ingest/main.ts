/**
 * `npm run bench:ingest` prints how fast punches get from a bridge's outbox into the cloud's tables.
 * The bridge's own outbox and sender, signed HTTP, the gateway and the real functions, on the embedded store in memory; beside a
 * bare BatchWriteItem loop that writes the same items to a table of the same shape in the same run.
 * @module
 */

import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enrolSite, OutboxSender, openCloud, readKey } from '../../bridge/cloud/index.ts';
import { BridgeConfig } from '../../bridge/config/index.ts';
import { Outbox } from '../../bridge/outbox/index.ts';
import { openApi } from '../../infra/local/start/api-client.ts';
import { machine, median } from '../download/report.ts';
import type { Order, Report } from './cloud-process.ts';
import { benchRecords, benchSerial } from './workload.ts';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    users: { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const records = Number(values.records);
const users = Number(values.users);
const runs = Number(values.runs);
const print = (line: string) => process.stdout.write(`${line}\n`);

async function ask<K extends Report['report']>(child: ChildProcess, order: Order | null, wanted: K) {
  const answer = new Promise<Extract<Report, { report: K }>>((resolve, reject) => {
    child.once('message', (report: Report) => {
      if (report.report === wanted) resolve(report as Extract<Report, { report: K }>);
      else reject(new Error(report.report === 'failed' ? report.reason : `unexpected ${report.report}`));
    });
    child.once('exit', (code) => reject(new Error(`the cloud ended (${code})`)));
  });
  if (order) child.send(order);
  return await answer;
}

/** Runs something beside a fresh cloud, and stops the cloud. */
async function withCloud<T>(run: (child: ChildProcess, url: string, key: string) => Promise<T>): Promise<T> {
  const child = fork(new URL('./cloud-process.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const { url, key } = await ask(child, null, 'ready');
    return await run(child, url, key);
  } finally {
    child.removeAllListeners('message');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.send({ order: 'stop' } satisfies Order);
    await ended;
  }
}

async function measureBare(): Promise<number> {
  return await withCloud(
    async (child) => (await ask(child, { order: 'bare', records, users }, 'bare')).seconds,
  );
}

interface Ingested {
  seconds: number;
  stored: number;
  senderPeakBytes: number;
  cloudPeakBytes: number;
}

async function measureIngest(): Promise<Ingested> {
  const stateDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  try {
    return await withCloud(async (child, url, key) => {
      const api = openApi(url, key);
      const { version, savedAt: _savedAt, ...settings } = await api.getSettings({});
      const download = { ...settings.download, createMissingUsers: true };
      await api.putSettings({ ifMatch: `"${version}"`, body: { ...settings, download } });
      const config = BridgeConfig.parse({ cloud: url, stateDir, name: 'bench' });
      const { token } = await api.createEnrolmentToken({ body: {} });
      const enrolment = await enrolSite(config, token);
      const outbox = new Outbox({ stateDir, limitBytes: config.limits.outboxBytes });
      const log = benchRecords(records, users);
      for (let start = 0; start < log.length; start += 5000) {
        outbox.accept({
          serial: benchSerial,
          taskId: null,
          driftSeconds: 0,
          mode: 'new',
          records: log.slice(start, start + 5000),
        });
      }
      outbox.release(benchSerial);
      const cloud = openCloud({
        cloudUrl: url,
        signer: { bridgeId: enrolment.bridgeId, privateKey: readKey(join(stateDir, enrolment.keyFile)) },
      });
      const stopping = new AbortController();
      const sender = new OutboxSender({ outbox, api: cloud.api, log: () => {} });
      const start = performance.now();
      const running = sender.run(stopping.signal);
      await sender.drained(benchSerial, stopping.signal);
      const seconds = (performance.now() - start) / 1000;
      stopping.abort();
      await running;
      cloud.close();
      outbox.close();
      const { punches, peakRssBytes } = await ask(child, { order: 'count' }, 'count');
      return {
        seconds,
        stored: punches,
        senderPeakBytes: process.resourceUsage().maxRSS * 1024,
        cloudPeakBytes: peakRssBytes,
      };
    });
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

print(`Ingest of ${records} punches of ${users} users, ${runs} runs each, on ${machine()}`);
print('npm run bench:ingest');
const bare: number[] = [];
const ingested: Ingested[] = [];
for (let run = 0; run < runs; run += 1) {
  bare.push(await measureBare());
  ingested.push(await measureIngest());
}
const bareSeconds = median(bare) ?? 0;
const ingestSeconds = median(ingested.map(({ seconds }) => seconds)) ?? 0;
const ratio = bareSeconds / ingestSeconds;
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
const rate = (seconds: number) => Math.round(records / seconds).toLocaleString('en');
const storedAlways = ingested.every(({ stored }) => stored === records);
print('');
print('way                                   seconds (median)  punches/s  peak RSS MB');
print(
  `bare BatchWriteItem loop              ${bareSeconds.toFixed(2).padStart(16)}  ${rate(bareSeconds).padStart(9)}`,
);
print(
  `outbox → signed HTTP → functions      ${ingestSeconds.toFixed(2).padStart(16)}  ${rate(ingestSeconds).padStart(9)}  ` +
    `bridge ${megabytes(Math.max(...ingested.map((run) => run.senderPeakBytes)))}, cloud ${megabytes(Math.max(...ingested.map((run) => run.cloudPeakBytes)))}`,
);
print(
  `share of the bare loop's rate: ${(ratio * 100).toFixed(0)} %; every punch stored exactly once: ${storedAlways ? 'yes' : 'NO'}`,
);
print('The sheets function is left out of both: the measurement ends when the punches are stored.');
if (values.json) {
  print(
    JSON.stringify({
      bench: 'ingest',
      records,
      users,
      runs,
      bareSeconds,
      ingestSeconds,
      punchesPerSecond: Math.round(records / ingestSeconds),
      shareOfBare: Number(ratio.toFixed(3)),
      allStored: storedAlways,
    }),
  );
}
process.exitCode = storedAlways ? 0 : 1;
