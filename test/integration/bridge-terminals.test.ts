import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import type { LogLine } from '#bridge/log/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';

const cloud = useCloud();
const commKey = 471_142;
const otherKey = 471_143;
const users = sampleUsers(3);
const punches = samplePunches(6, users);

/** Everything that is written to the tables. */
const written: string[] = [];
const send = DynamoDb.prototype.send;
DynamoDb.prototype.send = async function noted(this: DynamoDb, ...args: unknown[]) {
  if (/Put|Update|Write|Execute/.test(String(args[0]))) written.push(JSON.stringify(args[1]));
  return await Reflect.apply(send, this, args);
} as typeof send;
afterAll(() => {
  DynamoDb.prototype.send = send;
});

async function aTerminal(serial: string) {
  const modes = [`comm-key:${commKey}` as const];
  const terminal = await startTerminalSimulator({ serial, users, punches, modes, clock: cloudTime.now });
  onTestFinished(() => terminal.close());
  return terminal;
}

/** An enrolled bridge that is not running yet. @param terminals - those of its configuration file */
async function anEnrolledBridge(terminals: object[] = []) {
  const organisation = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-listed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stateDir = join(folder, 'state');
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Listed',
    stateDir,
    terminals,
    poll: { maxSeconds: 1 },
  });
  const { token } = await organisation.api.createEnrolmentToken({ body: {} });
  const { bridgeId } = await enrolSite(config, token, cloudTime.now);
  const logged: LogLine[] = [];
  const start = (differing: Partial<typeof config> = {}) => {
    const log = (line: LogLine) => void logged.push(line);
    const bridge = startBridge({
      config: { ...config, ...differing },
      log,
      timing: quickTiming,
      now: cloudTime.now,
    });
    onTestFinished(() => bridge.stop());
    return bridge;
  };
  const params = { bridgeId };
  const read = () => organisation.api.getBridgeTerminals({ params });
  const set = async (listed: object[]) => {
    const ifMatch = `"${(await read()).version}"`;
    // What is refused is a part of what is tested.
    const terminals = listed as { host: string }[];
    return await organisation.api.setBridgeTerminals({ params, ifMatch, body: { terminals } });
  };
  return { organisation, bridgeId, params, stateDir, logged, start, read, set };
}

async function downloaded({ api }: Organisation, serial: string) {
  const { id: downloadId } = await api.startDownload({
    body: { terminals: [serial], mode: 'all', createMissingUsers: true },
  });
  const look = () => api.getDownload({ params: { downloadId } });
  await expect.poll(async () => (await look()).state).toMatch(/^(done|failed)$/);
  return (await look()).tasks[0];
}

test('a terminal is added, refused, changed, read and taken off, all from here', async () => {
  const { host, port } = await aTerminal('LISTED1');
  const place = { host, port };
  const site = await anEnrolledBridge();
  const { organisation, read, set, stateDir } = site;
  const first = async () => (await read()).terminals[0];
  const bridge = site.start();
  await expect.poll(async () => (await read()).takesCommKeys).toBe(true);

  await set([{ ...place, name: 'Gate', commKey: otherKey }]);
  await expect.poll(async () => (await first())?.state ?? 'untried').not.toBe('untried');
  expect(await read()).toMatchObject({
    version: 1,
    takenVersion: 1,
    terminals: [{ ...place, name: 'Gate', hasCommKey: true, fault: { code: 'comm-key-wrong' } }],
  });
  expect((await first())?.state).toBe('refusing');

  // The right key is tried at once, although the terminal was to be left alone after the wrong one.
  await set([{ ...place, name: 'Gate', commKey: String(commKey) }]);
  await expect.poll(async () => (await first())?.state).toBe('online');
  expect(await first()).toMatchObject({ foundSerial: 'LISTED1', hasCommKey: true });
  expect(await downloaded(organisation, 'LISTED1')).toMatchObject({
    state: 'done',
    counts: { read: punches.length, stored: punches.length },
  });

  // Without a key, the one that was given stays.
  await set([{ ...place, name: 'Back door' }]);
  const nameOf = async () => (await organisation.api.listTerminals({})).items[0]?.name;
  await expect.poll(nameOf).toBe('Back door');
  expect(await first()).toMatchObject({ hasCommKey: true, state: 'online' });

  const files = readdirSync(stateDir).filter((name) => /^(terminals|sealing)/.test(name));
  expect(files.sort()).toEqual(['sealing-key.pem', 'terminals.json']);
  for (const file of files) expect(statSync(join(stateDir, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(stateDir, 'terminals.json'), 'utf8')).not.toContain(String(commKey));

  await bridge.stop();
  const again = site.start();
  await set([]);
  await expect.poll(async () => (await read()).takenVersion).toBe(4);
  const unread = async () => (await organisation.api.listTerminals({})).items[0]?.unreadSince;
  await expect.poll(unread).toBeDefined();
  await again.stop();

  const audit = await auditOf(organisation, 'bridge.terminals-set');
  const address = `${host}:${port}`;
  expect(audit.map(({ facts }) => facts)).toEqual([
    { version: 1, added: [address], changed: [], removed: [], commKeysSet: [address] },
    { version: 2, added: [], changed: [address], removed: [], commKeysSet: [address] },
    { version: 3, added: [], changed: [address], removed: [], commKeysSet: [] },
    { version: 4, added: [], changed: [], removed: [address], commKeysSet: [] },
  ]);
  for (const secret of [commKey, otherKey].map(String)) {
    expect(written.join('\n')).not.toContain(secret);
    expect(JSON.stringify([site.logged, cloud.logged(), audit])).not.toContain(secret);
  }
});

describe('the list', () => {
  test('gives way to what the configuration file says of the same address', async () => {
    const { host, port } = await aTerminal('LISTED2');
    const site = await anEnrolledBridge([{ host, port, commKey }]);
    site.start();
    await expect.poll(async () => (await site.read()).takesCommKeys).toBe(true);
    await site.set([
      { host, port, commKey: otherKey, serial: 'OTHER' },
      { host: '127.0.0.1', port: 1 },
    ]);
    await expect.poll(async () => (await site.read()).takenVersion).toBe(1);
    await expect.poll(async () => (await site.read()).terminals[1]?.state).toBe('unreachable');
    expect((await site.read()).terminals[0]).toMatchObject({ overriddenBy: 'address' });
    await expect
      .poll(async () => (await site.organisation.api.listTerminals({})).items[0]?.reported)
      .toBe('online');
    expect(site.logged.find(({ event }) => event === 'terminals.listed')?.facts).toMatchObject({
      terminals: 2,
      overridden: 1,
    });
  });

  test('asks for the keys again when the bridge has another key to open them', async () => {
    const site = await anEnrolledBridge();
    const bridge = site.start();
    await expect.poll(async () => (await site.read()).takesCommKeys).toBe(true);
    await site.set([
      { host: '127.0.0.1', port: 1, commKey },
      { host: '127.0.0.1', port: 2 },
    ]);
    await expect.poll(async () => (await site.read()).takenVersion).toBe(1);
    expect((await site.read()).terminals[0]).not.toHaveProperty('commKeyWanted');
    await bridge.stop();
    rmSync(join(site.stateDir, 'sealing-key.pem'));
    site.start();
    await expect.poll(async () => (await site.read()).terminals[0]?.commKeyWanted).toBe(true);
    expect((await site.read()).terminals[1]).not.toHaveProperty('commKeyWanted');
    await site.set([
      { host: '127.0.0.1', port: 1, commKey },
      { host: '127.0.0.1', port: 2 },
    ]);
    await expect.poll(async () => (await site.read()).terminals[0]?.commKeyWanted).toBeUndefined();
  });

  test('takes a key only for a bridge that can open it, and every address and serial number once', async () => {
    const { api, bridge, key } = await aSite(cloud);
    const params = { bridgeId: bridge.id };
    const body = { terminals: [{ host: '192.0.2.1', commKey: 42 }] };
    await expect(api.setBridgeTerminals({ params, ifMatch: '"0"', body })).rejects.toSatisfy(
      problem('bridge.no-sealing-key', params),
    );
    const put = async (terminals: object[], ifMatch = '"0"') =>
      await cloud.fetch(`/v1/bridges/${bridge.id}/terminals`, {
        method: 'PUT',
        key,
        headers: { 'content-type': 'application/json', 'if-match': ifMatch },
        body: JSON.stringify({ terminals }),
      });
    const repeated = await put([
      { host: 'Gate.example', serial: 'TEST9' },
      { host: 'gate.example' },
      { host: '192.0.2.7', serial: 'TEST9' },
      { host: 'http://192.0.2.8' },
    ]);
    const text = await repeated.text();
    expect(repeated.status).toBe(422);
    for (const says of [
      'address gate.example:4370 is in the list twice',
      'serial TEST9 is in the list twice',
    ])
      expect(text).toContain(says);
    expect(await (await put([{ host: 'http://192.0.2.8' }])).text()).toContain(
      'write the host alone, 192.0.2.8',
    );
    expect(await (await put([{ host: '192.0.2.8:4371' }])).text()).toContain('and the port as');
    expect((await put([{ host: '192.0.2.1', commKey: 0 }])).status).toBe(200);
    expect(await refusalOf(await put([]))).toEqual([412, 'request.stale']);
    later(1);
    expect(await bridge.beat()).toMatchObject({ terminalsVersion: 1 });
    expect(await bridge.api.getTerminalList({})).toMatchObject({
      version: 1,
      terminals: [{ host: '192.0.2.1', port: 4370, realtime: true }],
    });
  });

  test('may have five hundred terminals of which none answers', async () => {
    const { api, bridge } = await aSite(cloud);
    const params = { bridgeId: bridge.id };
    const hosts = Array.from({ length: 500 }, (_, index) => `gate-${index}.terminals.sample-company.example`);
    const { version } = await api.setBridgeTerminals({
      params,
      ifMatch: '"0"',
      body: { terminals: hosts.map((host, index) => ({ host, name: `Sample gate ${index}` })) },
    });
    const fault = (address: string) => ({
      code: 'unreachable' as const,
      message:
        `No answer from ${address}. ${'Sample words that say what to look at there. '.repeat(10)}`.slice(
          0,
          500,
        ),
      facts: { address, waitedSeconds: 5, says: 'Sample words. '.repeat(20) },
    });
    const addresses = hosts.map((host) => `${host}:4370`);
    const { x } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    await bridge.api.heartbeat({
      body: {
        version: '0.1.0',
        terminals: [],
        outbox: { waiting: 0 },
        running: [],
        take: 0,
        cloudTerminals: {
          sealingKey: { kty: 'OKP', crv: 'X25519', x: x ?? '' },
          version,
          terminals: addresses.map((address) => ({ address, state: 'unreachable', fault: fault(address) })),
        },
      },
    });
    const read = await api.getBridgeTerminals({ params });
    expect(read.takenVersion).toBe(version);
    expect(read.terminals.map(({ state, fault }) => [state, fault?.facts?.address])).toEqual(
      addresses.map((address) => ['unreachable', address]),
    );
  });
});
