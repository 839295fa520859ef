import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '#bridge/cli/index.ts';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { readOutboxStatus } from '#bridge/outbox/index.ts';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { DiagnosisBundle, mostDiagnosisBytes } from '#shared/contract/diagnosis-bundle.ts';
import { mostTerminalsOfBridge } from '#shared/contract/terminal-settings.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';

const cloud = useCloud();

/** A bundle as small as one can be. */
const aBundle = (): DiagnosisBundle =>
  DiagnosisBundle.parse({
    madeAt: cloudTime.instant(),
    program: {
      version: '0.1.0',
      node: 'v24.0.0',
      platform: 'linux-x64',
      isRunning: true,
      usedMemoryBytes: 1,
    },
    machine: { upSeconds: 1, processors: 1, freeMemoryBytes: 1, totalMemoryBytes: 2 },
    outbox: { waiting: 0, refused: 0, bytes: 0, limitBytes: 1, isDiskFull: false },
    settings: { parallelTerminals: 8, realtimeSessions: 250, longestPollSeconds: 60, probeSeconds: 300 },
    cloud: {
      address: cloud.url,
      isReached: true,
      tookMilliseconds: 5,
      hasProxy: false,
      hasOwnCertificates: false,
    },
    terminals: [],
    log: [],
    leftOutLines: 0,
  });

describe('a diagnosis', () => {
  test('is asked for with the heartbeats until it is there, and while one is waited for there is no other', async () => {
    const site = await aSite(cloud);
    const { api, bridge } = site;
    const params = { bridgeId: bridge.id };
    expect(await bridge.beat({})).not.toHaveProperty('diagnose');
    const asked = await api.orderDiagnosis({ params });
    expect(asked).toMatchObject({ state: 'waiting', requestedAt: cloudTime.instant() });
    expect((await api.orderDiagnosis({ params })).id).toBe(asked.id);
    for (let beat = 0; beat < 2; beat += 1) {
      later(1);
      expect(await bridge.beat({})).toMatchObject({ diagnose: asked.id });
    }
    const bundle = aBundle();
    const at = { ...params, diagnosisId: asked.id };
    for (let time = 0; time < 2; time += 1)
      await bridge.api.storeDiagnosis({ params: { diagnosisId: asked.id }, body: bundle });
    later(1);
    expect(await bridge.beat({})).not.toHaveProperty('diagnose');
    expect(await api.getDiagnosis({ params: at })).toMatchObject({ state: 'done', bundle });
    const next = await api.orderDiagnosis({ params });
    expect(next.id).not.toBe(asked.id);
    expect((await api.listDiagnoses({ params })).items.map(({ id, state }) => [id, state])).toEqual([
      [next.id, 'waiting'],
      [asked.id, 'done'],
    ]);
    const page = await api.listDiagnoses({ params, query: { limit: 1 } });
    const rest = await api.listDiagnoses({ params, query: { limit: 1, cursor: page.nextCursor ?? '' } });
    expect(rest.items.map(({ id }) => id)).toEqual([asked.id]);
    expect(await auditOf(site, 'bridge.diagnosis-ordered')).toHaveLength(2);
    expect(await api.getBridge({ params })).not.toHaveProperty('diagnosis');
  });

  test('that nobody sends is given up after a day, and the bridge is asked no more', async () => {
    const { api, bridge } = await aSite(cloud);
    const params = { bridgeId: bridge.id };
    const { id } = await api.orderDiagnosis({ params });
    const at = { ...params, diagnosisId: id };
    later(86_399);
    // As one of an earlier version, which does not know what it is asked for.
    expect(await bridge.beat({})).toMatchObject({ diagnose: id });
    expect(await api.getDiagnosis({ params: at })).toMatchObject({ state: 'waiting' });
    later(1);
    expect(await bridge.beat({})).not.toHaveProperty('diagnose');
    expect((await api.listDiagnoses({ params })).items).toMatchObject([{ id, state: 'unanswered' }]);
    const shown = await api.getDiagnosis({ params: at });
    expect(shown.state).toBe('unanswered');
    expect(shown).not.toHaveProperty('bundle');
    const late = bridge.api.storeDiagnosis({ params: { diagnosisId: id }, body: aBundle() });
    await expect(late).rejects.toSatisfy(problem('diagnosis.unknown'));
    expect(await api.orderDiagnosis({ params })).toMatchObject({ state: 'waiting' });
  });

  test('that is asked for several times at once is one', async () => {
    const { api, bridge } = await aSite(cloud);
    const params = { bridgeId: bridge.id };
    const asked = await Promise.all([1, 2, 3].map(() => api.orderDiagnosis({ params })));
    const waiting = (await api.listDiagnoses({ params })).items.filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(1);
    expect(new Set(asked.map(({ id }) => id))).toEqual(new Set([waiting[0]?.id]));
  });

  test('is of its bridge and organisation alone', async () => {
    const [own, other] = [await aSite(cloud), await aSite(cloud)];
    const { id } = await own.api.orderDiagnosis({ params: { bridgeId: own.bridge.id } });
    const params = { bridgeId: own.bridge.id, diagnosisId: id };
    await expect(other.api.getDiagnosis({ params })).rejects.toSatisfy(problem('diagnosis.unknown'));
    const sent = other.bridge.api.storeDiagnosis({ params: { diagnosisId: id }, body: aBundle() });
    await expect(sent).rejects.toSatisfy(problem('diagnosis.unknown'));
    await own.api.revokeBridge({ params });
    await expect(own.api.orderDiagnosis({ params })).rejects.toSatisfy(problem('bridge.not-found'));
  });

  test('with a field that is not in the list is refused', async () => {
    const { api, bridge } = await aSite(cloud);
    const { id: diagnosisId } = await api.orderDiagnosis({ params: { bridgeId: bridge.id } });
    const line = { at: cloudTime.instant(), level: 'info', event: 'terminal.read', facts: { pin: '4711' } };
    const body = { ...aBundle(), log: [line] };
    await expect(
      bridge.api.storeDiagnosis({ params: { diagnosisId }, body: body as DiagnosisBundle }),
    ).rejects.toSatisfy(problem('request.invalid'));
  });
});

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Name, PIN and communication key of the test below. */
const planted = /planted|\b(?:90)?471147\b/i;

test('a bridge at work says how it is, as its own command does', async () => {
  const { api } = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-diagnosis-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const terminal = await startTerminalSimulator({
    serial: 'SICK1',
    users: [{ pin: '90471147', name: 'Planted Person' }],
    punches: [{ pin: '90471147', time: '2026-03-02 08:00:00', status: 0, verify: 1, workCode: '' }],
    modes: ['comm-key:471147'],
    clock: () => cloudTime.now() - 600_000,
  });
  onTestFinished(() => terminal.close());
  const { host, port } = terminal;
  const file = {
    cloud: cloud.url,
    name: 'Planted Person',
    stateDir: join(folder, 'state'),
    terminals: [
      { host, port, commKey: 471147, name: 'Planted Person' },
      { host: '127.0.0.1', port: await closedPort(), serial: 'GONE1', setClock: true },
    ],
    poll: { maxSeconds: 1 },
  };
  const config = BridgeConfig.parse(file);
  const { token } = await api.createEnrolmentToken({ body: {} });
  const { bridgeId } = await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({ config, log: () => undefined, timing: quickTiming, now: cloudTime.now });
  onTestFinished(() => bridge.stop());
  const within = { timeout: 20_000 };
  await expect
    .poll(async () => (await api.listTerminals({})).items.map(({ reported }) => reported), within)
    .toContain('online');
  const { id: diagnosisId } = await api.orderDiagnosis({ params: { bridgeId } });
  const params = { bridgeId, diagnosisId };
  await expect.poll(async () => (await api.getDiagnosis({ params })).state, within).toBe('done');
  const { bundle } = await api.getDiagnosis({ params });
  expect(bundle).toMatchObject({
    program: { isRunning: true, updates: { obeys: 'unable' } },
    outbox: { waiting: 0, isDiskFull: false },
    cloud: { isReached: true, status: 200, clockAheadSeconds: expect.any(Number) },
    terminals: [
      { serial: 'SICK1', state: 'online', hasCommKey: true, clockDriftSeconds: -600 },
      { serial: 'GONE1', hasCommKey: false, setClock: true, knock: { answer: 'refused' } },
    ],
  });
  expect(bundle?.terminals[0]).not.toHaveProperty('knock');
  expect(bundle?.log.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['bridge.started', 'terminal.online', 'terminal.clock-drift']),
  );
  expect(JSON.stringify(bundle)).not.toMatch(planted);

  let printed = '';
  const write = (text: string) => {
    printed += text;
  };
  const configFile = join(folder, 'bridge.json');
  writeFileSync(configFile, JSON.stringify(file), { mode: 0o600 });
  const code = await runCli(['diagnose', '--config', configFile], {
    stdout: { write },
    stderr: { write },
    now: cloudTime.now,
    signal: new AbortController().signal,
  });
  expect([code, printed]).toEqual([0, expect.any(String)]);
  const own = DiagnosisBundle.parse(JSON.parse(printed));
  expect(own).toMatchObject({ program: { isRunning: true }, cloud: { isReached: true }, log: [] });
  expect(own.terminals.map(({ serial }) => serial)).toEqual(['SICK1', 'GONE1']);
  expect(printed).not.toMatch(planted);
});

test('a bridge with as many terminals as one may have, none of which answers, says so in time', async () => {
  const { api } = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-diagnosis-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const port = await closedPort();
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Test site',
    stateDir: join(folder, 'state'),
    terminals: Array.from({ length: mostTerminalsOfBridge }, (_, index) => ({
      host: `127.1.${Math.floor(index / 250)}.${1 + (index % 250)}`,
      port,
      serial: `OFF-${String(index).padStart(28, '0')}`,
      zone: 'America/Argentina/ComodRivadavia',
      transport: 'tcp',
    })),
    limits: { parallelTerminals: 64, realtimeSessions: 0 },
    poll: { maxSeconds: 1 },
  });
  const { token } = await api.createEnrolmentToken({ body: {} });
  const { bridgeId } = await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({
    config,
    log: () => undefined,
    timing: { ...quickTiming, shortestPollSeconds: 1 },
    now: cloudTime.now,
  });
  onTestFinished(() => bridge.stop());
  const within = { timeout: 30_000, interval: 200 };
  const atFault = () =>
    readOutboxStatus(config.stateDir)?.terminals.filter(({ fault }) => fault !== undefined);
  await expect.poll(() => atFault()?.length, within).toBe(mostTerminalsOfBridge);
  const { id: diagnosisId } = await api.orderDiagnosis({ params: { bridgeId } });
  const params = { bridgeId, diagnosisId };
  await expect.poll(async () => (await api.getDiagnosis({ params })).state, within).toBe('done');
  const { bundle } = await api.getDiagnosis({ params });
  expect(Buffer.byteLength(JSON.stringify(bundle))).toBeLessThanOrEqual(mostDiagnosisBytes);
  expect(bundle?.terminals).toHaveLength(mostTerminalsOfBridge);
  for (const terminal of bundle?.terminals ?? [])
    expect(terminal).toMatchObject({
      state: 'unreachable',
      fault: { code: expect.any(String), message: expect.stringContaining(terminal.address ?? '') },
      knock: { answer: 'refused' },
    });
  expect(bundle?.log.length).toBeGreaterThan(50);
}, 60_000);
