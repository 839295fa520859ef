/**
 * `npm run bench:fleet` has one cloud serve fifty sites: each a bridge in a process of its own, set up with one token for all, that
 * is told by the cloud which terminals it reads. It looks at a download from all of them, at punches of the moment, at diagnoses,
 * and at ten bridges that are killed and come back. Exits with 1 when a target is missed, or a punch is missing or there twice.
 * @module
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ApiClient, openApi } from '../../infra/local/start/api-client.ts';
import type { BridgeId } from '../../shared/contract/ids.ts';
import { addDays } from '../../shared/time/calendar.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { machine } from '../download/report.ts';
import type { Order, Report } from '../soak/cloud-process.ts';
import { processesOf } from '../soak/processes.ts';
import { readAll } from './read-all.ts';
import { endBridge, type FleetSite, openSite, pinAt, setUpBridge, startBridge } from './site.ts';

const { values } = parseArgs({
  options: {
    sites: { type: 'string', default: '50' },
    terminals: { type: 'string', default: '4' },
    people: { type: 'string', default: '40' },
    days: { type: 'string', default: '14' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.sites);
const size = {
  terminals: Number(values.terminals),
  people: Number(values.people),
  days: Number(values.days),
};
if ([count, ...Object.values(size)].some((value) => !(Number.isInteger(value) && value >= 1))) {
  throw new RangeError('--sites, --terminals, --people and --days take whole numbers from 1');
}
const killed = Math.min(10, count);
const setupsAtOnce = 4;
const lookEveryMilliseconds = 250;
const patienceMilliseconds = 600_000;
const megabyte = 2 ** 20;
const print = (line = '') => process.stdout.write(`${line}\n`);
const today = new Date().toISOString().slice(0, 10) as LocalDate;

const folder = mkdtempSync(join(tmpdir(), 'rollcall-fleet-'));
const cloud = fork(new URL('../soak/cloud-process.ts', import.meta.url), [join(folder, 'cloud')], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  execArgv: ['--max-old-space-size=768', '--max-semi-space-size=16'],
});
const [ready] = (await once(cloud, 'message')) as [Report];
if (ready.report !== 'ready') throw new Error('the cloud did not start');
const api: ApiClient = openApi(ready.url, ready.key);

/** Looks again and again until something holds. @returns seconds that it took */
async function until(
  what: string,
  holds: () => Promise<boolean>,
  since = performance.now(),
): Promise<number> {
  const end = since + patienceMilliseconds;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`This did not come to pass: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMilliseconds));
  }
  return (performance.now() - since) / 1_000;
}

async function settle(): Promise<void> {
  const answer = once(cloud, 'message');
  cloud.send({ order: 'settle' } satisfies Order);
  await answer;
}

interface Bridge {
  id: BridgeId;
  site: FleetSite;
  process: ChildProcess;
}

const sites: FleetSite[] = [];
for (let index = 0; index < count; index += 1) sites.push(await openSite(index, size, folder, today));
for (const site of sites) mkdirSync(site.folder, { mode: 0o700 });
const records = sites.reduce((sum, site) => sum + site.records, 0);
print(
  `${count} sites, ${count * size.terminals} simulated terminals with ${records.toLocaleString('en')} punches of ` +
    `${(count * size.people).toLocaleString('en')} people, ${machine()}`,
);
print('npm run bench:fleet');
print();

async function setUpAll(url: string): Promise<Pick<Bridge, 'id' | 'site'>[]> {
  const { token } = await api.createEnrolmentToken({
    body: { mostBridges: count, minutes: 600, name: 'Fleet' },
  });
  const done: Pick<Bridge, 'id' | 'site'>[] = [];
  const waiting = [...sites];
  const work = async () => {
    for (let site = waiting.shift(); site !== undefined; site = waiting.shift())
      done.push({ site, id: await setUpBridge(site, url, token) });
  };
  await Promise.all(Array.from({ length: setupsAtOnce }, work));
  return done;
}

async function orderTerminals({ id, site }: Bridge): Promise<void> {
  const { version } = await api.getBridge({ params: { bridgeId: id } });
  await api.updateBridge({
    params: { bridgeId: id },
    ifMatch: `"${version}"`,
    body: { site: site.name },
  });
  await api.setBridgeTerminals({
    params: { bridgeId: id },
    ifMatch: '"0"',
    body: {
      terminals: site.terminals.map(({ host, port, serial }) => ({ host, port, serial, zone: 'UTC' })),
    },
  });
}

async function onlineTerminals(): Promise<number> {
  const terminals = await readAll((query) => api.listTerminals({ query }));
  return terminals.filter(({ reported }) => reported === 'online').length;
}

/** What was punched today. The latest arrivals come first: what lay on the terminals before the download is older than that. */
async function punchesOfToday(): Promise<string[]> {
  const items = await readAll(
    (query) =>
      api.listPunches({
        query: { ...query, by: 'arrival', order: 'latest', from: today, to: addDays(today, 2) },
      }),
    ({ wallTime }) => wallTime.startsWith(today),
  );
  return items.map(({ serial, pin, wallTime }) => `${serial} ${pin} ${wallTime}`);
}

/** Somebody punches at each terminal of some sites, now. @returns how many did */
function punchEverywhere(among: readonly FleetSite[]): number {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
  for (const site of among) {
    const index = sites.indexOf(site);
    for (const [person, terminal] of site.terminals.entries())
      terminal.addPunch({ pin: pinAt(index, person), time, status: 255, verify: 1, workCode: '' });
  }
  return among.length * size.terminals;
}

async function sickSites(): Promise<string[]> {
  const all = await readAll((query) => api.listSites({ query: { ...query, health: 'true' } }));
  return all.flatMap(({ name, health }) => ((health?.silentBridges ?? 0) > 0 ? [name] : [])).toSorted();
}

const measured: { name: string; seconds: number; most: number }[] = [];
function note(name: string, seconds: number, most: number): void {
  measured.push({ name, seconds, most });
  print(`${name.padEnd(64)} ${seconds.toFixed(1).padStart(7)} s`);
}

const bridges: Bridge[] = [];
try {
  const setUpAt = performance.now();
  const setUp = await setUpAll(ready.url);
  note('bridges set up with one token, four at a time', (performance.now() - setUpAt) / 1_000, 1.5 * count);

  for (const { id, site } of setUp) bridges.push({ id, site, process: startBridge(site) });
  const orderedAt = performance.now();
  for (const bridge of bridges) await orderTerminals(bridge);
  const everything = count * size.terminals;
  note(
    'all at work, their terminals ordered in the cloud and online',
    await until('all terminals are online', async () => (await onlineTerminals()) === everything, orderedAt),
    60,
  );

  const downloadAt = performance.now();
  const { id } = await api.startDownload({ body: { createMissingUsers: true } });
  const downloadSeconds = await until(
    'the download ends',
    async () => ['done', 'failed'].includes((await api.getDownload({ params: { downloadId: id } })).state),
    downloadAt,
  );
  note('a download from all, creating everybody', downloadSeconds, records / 2_000 + 15);
  const { counts } = await api.getDownload({ params: { downloadId: id } });
  if (counts.stored !== records || counts.usersCreated !== count * size.people)
    throw new Error(
      `${counts.stored} of ${records} punches are stored, ${counts.usersCreated} users created.`,
    );
  await settle();

  const punchedAt = performance.now();
  let expected = punchEverywhere(sites);
  note(
    'a punch at each terminal, until the last of them is in the API',
    await until(
      'punches of now are there',
      async () => (await punchesOfToday()).length >= expected,
      punchedAt,
    ),
    30,
  );

  const askedAt = performance.now();
  await Promise.all(bridges.map(({ id: bridgeId }) => api.orderDiagnosis({ params: { bridgeId } })));
  const isAnswered = async ({ id: bridgeId }: Bridge) => {
    const { items } = await api.listDiagnoses({ params: { bridgeId }, query: { limit: 1 } });
    return items[0]?.state === 'done';
  };
  const areAnswered = async () => {
    for (const bridge of bridges) if (!(await isAnswered(bridge))) return false;
    return true;
  };
  note('a diagnosis of each bridge', await until('all have answered', areAnswered, askedAt), 60);

  const memory = processesOf(process.pid);
  const bytesOf = (pids: ReadonlySet<number | undefined>) =>
    memory.reduce((sum, { pid, bytes }) => sum + (pids.has(pid) ? bytes : 0), 0) / megabyte;
  const bridgePids = new Set(bridges.map(({ process: { pid } }) => pid));
  const perBridge = bytesOf(bridgePids) / count;

  const victims = bridges.slice(0, killed);
  const names = victims.map(({ site }) => site.name);
  await Promise.all(victims.map(({ process: victim }) => endBridge(victim, 'SIGKILL')));
  const killedAt = performance.now();
  expected += punchEverywhere(sites);
  const isTold = async () => {
    const sick = await sickSites();
    return sick.length === killed && names.every((name) => sick.includes(name));
  };
  note(
    `${killed} bridges killed, until the list of sites says so`,
    await until('sites are silent', isTold, killedAt),
    200,
  );
  for (const victim of victims) victim.process = startBridge(victim.site);
  const startedAt = performance.now();
  const isWell = async () => (await sickSites()).length === 0 && (await onlineTerminals()) === everything;
  note('they are started again, until all is well', await until('all is well', isWell, startedAt), 30);
  note(
    'and until what was punched meanwhile is there',
    await until('punches are there', async () => (await punchesOfToday()).length >= expected, startedAt),
    30,
  );
  const found = await punchesOfToday();
  const isExact = found.length === expected && new Set(found).size === expected;
  print();
  print(
    `${found.length} of ${expected} punches of today are stored, ${new Set(found).size} of them different.`,
  );
  print(`A bridge has ${perBridge.toFixed(0)} MB of its own.`);
  print();
  for (const { name, seconds, most } of measured)
    print(
      `${seconds <= most ? 'reached' : 'MISSED '}  ${name}: ${seconds.toFixed(1)} s, at most ${most.toFixed(0)}`,
    );
  if (values.json) print(JSON.stringify({ benchmark: 'fleet', count, size, records, measured, perBridge }));
  process.exitCode = isExact && measured.every(({ seconds, most }) => seconds <= most) ? 0 : 1;
} finally {
  await Promise.all(bridges.map(({ process: child }) => endBridge(child, 'SIGTERM')));
  const ended = once(cloud, 'exit');
  cloud.send({ order: 'stop' } satisfies Order);
  await ended;
  await Promise.all(sites.flatMap(({ terminals }) => terminals.map((terminal) => terminal.close())));
  rmSync(folder, { recursive: true, force: true });
}
