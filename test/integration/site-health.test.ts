import { expect, test } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { aBridgeWith, aReport } from '#test/support/signed-bridge.ts';
import { later } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();

test('a site says who is silent there, what waits to be sent, and up to when all is here', async () => {
  const { api } = await cloud.organisation();
  const bridgeAt = async (site: string) => {
    const { token } = await api.createEnrolmentToken({ body: { mostBridges: 2, site } });
    return await aBridgeWith(cloud.url, token);
  };
  const [gate, yard] = [await bridgeAt('Gate'), await bridgeAt('Yard')];
  await bridgeAt('Store');
  const marks = { completeThrough: cloudTime.instant() };
  await gate.beat({
    reports: [
      aReport('GATE1', marks),
      aReport('GATE2', { state: 'unreachable', fault: { code: 'unreachable', message: 'No answer.' } }),
    ],
  });
  const oldestAt = cloudTime.instant();
  await yard.api.heartbeat({
    body: {
      version: '0.1.0',
      terminals: [aReport('YARD1', marks), aReport('YARD2', marks)],
      outbox: { waiting: 12, oldestAt },
      running: [],
      take: 0,
    },
  });
  const heard = cloudTime.instant();
  later(240);
  await gate.beat({ reports: [aReport('GATE1', marks), aReport('GATE2')] });
  const health = async () => {
    const { items } = await api.listSites({ query: { health: 'true' } });
    return Object.fromEntries(items.map((site) => [site.name, site.health]));
  };
  expect(await health()).toEqual({
    // The second terminal has never been read to its end.
    Gate: { online: 2, silent: 0, faulty: 0, bridges: 1, silentBridges: 0, fullBridges: 0, outboxWaiting: 0 },
    Store: {
      online: 0,
      silent: 0,
      faulty: 0,
      bridges: 1,
      silentBridges: 1,
      fullBridges: 0,
      outboxWaiting: 0,
    },
    Yard: {
      online: 0,
      silent: 2,
      faulty: 0,
      bridges: 1,
      silentBridges: 1,
      fullBridges: 0,
      silentSince: heard,
      outboxWaiting: 12,
      oldestUnsentAt: oldestAt,
      completeThrough: marks.completeThrough,
    },
  });
  await gate.beat({ reports: [aReport('GATE1', marks), aReport('GATE2', { state: 'refusing' })] });
  expect((await health()).Gate).toMatchObject({ online: 1, faulty: 1 });
  const full = { waiting: 12, oldestAt, fullSince: cloudTime.instant() };
  await yard.api.heartbeat({
    body: { version: '0.1.0', terminals: [], outbox: full, running: [], take: 0 },
  });
  expect((await health()).Yard).toMatchObject({ silentBridges: 0, fullBridges: 1 });
  await api.revokeBridge({ params: { bridgeId: yard.id } });
  expect((await health()).Yard).toMatchObject({ bridges: 0, outboxWaiting: 0 });
  const plain = (await api.listSites({})).items;
  expect(plain.map(({ name }) => name)).toEqual(['Gate', 'Yard']);
  expect(plain[0]).not.toHaveProperty('health');
});

test('fifty sites with four terminals each cost a dozen requests, and no read of one terminal by itself', async () => {
  const { api, stores } = await cloud.organisation();
  const at: Instant = cloudTime.instant();
  for (let site = 10; site < 60; site += 1) {
    const id = newId('brg');
    await stores.bridges.add({
      id,
      name: `Bridge ${site}`,
      state: 'active',
      version: '0.1.0',
      enrolledAt: at,
      lastSeenAt: at,
    });
    for (const number of [1, 2, 3, 4]) {
      await stores.terminals.add({
        serial: aSerial(`SITE${site}T${number}`),
        state: 'active',
        reported: 'online',
        registeredAt: at,
        bridgeId: id,
        site: `Site ${site}`,
        completeThrough: at,
        version: 1,
      });
    }
  }
  // The first look at an organisation makes the marks of its terminals.
  await api.listSites({ query: { limit: 100 } });
  const traffic = watchTables();
  const { items } = await api.listSites({ query: { health: 'true', limit: 100 } });
  expect(items).toHaveLength(50);
  for (const { health } of items) expect(health).toMatchObject({ online: 4, bridges: 1, silentBridges: 0 });
  expect(traffic.requests).toEqual({ Query: 6, BatchGetItem: 5, GetItem: 1 });
  expect(traffic.itemsRead).toBeLessThanOrEqual(800);
});
