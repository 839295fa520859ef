import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiWith, cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aBridge } from '#test/support/signed-bridge.ts';
import { punchesOf } from './cloud-punches.ts';

const cloud = useCloud();
let serials = 0;
function aNewSerial() {
  serials += 1;
  return aSerial(`GUARD${String(serials).padStart(4, '0')}`);
}

/** A terminal's first request. @returns the status */
async function handshake(serial: string, key?: string): Promise<number> {
  const query = new URLSearchParams({ SN: serial, options: 'all', ...(key ? { pushcommkey: key } : {}) });
  return (await cloud.fetch(`/iclock/cdata?${query}`)).status;
}

/** A terminal's upload of one punch. @returns the status */
async function upload(serial: string, pin: string): Promise<number> {
  const query = new URLSearchParams({ SN: serial, table: 'ATTLOG', Stamp: '1' });
  const body = `${pin}\t2026-03-20 08:00:00\t0\t1\t0\t0\t0\n`;
  return (await cloud.fetch(`/iclock/cdata?${query}`, { method: 'POST', body })).status;
}

const register = (organisation: Organisation, serial: string, push: object) =>
  cloud.fetch('/v1/terminals', {
    key: organisation.key,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ serial, push }),
  });

const viewOf = ({ api }: Organisation, serial: string) => api.getPushTerminal({ params: { serial } });
const warningsOf = async ({ api }: Organisation, serial: string) => [
  (await api.getTerminal({ params: { serial } })).warnings,
  (await api.listTerminals({})).items.find((terminal) => terminal.serial === serial)?.warnings,
];

describe('a terminal that pushes', () => {
  test.each([
    ['nothing', {}],
    ['networks that hold everything', { networks: ['0.0.0.0/0'] }],
    ['networks that together hold everything', { networks: ['0.0.0.0/1', '128.0.0.0/1'] }],
    ['a network among which one holds everything', { networks: ['192.0.2.0/24', '::/0'] }],
    ['a promise that it is not open', { open: false }],
    ['other settings', { oneHourInMinutes: true }],
  ])('is not registered with %s to guard it, unless that is asked for', async (_, push) => {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    const refused = await register(organisation, serial, push);
    const document = (await refused.json()) as { code: string; detail: string };
    expect([refused.status, document.code]).toEqual([422, 'request.invalid']);
    expect(document.detail).toMatch(/body\/push: needs a commKey or networks/);
    expect(await handshake(serial)).toBe(401);
    const taken = await register(organisation, serial, { ...push, open: true });
    expect([taken.status, ((await taken.json()) as { warnings?: string[] }).warnings]).toEqual([
      201,
      ['open-push'],
    ]);
    expect(await warningsOf(organisation, serial)).toEqual([['open-push'], ['open-push']]);
    expect((await viewOf(organisation, serial)).open).toBe(true);
  });

  test.each([
    ['a key', { commKey: 'sample-key' }],
    ['networks', { networks: ['192.0.2.0/24', '2001:db8::/32'] }],
    ['a key, from anywhere', { commKey: 'sample-key', networks: ['0.0.0.0/0'] }],
    ['a key, whatever else is asked for', { commKey: 'sample-key', open: true }],
  ])('is not warned of with %s', async (_, push) => {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    expect((await register(organisation, serial, push)).status).toBe(201);
    expect(await warningsOf(organisation, serial)).toEqual([undefined, undefined]);
    expect((await viewOf(organisation, serial)).open).toBe(false);
  });

  test('is warned of where it was registered before that had to be asked for', async () => {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    await register(organisation, serial, { open: true });
    await organisation.stores.push.saveSettings(serial, {});
    expect(await warningsOf(organisation, serial)).toEqual([['open-push'], ['open-push']]);
    await register(organisation, serial, { commKey: 'sample-key' });
    expect(await warningsOf(organisation, serial)).toEqual([undefined, undefined]);
  });

  test('has a key that is not printed on it, and is registered by administrators only', async () => {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    expect((await register(organisation, serial, { commKey: serial })).status).toBe(422);
    const hr = apiWith(cloud.url, await organisation.keyFor('hr'));
    await expect(
      hr.registerTerminal({ body: { serial, push: { commKey: 'sample-key' } } }),
    ).rejects.toSatisfy(problem('caller.not-allowed'));
  });
});

describe('wrong communication keys', () => {
  async function keyed() {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    await register(organisation, serial, { commKey: 'sample-key' });
    return { organisation, serial };
  }

  test('are counted by address, slowed more and more, and said', async () => {
    const { organisation, serial } = await keyed();
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1)
      statuses.push(await handshake(serial, `guess-${guess}-of-many`));
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect(await handshake(serial, 'sample-key')).toBe(429);
    const { wrongKeys, alerts } = await viewOf(organisation, serial);
    expect(wrongKeys).toEqual({
      count: 4,
      addresses: [
        {
          address: '127.0.0.1',
          count: 4,
          lastAt: cloudTime.instant(),
          refusedUntil: new Date(cloudTime.now() + 2_000).toISOString(),
        },
      ],
    });
    expect(alerts.map(({ kind }) => kind).sort()).toEqual(['guessed-keys', 'wrong-key']);
    expect(cloud.logged().some((line) => line.includes('push.guessed-keys') && line.includes(serial))).toBe(
      true,
    );
    expect(JSON.stringify([wrongKeys, alerts, cloud.logged()])).not.toMatch(/guess-\d-of-many/);
    cloudTime.advance(2_001);
    expect(await handshake(serial, 'guess-again-and-again')).toBe(401);
    cloudTime.advance(2_001);
    expect(await handshake(serial, 'sample-key')).toBe(429);
    cloudTime.advance(2_001);
    expect(await handshake(serial, 'sample-key')).toBe(200);
    expect((await viewOf(organisation, serial)).wrongKeys).toEqual({ count: 5, addresses: [] });
  });

  test('do not stop a terminal that has shown the right one, nor count where a key is missing', async () => {
    const { organisation, serial } = await keyed();
    expect(await handshake(serial, 'sample-key')).toBe(200);
    for (let guess = 0; guess < 8; guess += 1) await handshake(serial, `guess-${guess}-of-many`);
    expect(await upload(serial, '7')).toBe(200);
    for (let request = 0; request < 8; request += 1) expect(await handshake(serial)).toBe(401);
    expect((await viewOf(organisation, serial)).wrongKeys?.count).toBe(4);
  });

  test('that come at once are all refused, and what is kept of them stays small', async () => {
    const { organisation, serial } = await keyed();
    const all = await Promise.all(
      Array.from({ length: 25 }, (_, guess) => handshake(serial, `guess-${guess}-of-many`)),
    );
    expect(all.filter((status) => status === 200)).toEqual([]);
    expect(Object.keys((await cloud.runtime.directory.push.wrongKeys(serial))?.addresses ?? {})).toHaveLength(
      1,
    );
    expect((await viewOf(organisation, serial)).wrongKeys?.count).toBeGreaterThan(3);
  });
});

describe('a communication key', () => {
  test('is hashed with the secret of the deployment; an old hash is replaced when the key comes', async () => {
    const organisation = await cloud.organisation();
    const serial = aNewSerial();
    await register(organisation, serial, { commKey: 'sample-key' });
    const hash = async () => (await organisation.stores.push.read(serial)).settings?.keyHash ?? '';
    const present = await hash();
    expect(present).toMatch(/^hmac1:[0-9a-f]{64}$/);
    const old = createHash('sha256').update(`${serial}\nsample-key`).digest('hex');
    expect(present).not.toContain(old);
    await organisation.stores.push.saveSettings(serial, { keyHash: old });
    expect(await handshake(serial, 'sample-kez')).toBe(401);
    expect(await hash()).toBe(old);
    expect(await handshake(serial, 'sample-key')).toBe(200);
    expect(await hash()).toBe(present);
    expect(await handshake(serial, 'sample-key')).toBe(200);
    expect(await handshake(serial, 'sample-kez')).toBe(401);
  });
});

describe('a serial that two organisations want', () => {
  const two = async () => [await cloud.organisation(), await cloud.organisation()] as const;
  const pinsOf = async (organisation: Organisation, serial: string) =>
    (await punchesOf(organisation, serial)).map(({ pin }) => String(pin));

  test('goes to the one whose key the terminal has, whoever came first', async () => {
    const [squatter, owner] = await two();
    const serial = aNewSerial();
    await register(squatter, serial, { open: true });
    const registered = await register(owner, serial, { commKey: 'sample-key' });
    expect(registered.status).toBe(201);
    expect(await registered.text()).not.toContain(squatter.name);
    expect(await handshake(serial, 'sample-key')).toBe(200);
    expect(await upload(serial, '7')).toBe(200);
    expect([await pinsOf(owner, serial), await pinsOf(squatter, serial)]).toEqual([['7'], []]);
  });

  test('serves each its own key', async () => {
    const [one, other] = await two();
    const serial = aNewSerial();
    await register(one, serial, { commKey: 'key-of-the-one' });
    await register(other, serial, { commKey: 'key-of-the-other' });
    expect(await handshake(serial, 'key-of-the-one')).toBe(200);
    expect(await upload(serial, '1')).toBe(200);
    expect(await handshake(serial, 'key-of-nobody')).toBe(401);
    expect([await pinsOf(one, serial), await pinsOf(other, serial)]).toEqual([['1'], []]);
    expect((await viewOf(other, serial)).wrongKeys).toBeUndefined();
    expect((await viewOf(other, serial)).alerts).toEqual([]);
  });

  test('is not taken without a proof, and the refusal names nobody', async () => {
    const [first, second] = await two();
    for (const push of [{ open: true }, { networks: ['192.0.2.0/24'] }, { commKey: 'sample-key' }]) {
      const serial = aNewSerial();
      await register(first, serial, push);
      for (const wanted of [{ open: true }, { networks: ['127.0.0.0/8'] }]) {
        const refused = await register(second, serial, wanted);
        expect(await refused.clone().text()).not.toMatch(new RegExp(`${first.name}|organisation`));
        expect(await refusalOf(refused)).toEqual([409, 'terminal.taken']);
      }
      await expect(second.api.getTerminal({ params: { serial } })).rejects.toSatisfy(
        problem('terminal.unknown'),
      );
    }
  });

  test('goes to the one whose bridge reads it, unless the other has heard of it', async () => {
    const [squatter, owner] = await two();
    const bridge = await aBridge(cloud.url, owner.api);
    const [unused, used] = [aNewSerial(), aNewSerial()];
    await bridge.beat({ terminals: [unused, used] });
    for (const serial of [unused, used]) await register(squatter, serial, { open: true });
    expect(await handshake(used)).toBe(200);
    expect((await register(owner, unused, { networks: ['127.0.0.0/8'] })).status).toBe(201);
    expect(await refusalOf(await register(owner, used, { networks: ['127.0.0.0/8'] }))).toEqual([
      409,
      'terminal.taken',
    ]);
    expect(await handshake(unused)).toBe(200);
    expect(await upload(unused, '7')).toBe(200);
    expect([await pinsOf(owner, unused), await pinsOf(squatter, unused)]).toEqual([['7'], []]);
  });

  test('is settled by the operator, for good', async () => {
    const [squatter, owner] = await two();
    const serial = aNewSerial();
    await register(squatter, serial, { open: true });
    expect(await handshake(serial)).toBe(200);
    await cloud.runtime.directory.push.settle(serial, owner.name);
    expect((await register(owner, serial, { open: true })).status).toBe(201);
    for (const push of [{ open: true }, { commKey: 'sample-key' }]) {
      expect(await refusalOf(await register(squatter, serial, push))).toEqual([409, 'terminal.taken']);
    }
    // What was known of the terminal is remembered for half a minute.
    cloudTime.advance(31_000);
    expect(await handshake(serial)).toBe(200);
    expect(await upload(serial, '7')).toBe(200);
    expect([await pinsOf(owner, serial), await pinsOf(squatter, serial)]).toEqual([['7'], []]);
  });

  test('is one organisation’s, however many ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => cloud.organisation()));
    const serial = aNewSerial();
    const answers = await Promise.all(
      all.map((organisation) => register(organisation, serial, { open: true })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

test('a network that holds everything shows nobody where others’ terminals are', async () => {
  const curious = await cloud.organisation();
  await cloud.organisation();
  await register(curious, aNewSerial(), { networks: ['0.0.0.0/0'], open: true });
  const stranger = aNewSerial();
  expect(await handshake(stranger)).toBe(401);
  expect((await curious.api.listPendingTerminals({})).items).toEqual([]);
});
