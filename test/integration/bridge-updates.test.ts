import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { takeRelease } from '#bridge/cli/take-release.ts';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig, bridgeVersion } from '#bridge/config/index.ts';
import type { LogLine } from '#bridge/log/index.ts';
import { noteLastUpdate, readOrderedUpdates, readOutboxStatus } from '#bridge/outbox/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import { ProgramFiles } from '#bridge/update/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aReport, type SignedBridge } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';
import { publicHalf, writeSums } from '../../scripts/release/signing.ts';
import { tarOf } from '../../scripts/release/tar.ts';

const cloud = useCloud();
const from = 'https://releases.rollcall.example/bridge/';

/** A heartbeat after the minute for which the cloud remembers what it has read. */
async function told(bridge: SignedBridge) {
  later(61);
  return (await bridge.beat({})).updates;
}

describe('updates of bridges', () => {
  test('are off until an administrator says from where and how soon', async () => {
    const { api, bridge, ...site } = await aSite(cloud);
    expect(await api.getBridgeUpdates({})).toEqual({ from: null, afterHours: null, sites: [], version: 0 });
    expect(await told(bridge)).toBeUndefined();
    await api.putBridgeUpdates({ body: { from, afterHours: 24 }, ifMatch: '"0"' });
    expect(await told(bridge)).toEqual({ from, afterHours: 24 });
    await expect(
      api.putBridgeUpdates({ body: { from: null, afterHours: null }, ifMatch: '"0"' }),
    ).rejects.toSatisfy(problem('request.stale'));
    await api.putBridgeUpdates({ body: { from: null, afterHours: 24 }, ifMatch: '"1"' });
    expect(await told(bridge)).toBeUndefined();
    expect(await auditOf({ api, ...site }, 'bridge-updates.saved')).toHaveLength(2);
  });

  test('come to each site in its ring, and to some not at all; who is moved changes rings', async () => {
    const site = await aSite(cloud);
    const { api, bridge } = site;
    const sites = [
      { site: 'Pilot', afterHours: 0 },
      { site: 'Plant', afterHours: null },
    ];
    await api.putBridgeUpdates({ body: { from, afterHours: 72, sites }, ifMatch: '"0"' });
    const params = { bridgeId: bridge.id };
    const shown = async () => (await api.listBridges({})).items[0]?.updates?.ring;
    expect([(await told(bridge))?.afterHours, await shown()]).toEqual([
      72,
      { afterHours: 72, of: 'everybody' },
    ]);
    await api.updateBridge({ params, body: { site: 'Pilot' }, ifMatch: '"0"' });
    expect([(await told(bridge))?.afterHours, await shown()]).toEqual([0, { afterHours: 0, of: 'site' }]);
    await api.updateBridge({ params, body: { site: 'Plant' }, ifMatch: '"1"' });
    expect([await told(bridge), await shown()]).toEqual([undefined, undefined]);
    const { name, ...moved } = await api.updateBridge({ params, body: { site: null }, ifMatch: '"2"' });
    expect(name).toBe('Test site');
    expect(moved).not.toHaveProperty('site');
    expect((await auditOf(site, 'bridge.moved')).map(({ facts }) => facts)).toEqual(
      expect.arrayContaining([
        { from: null, to: 'Pilot' },
        { from: 'Pilot', to: 'Plant' },
        { from: 'Plant', to: null },
      ]),
    );
    expect(await auditOf(site, 'bridge.renamed')).toEqual([]);
  });

  test('are shown with what the bridge goes by and what it tried last', async () => {
    const { api, bridge } = await aSite(cloud);
    const last = {
      version: '0.2.0',
      at: '2026-03-02T08:00:00.000Z',
      result: 'taken-back' as const,
      reason: 'the cloud has not answered it in time',
    };
    const body = {
      version: '0.1.0',
      terminals: [aReport('TEST1')],
      outbox: { waiting: 0 },
      running: [],
      take: 0,
    };
    await bridge.api.heartbeat({ body: { ...body, updates: { obeys: 'file', last } } });
    const { updates } = await api.getBridge({ params: { bridgeId: bridge.id } });
    expect(updates).toEqual({ obeys: 'file', last });
  });

  test.each([
    'http://releases.rollcall.example/',
    '/srv/releases',
    'https://reader:secret@releases.rollcall.example/',
  ])('do not come from %s', async (address) => {
    const { api } = await cloud.organisation();
    await expect(
      api.putBridgeUpdates({ body: { from: address, afterHours: 0 }, ifMatch: '"0"' }),
    ).rejects.toSatisfy(problem('request.invalid'));
  });
});

test('a bridge at work keeps what it is told for its updater, and reports what came of it', async () => {
  const { api } = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-updates-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateDir = join(folder, 'state');
  const file = { cloud: cloud.url, name: 'Test site', stateDir, poll: { maxSeconds: 1 } };
  const config = BridgeConfig.parse(file);
  const { token } = await api.createEnrolmentToken({ body: { site: 'Pilot' } });
  const { bridgeId } = await enrolSite(config, token, cloudTime.now);
  const logged: LogLine['event'][] = [];
  let inability: 'no-updater' | undefined;
  const start = (as: BridgeConfig) => {
    const bridge = startBridge({
      config: as,
      log: ({ event }) => logged.push(event),
      timing: quickTiming,
      inability: () => inability,
      now: cloudTime.now,
    });
    onTestFinished(() => bridge.stop());
    return bridge;
  };
  const shown = async () => (await api.getBridge({ params: { bridgeId } })).updates;
  const within = { timeout: 20_000 };
  await api.putBridgeUpdates({
    body: { from, afterHours: null, sites: [{ site: 'Pilot', afterHours: 1 }] },
    ifMatch: '"0"',
  });
  const first = start(config);
  await expect.poll(() => readOrderedUpdates(stateDir), within).toEqual({ from, afterHours: 1 });
  await first.stop();
  // Without the cloud it holds, and what the updater notes meanwhile is reported by the next start.
  expect(readOrderedUpdates(stateDir)).toEqual({ from, afterHours: 1 });
  const last = {
    version: '0.2.0',
    at: cloudTime.instant(),
    result: 'taken-back',
    reason: 'it fell silent',
  } as const;
  noteLastUpdate(stateDir, last);
  const second = start(config);
  const ring = { afterHours: 1, of: 'site' };
  await expect.poll(shown, within).toEqual({ obeys: 'cloud', ring, last });
  // Its timer is removed, or was never there, and comes: each heartbeat says how it is then.
  inability = 'no-updater';
  const unable = { obeys: 'unable', because: 'no-updater', ring, last };
  await expect.poll(shown, within).toEqual(unable);
  inability = undefined;
  await expect.poll(shown, within).toEqual({ obeys: 'cloud', ring, last });
  await api.putBridgeUpdates({ body: { from: null, afterHours: null }, ifMatch: '"1"' });
  later(61);
  await expect.poll(() => readOrderedUpdates(stateDir), within).toBeUndefined();
  await second.stop();
  start(BridgeConfig.parse({ ...file, updates: 'off' }));
  await expect.poll(async () => (await shown())?.obeys, within).toBe('off');
  expect(logged).toEqual(expect.arrayContaining(['updates.ordered', 'updates.withdrawn']));
});

/** A program that says its version and does nothing else. */
const aProgram = (version: string) => `#!/bin/sh\necho ${version}\n`;

/** A release of a version, signed with the key. */
function aRelease(folder: string, version: string, key: KeyObject): void {
  mkdirSync(folder);
  const archive = `rollcall-bridge-${version}-linux-x64.tar.gz`;
  const entry = { path: 'r/rollcall-bridge', content: Buffer.from(aProgram(version)), mode: 0o755 };
  writeFileSync(join(folder, archive), gzipSync(tarOf([entry], 0)));
  const about = { version, releasedAt: '2026-01-01T00:00:00.000Z' };
  writeFileSync(join(folder, 'release.json'), JSON.stringify(about));
  writeSums(folder, ['release.json', archive], key);
}

test('an update that is taken back, and one that cannot be had, are seen with the bridge', async () => {
  const { api } = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-updates-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Test site',
    stateDir: join(folder, 'state'),
    poll: { maxSeconds: 1 },
  });
  /** The clock of this machine is an hour ahead, which makes no difference. */
  const now = () => cloudTime.now() + 3_600_000;
  const { token } = await api.createEnrolmentToken({ body: {} });
  const { bridgeId } = await enrolSite(config, token, now);
  const program = join(folder, 'rollcall-bridge');
  writeFileSync(program, aProgram(bridgeVersion), { mode: 0o755 });
  const key = generateKeyPairSync('ed25519').privateKey;
  aRelease(join(folder, 'release'), '9.9.9', key);

  /** The bridge of this checkout runs where the program of before is in place; the new one dies at its start. */
  let bridge: ReturnType<typeof startBridge> | undefined;
  const ended: Promise<void>[] = [];
  const service: ServiceControl = {
    isRunning: () => bridge !== undefined,
    stop() {
      if (bridge !== undefined) ended.push(bridge.stop());
      bridge = undefined;
    },
    start() {
      if (readFileSync(program, 'utf8') !== aProgram(bridgeVersion)) return;
      bridge = startBridge({
        config,
        log: () => undefined,
        timing: quickTiming,
        inability: () => undefined,
        now,
      });
    },
  };
  onTestFinished(async () => {
    service.stop();
    await Promise.all(ended);
  });
  service.start();
  const shown = async () => (await api.getBridge({ params: { bridgeId } })).updates;
  const within = { timeout: 20_000 };
  await expect.poll(shown, within).toEqual({ obeys: 'cloud' });
  await expect.poll(() => readOutboxStatus(config.stateDir)?.lastContact, within).not.toBeNull();
  const update = (from: string) =>
    takeRelease(
      config,
      {
        from,
        afterHours: 0,
        check: false,
        downgrade: false,
        scheduled: true,
        withoutCloud: false,
        minutes: 0.05,
        publicKey: publicHalf(key),
      },
      { now, signal: new AbortController().signal },
      () => ({ files: new ProgramFiles(program), service: () => service, target: 'linux-x64' }),
    );
  await expect(update(join(folder, 'release'))).rejects.toThrow(/9\.9\.9 was taken back/);
  /** To the minute: the bridge knows only so well how wrong its clock is. */
  const isNow = async () => Math.abs(Date.parse((await shown())?.last?.at ?? '') - cloudTime.now()) < 60_000;
  const last = { version: '9.9.9', result: 'taken-back' };
  await expect.poll(shown, within).toMatchObject({ obeys: 'cloud', last });
  expect((await shown())?.last?.reason).toMatch(/cloud has not answered it in time/);
  expect([await isNow(), service.isRunning()]).toEqual([true, true]);
  // The schedule tries no second time, and what cannot be had is another matter.
  expect(await update(join(folder, 'release'))).toMatch(/tried and taken back here/);
  later(3600);
  await expect(update(join(folder, 'none'))).rejects.toThrow(/cannot be read/);
  const failed = { result: 'failed', reason: expect.stringContaining('SHA256SUMS') };
  await expect.poll(async () => (await shown())?.last, within).toMatchObject(failed);
  expect(await isNow()).toBe(true);
});
