import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { ProblemError, problem, refusalOf } from '#test/support/problem-error.ts';
import {
  aBatchId,
  aBridge,
  aRecord,
  enrolmentBody,
  openBridgeRoutes,
  type SignedRequest,
  sendSigned,
} from '#test/support/signed-bridge.ts';
import { aSite, noCounts, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();
let site: TestSite;

beforeAll(async () => {
  site = await aSite(cloud, ['TEST1'], withTick);
});

const batch = (pin: string) =>
  JSON.stringify({ batchId: aBatchId(), terminal: 'TEST1', records: [aRecord({ pin })] });
const path = '/bridge/v1/punches';

async function refusal(signed: SignedRequest): Promise<[number, string | undefined]> {
  return await refusalOf(await sendSigned(signed));
}

async function nothingOf(pin: string): Promise<void> {
  const query = { userId: pin, from: '2026-01-01', to: '2027-01-01' };
  expect((await site.api.listPunches({ query })).items).toEqual([]);
}

test('a request that is signed as it is sent is taken', async () => {
  expect((await sendSigned(site.bridge.sign('POST', path, batch('100')))).status).toBe(200);
});

describe('a signed request is refused, and changes nothing', () => {
  test.each<[string, (signed: SignedRequest) => SignedRequest]>([
    [
      'with another body',
      (signed) => ({ ...signed, body: String(signed.body).replace('"0"', '"1"').replace('101', '102') }),
    ],
    [
      'with another body and its digest',
      (signed) => {
        const other = site.bridge.sign('POST', path, batch('102'));
        return {
          ...signed,
          body: other.body,
          headers: { ...signed.headers, 'content-digest': other.headers['content-digest'] ?? '' },
        };
      },
    ],
    ['on another path', (signed) => ({ ...signed, url: signed.url.replace('/punches', '/users') })],
    ['with a query', (signed) => ({ ...signed, url: `${signed.url}?terminal=TEST2` })],
    [
      'with the signature of another request',
      (signed) => {
        const other = site.bridge.sign('POST', path, batch('102'));
        return { ...signed, headers: { ...signed.headers, signature: other.headers.signature ?? '' } };
      },
    ],
    [
      'with a later expiry',
      (signed) => ({
        ...signed,
        headers: {
          ...signed.headers,
          'signature-input': (signed.headers['signature-input'] ?? '').replace(
            /expires=(\d+)/,
            (_, at) => `expires=${Number(at) - 1}`,
          ),
        },
      }),
    ],
    [
      'without its signature',
      ({ headers: { signature: _signature, ...headers }, ...signed }) => ({ ...signed, headers }),
    ],
    [
      'without its signature input',
      ({ headers: { 'signature-input': _input, ...headers }, ...signed }) => ({ ...signed, headers }),
    ],
    [
      'without its digest',
      ({ headers: { 'content-digest': _digest, ...headers }, ...signed }) => ({ ...signed, headers }),
    ],
    [
      'with a digest of another algorithm',
      (signed) => ({ ...signed, headers: { ...signed.headers, 'content-digest': 'sha-512=:AAAA:' } }),
    ],
    ['without any of it', (signed) => ({ ...signed, headers: { 'content-type': 'application/json' } })],
    [
      'with an API key instead',
      (signed) => ({
        ...signed,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${site.key}` },
      }),
    ],
  ])('%s', async (_, alter) => {
    const signed = site.bridge.sign('POST', path, batch('101'));
    expect(await refusal(alter(signed))).toEqual([401, 'bridge.signature']);
    await nothingOf('101');
    await nothingOf('102');
  });

  test('with another method', async () => {
    const signed = site.bridge.sign('POST', path, batch('101'));
    expect((await fetch(signed.url, { ...signed, method: 'PUT' })).status).toBe(405);
    await nothingOf('101');
  });

  test('by another key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(await refusal(site.bridge.sign('POST', path, batch('101'), { privateKey }))).toEqual([
      401,
      'bridge.signature',
    ]);
    await nothingOf('101');
  });

  test('by the key of another bridge under this one’s name', async () => {
    const { privateKey } = await aBridge(cloud.url, site.api);
    expect(await refusal(site.bridge.sign('POST', path, batch('101'), { privateKey }))).toEqual([
      401,
      'bridge.signature',
    ]);
    await nothingOf('101');
  });

  test('by a bridge that nobody knows', async () => {
    const signed = site.bridge.sign('POST', path, batch('101'), { keyId: 'brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A' });
    expect(await refusal(signed)).toEqual([401, 'bridge.unknown']);
  });

  test('for another host', async () => {
    const signed = site.bridge.sign('POST', path, batch('101'), { authority: 'cloud.example' });
    expect(await refusal(signed)).toEqual([401, 'bridge.signature']);
    await nothingOf('101');
  });

  test('under another host than the service has', async () => {
    const signed = site.bridge.sign('POST', path, batch('101'), { authority: 'cloud.example' });
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        signed.url,
        { method: 'POST', headers: { ...signed.headers, host: 'cloud.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on('error', reject);
      sent.end(signed.body);
    });
    expect(status).toBe(403);
    await nothingOf('101');
  });
});

describe('a clock', () => {
  test.each([301, -301])('that is %i s off is refused, and told the time', async (aheadSeconds) => {
    await expect(
      site.bridge.apiWith({ aheadSeconds }).heartbeat({
        body: { version: '0.1.0', terminals: [], outbox: { waiting: 0 }, running: [], take: 0 },
      }),
    ).rejects.toSatisfy(
      problem('bridge.clock-skewed', { skewSeconds: aheadSeconds, serverTime: cloudTime.instant() }),
    );
  });

  test.each([300, -299])('that is %i s off is near enough', async (aheadSeconds) => {
    const bridge = await aBridge(cloud.url, site.api);
    await bridge.beat({ aheadSeconds });
  });

  test('does not help a request that has expired, or asks for a long life', async () => {
    const created = Math.floor(cloudTime.now() / 1000);
    const refused = (params: object) => refusal(site.bridge.sign('POST', path, batch('103'), { params }));
    expect(await refused({ created: created - 200, expires: created - 1 })).toEqual([
      401,
      'bridge.signature',
    ]);
    expect(await refused({ created, expires: created + 301 })).toEqual([401, 'bridge.signature']);
    await nothingOf('103');
  });
});

describe('a request that is sent again as it was', () => {
  test('is refused when it is a heartbeat, also one from before the last', async () => {
    const body = JSON.stringify({
      version: '0.1.0',
      terminals: [],
      outbox: { waiting: 0 },
      running: [],
      take: 5,
    });
    const earlier = site.bridge.sign('POST', '/bridge/v1/heartbeat', body);
    const later = site.bridge.sign('POST', '/bridge/v1/heartbeat', body, { aheadSeconds: 1 });
    expect((await sendSigned(earlier)).status).toBe(200);
    expect(await refusal(earlier)).toEqual([401, 'bridge.replayed']);
    expect((await sendSigned(later)).status).toBe(200);
    expect(await refusal(earlier)).toEqual([401, 'bridge.replayed']);
  });

  test('is refused when it ends a task', async () => {
    const own = await aSite(cloud);
    await own.api.startDownload({ body: {} });
    const [task] = (await own.bridge.beat({ take: 1 })).tasks;
    const body = JSON.stringify({ outcome: 'done', counts: noCounts });
    const signed = own.bridge.sign('POST', `/bridge/v1/tasks/${task?.id}/complete`, body);
    expect((await sendSigned(signed)).status).toBe(204);
    expect(await refusal(signed)).toEqual([401, 'bridge.replayed']);
  });

  test('changes nothing when it is a batch of punches', async () => {
    const signed = site.bridge.sign('POST', path, batch('104'));
    const first = await (await sendSigned(signed)).json();
    expect(await (await sendSigned(signed)).json()).toEqual(first);
    const query = { userId: '104', from: '2026-01-01', to: '2027-01-01' };
    expect((await site.api.listPunches({ query })).items).toHaveLength(1);
  });
});

describe('a bridge that is revoked', () => {
  test('works no more within a minute, and its name stays on record', async () => {
    const own = await aSite(cloud);
    await own.bridge.beat();
    await own.api.revokeBridge({ params: { bridgeId: own.bridge.id } });
    await expect(own.bridge.beat()).rejects.toSatisfy(problem('bridge.revoked', { bridgeId: own.bridge.id }));
    cloudTime.advance(60_000);
    expect(await refusal(own.bridge.sign('POST', path, batch('105')))).toEqual([401, 'bridge.revoked']);
    expect((await own.api.listBridges({})).items).toMatchObject([{ id: own.bridge.id, state: 'revoked' }]);
  });

  test('is named as it is: one that does not exist is not found', async () => {
    const bridgeId = 'brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(site.api.revokeBridge({ params: { bridgeId } })).rejects.toSatisfy(
      problem('bridge.not-found', { bridgeId }),
    );
    const other = await cloud.organisation();
    await expect(other.api.revokeBridge({ params: { bridgeId: site.bridge.id } })).rejects.toSatisfy(
      problem('bridge.not-found'),
    );
  });
});

describe('an enrolment token', () => {
  const enrol = (body: ReturnType<typeof enrolmentBody>) => openBridgeRoutes(cloud.url).enrolBridge({ body });
  const refused = (reason: string) => problem('enrolment.refused', { reason });

  test('is good for one bridge, even when twenty ask at once', async () => {
    const { api } = await cloud.organisation();
    const { token } = await api.createEnrolmentToken({ body: {} });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => enrol(enrolmentBody(token))));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toSatisfy(refused('used'));
    }
    expect((await api.listBridges({})).items).toHaveLength(1);
  });

  test('is not burnt by a proof that does not belong to it', async () => {
    const { token } = await site.api.createEnrolmentToken({ body: {} });
    const good = enrolmentBody(token);
    const wrong = [
      { ...good, proof: enrolmentBody(token).proof },
      { ...good, nonce: 'another-nonce-0001' },
      { ...good, proof: 'AAAA' },
      { ...good, publicKey: enrolmentBody(token).publicKey },
      { ...good, publicKey: { ...good.publicKey, x: 'A'.repeat(43) } },
    ];
    for (const body of wrong) await expect(enrol(body)).rejects.toSatisfy(refused('proof'));
    const { bridgeId, serverTime, zone } = await enrol(good);
    expect([bridgeId.slice(0, 4), serverTime, zone]).toEqual(['brg_', cloudTime.instant(), 'UTC']);
    await expect(enrol(enrolmentBody(token))).rejects.toSatisfy(refused('used'));
  });

  test('expires, and must be one of ours', async () => {
    const { token, expiresAt } = await site.api.createEnrolmentToken({ body: { minutes: 15 } });
    expect(Date.parse(expiresAt) - cloudTime.now()).toBe(15 * 60_000);
    cloudTime.set(expiresAt);
    await expect(enrol(enrolmentBody(token))).rejects.toSatisfy(refused('expired'));
    await expect(enrol(enrolmentBody(`rce_${'A'.repeat(43)}`))).rejects.toSatisfy(refused('unknown'));
  });

  test('lasts no longer than an hour', async () => {
    await expect(site.api.createEnrolmentToken({ body: { minutes: 61 } })).rejects.toSatisfy(
      (error: unknown) => error instanceof ProblemError && error.status === 422,
    );
  });
});
