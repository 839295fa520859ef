import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBridge, aReport, enrolmentBody, openBridgeRoutes } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
const enrol = (body: ReturnType<typeof enrolmentBody> & { host?: string; platform?: string }) =>
  openBridgeRoutes(cloud.url).enrolBridge({ body });

describe('an enrolment token', () => {
  test('is asked for by its id: pending, then used, with the bridge that came', async () => {
    const { api } = await cloud.organisation();
    const {
      token,
      cloud: address,
      ...made
    } = await api.createEnrolmentToken({
      body: { name: 'Main gate' },
    });
    expect(address).toBe(cloud.url);
    expect(made).toMatchObject({ name: 'Main gate', state: 'pending', mostBridges: 1, bridges: 0 });
    const params = { tokenId: made.id };
    expect(await api.getEnrolmentToken({ params })).toEqual(made);
    const { bridgeId, name } = await enrol({
      ...enrolmentBody(token),
      host: 'gate-pc',
      platform: 'linux-x64',
    });
    expect(name).toBe('Main gate');
    expect(await api.getEnrolmentToken({ params })).toEqual({
      ...made,
      state: 'used',
      bridges: 1,
      bridgeId,
      usedAt: cloudTime.instant(),
    });
    expect((await api.listBridges({})).items).toMatchObject([
      { id: bridgeId, name: 'Main gate', host: 'gate-pc', platform: 'linux-x64', enrolmentTokenId: made.id },
    ]);
  });

  test('without a name leaves the bridge what it calls itself', async () => {
    const { api } = await cloud.organisation();
    const { token } = await api.createEnrolmentToken({ body: {} });
    const { bridgeId } = await enrol(enrolmentBody(token));
    expect(await api.getBridge({ params: { bridgeId } })).toMatchObject({ name: 'Test site' });
  });

  test('that nobody came with in time is expired, and stays so', async () => {
    const { api } = await cloud.organisation();
    const { id, token } = await api.createEnrolmentToken({ body: { minutes: 15 } });
    later(15 * 60);
    expect(await api.getEnrolmentToken({ params: { tokenId: id } })).toMatchObject({ state: 'expired' });
    await expect(enrol(enrolmentBody(token))).rejects.toSatisfy(problem('enrolment.refused'));
    const after = await api.getEnrolmentToken({ params: { tokenId: id } });
    expect(after).toMatchObject({ state: 'expired' });
    expect(after).not.toHaveProperty('bridgeId');
  });

  test('is not used up by a bridge that cannot prove its key', async () => {
    const { api } = await cloud.organisation();
    const { id, token } = await api.createEnrolmentToken({ body: {} });
    const { publicKey } = enrolmentBody(token, generateKeyPairSync('ed25519'));
    await expect(enrol({ ...enrolmentBody(token), publicKey })).rejects.toSatisfy(
      problem('enrolment.refused'),
    );
    expect(await api.getEnrolmentToken({ params: { tokenId: id } })).toMatchObject({ state: 'pending' });
  });

  test('of another organisation is not known', async () => {
    const [own, other] = [await cloud.organisation(), await cloud.organisation()];
    const { id } = await own.api.createEnrolmentToken({ body: {} });
    await expect(other.api.getEnrolmentToken({ params: { tokenId: id } })).rejects.toSatisfy(
      problem('enrolment-token.unknown'),
    );
  });
});

describe('a bridge', () => {
  test('is renamed by whoever has seen its last edit', async () => {
    const { api, bridge, ...site } = await aSite(cloud);
    const params = { bridgeId: bridge.id };
    await expect(api.updateBridge({ params, body: { name: 'Yard' }, ifMatch: '"7"' })).rejects.toSatisfy(
      problem('request.stale'),
    );
    expect(await api.updateBridge({ params, body: { name: 'Yard' }, ifMatch: '"0"' })).toMatchObject({
      name: 'Yard',
    });
    await expect(api.updateBridge({ params, body: { name: 'Gate' }, ifMatch: '"0"' })).rejects.toSatisfy(
      problem('request.stale'),
    );
    await api.updateBridge({ params, body: { name: 'Gate' }, ifMatch: '"1"' });
    await bridge.beat({ terminals: ['TEST1'] });
    expect((await api.listBridges({})).items).toMatchObject([{ name: 'Gate' }]);
    const renamed = await auditOf({ api, ...site }, 'bridge.renamed');
    expect(renamed.map(({ facts }) => facts)).toEqual(
      expect.arrayContaining([
        { from: 'Test site', to: 'Yard' },
        { from: 'Yard', to: 'Gate' },
      ]),
    );
  });

  test('says on which machine it runs and what it has found, and earlier versions say nothing', async () => {
    const { api, bridge } = await aSite(cloud);
    const shown = async () => await api.getBridge({ params: { bridgeId: bridge.id } });
    expect(await shown()).not.toHaveProperty('found');
    const found = [
      { serial: 'TEST2', address: '192.0.2.11:4370', model: 'Sample', lastSeenAt: cloudTime.instant() },
      { address: '192.0.2.12:4370', lastSeenAt: cloudTime.instant() },
    ];
    const body = {
      version: '0.1.0',
      terminals: [aReport('TEST1')],
      outbox: { waiting: 0 },
      running: [],
      take: 0,
    };
    const about = { host: 'gate-pc', platform: 'linux-x64' };
    await bridge.api.heartbeat({ body: { ...body, ...about, found } });
    expect(await shown()).toMatchObject({ ...about, found });
    const traffic = watchTables();
    await bridge.api.heartbeat({ body: { ...body, ...about, found } });
    expect(traffic.requests).toMatchObject({ UpdateItem: 1 });
    expect(traffic.requests.PutItem ?? 0).toBe(0);
    await bridge.beat({ terminals: ['TEST1'] });
    expect(await shown()).toMatchObject({ ...about, found });
    await bridge.api.heartbeat({ body: { ...body, found: [] } });
    expect(await shown()).toMatchObject({ ...about, found: [] });
    expect((await api.listBridges({})).items[0]).not.toHaveProperty('found');
  });

  test('of another organisation is neither shown nor renamed', async () => {
    const [own, other] = [await aSite(cloud), await cloud.organisation()];
    const params = { bridgeId: own.bridge.id };
    await expect(other.api.getBridge({ params })).rejects.toSatisfy(problem('bridge.not-found'));
    await expect(other.api.updateBridge({ params, body: { name: 'x' }, ifMatch: '*' })).rejects.toSatisfy(
      problem('bridge.not-found'),
    );
  });

  test('that enrols once more with a new token is another bridge', async () => {
    const { api, bridge } = await aSite(cloud);
    const again = await aBridge(cloud.url, api);
    const ids = (await api.listBridges({})).items.map(({ enrolmentTokenId }) => enrolmentTokenId);
    expect(new Set(ids).size).toBe(2);
    expect(again.id).not.toBe(bridge.id);
  });
});
