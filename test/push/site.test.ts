import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PushConfig } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { cli } from '#test/bridge/command-line.ts';
import { identityOf } from '#test/bridge/scripted-cloud.ts';
import { aSite, type Site } from '#test/bridge/site.ts';
import { aClock } from '#test/support/clock.ts';
import { aSerial } from '#test/support/ids.ts';
import { until } from '#test/support/until.ts';

const serial = 'PUSHSITE01';
const zone = 'Asia/Kolkata';
/** 00:30 at the terminal: its nightly check, which begins at two o'clock there, is not due yet. */
const beforeTwo = '2026-03-19T19:00:00Z';
/** 05:30 at the terminal: its nightly check begins with its first poll. */
const afterTwo = '2026-03-20T00:00:00Z';
const users = sampleUsers(6);
const punches = samplePunches(120, users, 11);
const names = new Map(users.map(({ pin, name = '' }) => [pin, name]));
const identities = (records: readonly TerminalRecord[]) =>
  new Set(records.map((record) => identityOf(serial, record)));

/** A bridge that listens on a port of its own choice, with one push terminal in its configuration. */
async function aPushSite(at = beforeTwo) {
  const push = {
    ...PushConfig.parse({ host: '127.0.0.1', terminals: [{ serial, zone }] }),
    port: 0,
  };
  const site = await aSite([], { push }, {}, aClock({ at }));
  return { site, bridge: site.start(), url: await listenerOf(site) };
}

async function listenerOf({ logged }: Site): Promise<string> {
  const line = () => logged.find(({ event }) => event === 'push.listening');
  await until(line);
  return String(line()?.facts?.url);
}

interface Place {
  site: Site;
  url: string;
}

function aDevice(
  { site, url }: Place,
  log: readonly TerminalRecord[] = punches,
  modes: readonly string[] = [],
) {
  const device = new PushTerminalSimulator({
    server: url,
    now: site.clock.now,
    serial,
    punches: log,
    users: names,
    modes,
    waitScale: 0.01,
  });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return { device, run: () => void device.run(stop.signal) };
}

test('pushed punches reach the cloud without a download, and the terminal is shown', async () => {
  const { site, url } = await aPushSite();
  const { device } = aDevice({ site, url });
  expect(await device.settle()).toBe(true);
  await until(() => site.cloud.stored.size === identities(punches).size);
  expect(new Set(site.cloud.stored.keys())).toEqual(identities(punches));
  await until(() =>
    site.cloud.heartbeats
      .at(-1)
      ?.terminals.some((report) => report.serial === serial && report.state === 'online'),
  );
  expect(site.cloud.heartbeats.at(-1)?.terminals[0]).toMatchObject({
    zone,
    firmware: 'Ver 6.60',
  });
  expect(site.cloud.violations).toEqual([]);
});

test('a download from a push terminal asks it for its log, and says up to when it is complete', async () => {
  const { site, url } = await aPushSite();
  const { device, run } = aDevice({ site, url });
  expect(await device.settle()).toBe(true);
  await until(() => site.cloud.stored.size === identities(punches).size);
  const hidden = { pin: '1001', time: '2025-12-24 08:00:00', status: 0, verify: 1, workCode: '' };
  device.punch(hidden);
  device.forgetUnsent();
  run();
  const before = site.clock.now();
  const completion = await site.cloud.ended(site.cloud.addTask({ terminal: serial }));
  expect(completion).toMatchObject({ outcome: 'done', counts: { read: punches.length + 1, stored: 1 } });
  expect(Date.parse(completion.completeThrough ?? '')).toBeGreaterThanOrEqual(before - 5000);
  expect(completion.terminal).toMatchObject({ serial, state: 'online' });
  const { completeThrough } = completion;
  await until(() => site.cloud.heartbeats.at(-1)?.terminals[0]?.completeThrough === completeThrough);
  expect(new Set(site.cloud.stored.keys())).toEqual(identities([...punches, hidden]));
  expect([...site.cloud.stored.values()].every((times) => times === 1)).toBe(true);
});

test('details of users are fetched from a push terminal', async () => {
  const { site, url } = await aPushSite();
  const { device, run } = aDevice({ site, url });
  expect(await device.settle()).toBe(true);
  run();
  const taskId = site.cloud.addTask({ terminal: serial, kind: 'users', userIds: ['1002', '1003'] });
  expect(await site.cloud.ended(taskId)).toMatchObject({ outcome: 'done' });
  expect([...site.cloud.details.keys()]).toEqual(expect.arrayContaining(['1002', '1003']));
});

test('a download from a push terminal that is silent fails with the reason', async () => {
  const { site } = await aPushSite();
  const completion = await site.cloud.ended(site.cloud.addTask({ terminal: serial }));
  expect(completion).toMatchObject({ outcome: 'failed', fault: { code: 'unreachable' } });
  expect(completion.fault?.message).toContain('it has never called');
});

test('a bridge that is stopped and started again goes on with the stamps that it has stored', async () => {
  const { site, bridge, url } = await aPushSite();
  const first = aDevice({ site, url }).device;
  expect(await first.settle()).toBe(true);
  await bridge.stop();
  site.logged.length = 0;
  site.start();
  const second = aDevice({ site, url: await listenerOf(site) }, []).device;
  expect(await second.settle()).toBe(true);
  expect(second.options.get('ATTLOGStamp')).toBe('9999');
});

test('an outbox counts what was ever accepted of a terminal, by days', async () => {
  const { site, url, bridge } = await aPushSite();
  const log = ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03'].map((day, index) => ({
    pin: '1001',
    time: `${day} 0${index}:00:00`,
    status: 0,
    verify: 1,
    workCode: '',
  }));
  expect(await aDevice({ site, url }, log).device.settle()).toBe(true);
  await bridge.stop();
  const { Outbox } = await import('#bridge/outbox/outbox.ts');
  const outbox = new Outbox({ stateDir: site.config.stateDir, limitBytes: 1_000_000 });
  const known = (from: string, through: string) =>
    outbox.knownBetween(
      aSerial(serial),
      from as Parameters<typeof outbox.knownBetween>[1],
      through as Parameters<typeof outbox.knownBetween>[1],
    );
  expect([
    known('2026-03-02', '2026-03-02'),
    known('2026-03-01', '2026-03-03'),
    known('2026-03-04', '2026-03-09'),
  ]).toEqual([2, 4, 0]);
  outbox.close();
});

test('an access-control terminal is not asked for its whole log: it is complete when it has nothing left to send', async () => {
  const { site, url } = await aPushSite();
  const { device, run } = aDevice({ site, url }, punches, ['acc']);
  expect(await device.settle()).toBe(true);
  run();
  const completion = await site.cloud.ended(site.cloud.addTask({ terminal: serial }));
  expect(completion).toMatchObject({ outcome: 'done', counts: { read: 0 } });
  expect(completion.completeThrough).toBeDefined();
  const asked = device.stats.commands.map(({ text }) => text);
  expect(asked.filter((text) => text.includes('transaction'))).toEqual([]);
  const all = await site.cloud.ended(site.cloud.addTask({ terminal: serial, mode: 'all' }));
  expect(all).toMatchObject({ outcome: 'done', counts: { read: punches.length } });
});

test('users that a terminal sends unasked reach the cloud', async () => {
  const { site, url } = await aPushSite();
  const { device } = aDevice({ site, url }, punches, ['templates']);
  expect(await device.settle()).toBe(true);
  const told = [...names.keys()].slice(0, 3);
  await until(() => told.every((pin) => site.cloud.details.has(pin)));
});

test.each([
  ["before two o'clock", beforeTwo, []],
  ["after two o'clock, when its log is counted too", afterTwo, ['VERIFY SUM ATTLOG']],
])(
  'users that the cloud creates for pushed punches are asked for at the terminal %s',
  async (_, at, others) => {
    const { site, url } = await aPushSite(at);
    const { device, run } = aDevice({ site, url }, [
      { pin: '1002', time: '2026-03-01 08:00:00', status: 0, verify: 1, workCode: '' },
    ]);
    expect(await device.settle()).toBe(true);
    run();
    await until(() => site.cloud.details.has('1002'));
    expect(site.cloud.details.get('1002')).toMatchObject({ name: names.get('1002') });
    const asked = device.stats.commands.map(({ text }) => text.replace(/ StartTime=.*/, ''));
    expect(asked.toSorted()).toEqual(['DATA QUERY USERINFO PIN=1002', ...others]);
  },
);

test('the status shows who pushes, who never called, and who wants to and is not configured', async () => {
  const { site, bridge, url } = await aPushSite();
  const ask = async (name: string) => (await fetch(`${url}/iclock/cdata?SN=${name}&options=all`)).status;
  expect([await ask('STRANGER01'), await ask(serial)]).toEqual([401, 200]);
  const file = join(site.config.stateDir, 'bridge.yaml');
  const push = `push:\n  terminals:\n    - serial: ${serial}\n    - serial: NEVERCAME1\n`;
  writeFileSync(
    file,
    `cloud: ${site.config.cloud}\nstateDir: ${site.config.stateDir}\nterminals: []\n${push}`,
  );
  const status = JSON.parse((await cli('status', '--config', file, '--json')).stdout);
  const silent = { address: null, lastContactAt: null };
  expect(status.pushTerminals).toMatchObject([
    { serial, address: '127.0.0.1', lastContactAt: expect.any(String) },
    { serial: 'NEVERCAME1', ...silent },
  ]);
  expect(status.unknownPushTerminals).toMatchObject([{ serial: 'STRANGER01', address: '127.0.0.1' }]);
  const table = (await cli('status', '--config', file)).stdout;
  expect(table).toMatch(/PUSHSITE01 +127\.0\.0\.1 +pushes +It last called at /);
  expect(table).toMatch(/NEVERCAME1 +never called/);
  expect(table).toMatch(/STRANGER01 +127\.0\.0\.1 +not configured +It wants to push and last tried at /);
  await bridge.stop();
});

test('after its outbox was damaged a bridge has its terminals send everything again', async () => {
  const { site, bridge, url } = await aPushSite();
  const { device } = aDevice({ site, url });
  expect(await device.settle()).toBe(true);
  await bridge.stop();
  writeFileSync(join(site.config.stateDir, 'outbox.db'), 'no database');
  site.logged.length = 0;
  site.start();
  const { device: renewed } = aDevice({ site, url: await listenerOf(site) });
  renewed.forgetUnsent();
  expect(await renewed.settle()).toBe(true);
  expect(renewed.stats.rowsSent).toBe(punches.length);
});
