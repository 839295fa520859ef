import { generateKeyPairSync } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { hashOf } from '#functions/domain/secrets.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { ProblemError, problem } from '#test/support/problem-error.ts';
import { aBridgeWith, aReport, enrolmentBody, openBridgeRoutes } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later } from '#test/support/site.ts';

const cloud = useCloud();
const enrol = (token: string) => openBridgeRoutes(cloud.url).enrolBridge({ body: enrolmentBody(token) });
const refused = (reason: string) => problem('enrolment.refused', { reason });

/** Holds every use of a token back until `many` callers have read it and are about to use it. */
function allAtOnce(many: number): void {
  const original = DynamoDb.prototype.send;
  const everybody = Promise.withResolvers<void>();
  let waiting = 0;
  const spy = vi.spyOn(DynamoDb.prototype, 'send').mockImplementation(async function send(
    this: DynamoDb,
    ...args: unknown[]
  ) {
    const [name, { Key }] = args as [string, { Key?: { pk: string } }];
    if (name === 'UpdateItem' && Key?.pk.startsWith('~#ENROLMENT#')) {
      waiting += 1;
      if (waiting === many) everybody.resolve();
      await everybody.promise;
    }
    return await Reflect.apply(original, this, args);
  } as typeof original);
  onTestFinished(() => spy.mockRestore());
}

describe('a token for several bridges', () => {
  test('lets in as many as it may, however many come at once, and names none of them', async () => {
    const { api } = await cloud.organisation();
    const made = await api.createEnrolmentToken({
      body: { mostBridges: 5, minutes: 10_080, name: 'Roll-out', site: 'Plant 2' },
    });
    later(7 * 86_400 - 60);
    allAtOnce(20);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => enrol(made.token)));
    const came = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(came.map(({ name }) => name)).toEqual(Array.from({ length: 5 }, () => 'Test site'));
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toSatisfy(refused('used'));
    }
    const { items } = await api.listBridges({});
    expect(items).toHaveLength(5);
    for (const bridge of items) {
      expect(bridge).toMatchObject({ name: 'Test site', site: 'Plant 2', enrolmentTokenId: made.id });
    }
    expect((await api.listEnrolmentTokens({})).items).toMatchObject([
      { id: made.id, name: 'Roll-out', site: 'Plant 2', state: 'used', mostBridges: 5, bridges: 5 },
    ]);
  });

  test('gives a bridge whose answer was lost the identity that it has, and no second place', async () => {
    const site = await aSite(cloud);
    const { api } = site;
    const { id, token } = await api.createEnrolmentToken({ body: { mostBridges: 2, minutes: 120 } });
    const keys = generateKeyPairSync('ed25519');
    const again = () => openBridgeRoutes(cloud.url).enrolBridge({ body: enrolmentBody(token, keys) });
    const placesOf = async () => (await api.getEnrolmentToken({ params: { tokenId: id } })).bridges;
    const tries = await Promise.all([again(), again(), again()]);
    const [{ bridgeId }] = tries;
    expect(tries.map((answer) => answer.bridgeId)).toEqual([bridgeId, bridgeId, bridgeId]);
    expect(await placesOf()).toBe(1);
    await enrol(token);
    await expect(enrol(token)).rejects.toSatisfy(refused('used'));
    expect((await again()).bridgeId).toBe(bridgeId);
    expect(await placesOf()).toBe(2);
    const enrolled = await auditOf(site, 'bridge.enrolled');
    expect(enrolled.filter(({ subject }) => subject === bridgeId)).toHaveLength(1);
    await api.revokeBridge({ params: { bridgeId } });
    await expect(again()).rejects.toSatisfy(refused('used'));
  });

  test('is ended at once by an administrator, and its bridges stay', async () => {
    const site = await aSite(cloud);
    const { api } = site;
    const { id, token } = await api.createEnrolmentToken({ body: { mostBridges: 3, minutes: 120 } });
    const { bridgeId } = await enrol(token);
    const params = { tokenId: id };
    expect(await api.getEnrolmentToken({ params })).toMatchObject({ state: 'pending', bridges: 1, bridgeId });
    await api.revokeEnrolmentToken({ params });
    await expect(enrol(token)).rejects.toSatisfy(refused('revoked'));
    const revokedAt = cloudTime.instant();
    later(10);
    await api.revokeEnrolmentToken({ params });
    expect(await api.getEnrolmentToken({ params })).toMatchObject({
      state: 'revoked',
      bridges: 1,
      revokedAt,
    });
    expect(await api.getBridge({ params: { bridgeId } })).toMatchObject({ state: 'active' });
    const ended = await auditOf(site, 'enrolment-token.revoked');
    expect(ended).toMatchObject([{ subject: id, facts: { bridges: 1 } }]);
    const enrolled = await auditOf(site, 'bridge.enrolled');
    expect(enrolled).toContainEqual(expect.objectContaining({ subject: bridgeId, facts: { tokenId: id } }));
    const created = await auditOf(site, 'enrolment-token.created');
    expect(JSON.stringify(created)).not.toContain(token);
    expect(created.map(({ facts }) => facts)).toContainEqual(expect.objectContaining({ id, mostBridges: 3 }));
  });

  test('is known by its organisation alone, and expires', async () => {
    const [own, other] = [await cloud.organisation(), await cloud.organisation()];
    const { id, token } = await own.api.createEnrolmentToken({ body: { mostBridges: 2, minutes: 120 } });
    const params = { tokenId: id };
    await expect(other.api.revokeEnrolmentToken({ params })).rejects.toSatisfy(
      problem('enrolment-token.unknown', params),
    );
    expect((await other.api.listEnrolmentTokens({})).items).toEqual([]);
    later(120 * 60);
    await expect(enrol(token)).rejects.toSatisfy(refused('expired'));
    expect((await own.api.listEnrolmentTokens({})).items).toMatchObject([{ id, state: 'expired' }]);
  });

  test('is the only one that lasts longer than an hour, and never longer than thirty days', async () => {
    const { api } = await cloud.organisation();
    for (const body of [{ minutes: 61 }, { minutes: 43_201, mostBridges: 2 }, { mostBridges: 501 }]) {
      await expect(api.createEnrolmentToken({ body })).rejects.toSatisfy(
        (error: unknown) => error instanceof ProblemError && error.status === 422,
      );
    }
  });

  test('has its terminals stand at its site, until somebody says otherwise', async () => {
    const site = await aSite(cloud);
    const { token } = await site.api.createEnrolmentToken({ body: { mostBridges: 2, site: 'Plant 2' } });
    const bridge = await aBridgeWith(cloud.url, token);
    await bridge.beat({ reports: [aReport('TEST7')] });
    const shown = async () => await site.api.getTerminal({ params: { serial: 'TEST7' } });
    expect(await shown()).toMatchObject({ site: 'Plant 2' });
    await site.api.updateTerminal({ params: { serial: 'TEST7' }, body: { site: 'Yard' }, ifMatch: '*' });
    later(60);
    await bridge.beat({ reports: [aReport('TEST7', { records: 4 })] });
    expect(await shown()).toMatchObject({ site: 'Yard' });
  });
});

test('a token that was used in an earlier version, which counted nothing, stays used', async () => {
  const { api } = await cloud.organisation();
  const { id, token } = await api.createEnrolmentToken({ body: {} });
  await enrol(token);
  await DynamoDBDocumentClient.from(new DynamoDBClient({})).send(
    new UpdateCommand({
      TableName: cloud.runtime.environment.tables.operations,
      Key: { pk: `~#ENROLMENT#${hashOf(token)}`, sk: 'ENROLMENT' },
      UpdateExpression: 'REMOVE bridges, mostBridges',
    }),
  );
  await expect(enrol(token)).rejects.toSatisfy(refused('used'));
  expect(await api.getEnrolmentToken({ params: { tokenId: id } })).toMatchObject({
    state: 'used',
    mostBridges: 1,
    bridges: 1,
  });
});
