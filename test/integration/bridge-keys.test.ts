import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import type { LogLine } from '#bridge/log/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { type Api, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aBridge, type SignedBridge, sendSigned } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';

const cloud = useCloud();
const days = (count: number) => count * 86_400;

/** A new key, and the offer of it. */
function anOffer(bridgeId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const proof = sign(null, Buffer.from(`rollcall-key:${bridgeId}:${x}`), privateKey).toString('base64url');
  return { privateKey, body: { publicKey: { kty: 'OKP', crv: 'Ed25519', x } as const, proof } };
}

async function beatWith({ apiWith }: SignedBridge, privateKey: KeyObject) {
  // A heartbeat that is signed in the second of another may be told from its repetition by the nonce alone.
  later(1);
  return await apiWith({ privateKey }).heartbeat({
    body: { version: '0.1.0', terminals: [], outbox: { waiting: 0 }, running: [], take: 0 },
  });
}

const keySinceOf = async (api: Api, bridge: Pick<SignedBridge, 'id'>) =>
  (await api.getBridge({ params: { bridgeId: bridge.id } })).keySince;

describe('the key of a bridge', () => {
  test('is asked for anew after ninety days, until the bridge has signed with another', async () => {
    const site = await aSite(cloud);
    const { api, bridge } = site;
    expect(await bridge.beat()).not.toHaveProperty('renewKey');
    later(days(90));
    expect(await bridge.beat()).toMatchObject({ renewKey: true });
    const next = anOffer(bridge.id);
    await bridge.api.offerBridgeKey({ body: next.body });
    later(1);
    expect(await bridge.beat()).toMatchObject({ renewKey: true });
    expect(await keySinceOf(api, bridge)).toBeUndefined();
    expect(await beatWith(bridge, next.privateKey)).not.toHaveProperty('renewKey');
    expect(await keySinceOf(api, bridge)).toBe(cloudTime.instant());
    const [renewed, ...others] = await auditOf(site, 'bridge.key-renewed');
    expect([renewed?.subject, renewed?.by, others]).toEqual([bridge.id, `bridge:${bridge.id}`, []]);
  });

  test('works for one more hour beside the new one, and not a second longer', async () => {
    const { bridge } = await aSite(cloud);
    const next = anOffer(bridge.id);
    await bridge.api.offerBridgeKey({ body: next.body });
    await beatWith(bridge, next.privateKey);
    later(3_598);
    await beatWith(bridge, bridge.privateKey);
    later(2);
    await expect(beatWith(bridge, bridge.privateKey)).rejects.toSatisfy(problem('bridge.signature'));
    await beatWith(bridge, next.privateKey);
  });

  test('is not replaced by one that was replaced itself, or by one whose private half the sender has not', async () => {
    const { bridge } = await aSite(cloud);
    const next = anOffer(bridge.id);
    const stolen = { publicKey: next.body.publicKey, proof: anOffer(bridge.id).body.proof };
    await expect(bridge.api.offerBridgeKey({ body: stolen })).rejects.toSatisfy(problem('bridge.signature'));
    const ofAnother = anOffer((await aBridge(cloud.url, (await aSite(cloud)).api)).id);
    await expect(bridge.api.offerBridgeKey({ body: ofAnother.body })).rejects.toSatisfy(
      problem('bridge.signature'),
    );
    await bridge.api.offerBridgeKey({ body: next.body });
    await beatWith(bridge, next.privateKey);
    await expect(bridge.api.offerBridgeKey({ body: anOffer(bridge.id).body })).rejects.toSatisfy(
      problem('bridge.signature'),
    );
  });

  test('that was offered and lost gives way to the next offer', async () => {
    const { bridge } = await aSite(cloud);
    const [lost, next] = [anOffer(bridge.id), anOffer(bridge.id)];
    await bridge.api.offerBridgeKey({ body: lost.body });
    await bridge.api.offerBridgeKey({ body: next.body });
    later(2);
    await expect(beatWith(bridge, lost.privateKey)).rejects.toSatisfy(problem('bridge.signature'));
    await beatWith(bridge, next.privateKey);
  });

  test('stops working with its bridge, the new one and the one of before', async () => {
    const { api, bridge } = await aSite(cloud);
    const [next, after] = [anOffer(bridge.id), anOffer(bridge.id)];
    await bridge.api.offerBridgeKey({ body: next.body });
    await beatWith(bridge, next.privateKey);
    await bridge.apiWith({ privateKey: next.privateKey }).offerBridgeKey({ body: after.body });
    await api.revokeBridge({ params: { bridgeId: bridge.id } });
    later(60);
    for (const { privateKey } of [bridge, next, after]) {
      const signed = bridge.sign('POST', '/bridge/v1/punches', '{}', { privateKey });
      expect(await refusalOf(await sendSigned(signed))).toEqual([401, 'bridge.revoked']);
    }
    const params = { bridgeId: bridge.id };
    await expect(api.renewBridgeKey({ params })).rejects.toSatisfy(problem('bridge.not-found', params));
  });

  test('costs no more than one look a second, however many signatures fit none', async () => {
    const { bridge } = await aSite(cloud);
    await bridge.beat();
    const { privateKey } = generateKeyPairSync('ed25519');
    const send = DynamoDb.prototype.send;
    let reads = 0;
    DynamoDb.prototype.send = async function counted(this: DynamoDb, ...args: unknown[]) {
      const [name, { Key }] = args as [string, { Key?: { sk: string } }];
      if (name === 'GetItem' && Key?.sk === 'BRIDGEKEY') reads += 1;
      return await Reflect.apply(send, this, args);
    } as typeof send;
    onTestFinished(() => {
      DynamoDb.prototype.send = send;
    });
    for (let times = 0; times < 10; times += 1) {
      const signed = bridge.sign('POST', '/bridge/v1/punches', '{}', { privateKey });
      expect(await refusalOf(await sendSigned(signed))).toEqual([401, 'bridge.signature']);
    }
    expect(reads).toBe(1);
  });
});

test('an enrolment whose answer is lost is tried again with the same key, and becomes the same bridge', async () => {
  const { api } = await cloud.organisation();
  const stateDir = mkdtempSync(join(tmpdir(), 'rollcall-enrol-'));
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  let lost = 0;
  const proxy = createServer(async (request, response) => {
    const body = await text(request);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(cloud.url + request.url, { method: 'POST', headers, body });
    lost += 1;
    if (lost === 1) response.destroy();
    else response.writeHead(answer.status, headers).end(await answer.text());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  const config = BridgeConfig.parse({
    cloud: `http://127.0.0.1:${port}`,
    name: 'Test site',
    stateDir,
    terminals: [],
  });
  const { id, token } = await api.createEnrolmentToken({ body: { mostBridges: 2, minutes: 60 } });
  const tokenState = async () => await api.getEnrolmentToken({ params: { tokenId: id } });
  await expect(enrolSite(config, token, cloudTime.now)).rejects.toThrow();
  const { bridgeId } = await tokenState();
  expect(await enrolSite(config, token, cloudTime.now)).toMatchObject({ bridgeId });
  expect(await tokenState()).toMatchObject({ bridges: 1 });
  // Once the answer has come, whoever enrols again wants another identity.
  expect((await enrolSite(config, token, cloudTime.now)).bridgeId).not.toBe(bridgeId);
  expect(readdirSync(stateDir).filter((name) => name.startsWith('key-'))).toHaveLength(1);
});

test('a bridge at work renews its key when it is asked to, and its next start knows the new one', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateDir = join(folder, 'state');
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Test site',
    stateDir,
    terminals: [{ host: '127.0.0.1', port: 9 }],
    poll: { maxSeconds: 5 },
  });
  const { token } = await api.createEnrolmentToken({ body: {} });
  const { bridgeId, keyFile } = await enrolSite(config, token, cloudTime.now);
  const logged: LogLine[] = [];
  const start = () =>
    startBridge({ config, log: (line) => logged.push(line), timing: quickTiming, now: cloudTime.now });
  const params = { bridgeId };
  const first = start();
  onTestFinished(() => first.stop());
  await api.renewBridgeKey({ params });
  await expect
    .poll(async () => (await api.getBridge({ params })).keySince, { timeout: 20_000 })
    .toBeDefined();
  expect(logged.map(({ event }) => event)).toContain('key.renewed');
  expect(existsSync(join(stateDir, keyFile))).toBe(false);
  expect(readdirSync(stateDir).filter((name) => name.startsWith('key-'))).toHaveLength(1);
  await first.stop();
  later(7_200);
  const again = start();
  onTestFinished(() => again.stop());
  await expect
    .poll(async () => (await api.getBridge({ params })).lastSeenAt, { timeout: 20_000 })
    .toBe(cloudTime.instant());
  const audited = await auditOf(organisation, 'bridge.key-ordered');
  expect(audited).toMatchObject([{ subject: bridgeId }]);
});
