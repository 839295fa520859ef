import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { batchIdOf } from '#functions/domain/punches/loose-records.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { startOfTests } from '#test/support/clock.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { aPin, aSerial, aUserId } from '#test/support/ids.ts';
import { aDevice, aPunch, punchesOf } from './cloud-punches.ts';
import { type HostSettings, identities, type PushHostUnderTest } from './host-under-test.ts';
import { pushScenarios } from './scenarios.ts';

const cloud = useCloud();

async function startCloudHost({
  serial,
  terminal = {},
}: HostSettings): Promise<PushHostUnderTest & { organisation: Organisation }> {
  const organisation = await cloud.organisation();
  const { api, stores } = organisation;
  const { zone, ...guards } = terminal;
  const push = Object.keys(guards).length > 0 ? guards : { open: true };
  await api.registerTerminal({ body: { serial, ...(zone === undefined ? {} : { zone }), push } });
  const view = () => api.getPushTerminal({ params: { serial } });
  return {
    organisation,
    url: cloud.url,
    clock: cloudTime,
    stored: () => punchesOf(organisation, serial),
    quarantined: async () => (await stores.quarantine.list('open', 1000)).items,
    strangers: async () =>
      (await cloud.runtime.directory.push.strangers(1000)).items.map((stranger) => stranger.serial),
    alerts: async () => (await view()).alerts.map(({ kind }) => kind),
    queue: async (command: PushCommand) => {
      await api.orderTerminalCommand({ params: { serial }, body: command });
    },
    users: async () => {
      const { items } = await api.listUsers({ query: { limit: 1000 } });
      return items.filter(({ name }) => name !== undefined).map(({ id }) => id);
    },
    everything: async () => {
      const push = await stores.push.read(aSerial(serial));
      const { items } = await stores.quarantine.list('open', 1000);
      const { items: people } = await api.listUsers({ query: { limit: 1000 } });
      return JSON.stringify([push, items, people]);
    },
  };
}

// Short logs: every punch is a round trip to an emulated table.
pushScenarios(
  'the cloud',
  async (settings) => {
    const host = await startCloudHost(settings);
    // Details complete users that exist and wait for theirs: here those of the sample's first eight PINs.
    await Promise.all(sampleUsers(8).map(({ pin }) => aProvisionalUser(host.organisation, pin)));
    return host;
  },
  16,
);

async function aProvisionalUser({ stores }: Organisation, id: string): Promise<void> {
  await stores.users.add({
    id: aUserId(id),
    status: 'provisional',
    origin: { kind: 'push', at: startOfTests as Instant },
    rosterAssignments: [],
    issuedOnFollowsPunches: false,
    version: 1,
  });
}

const punch = aPunch;
const device = (serial: string, punches: readonly TerminalRecord[], modes: readonly string[] = []) =>
  aDevice(cloud.url, serial, punches, modes);

describe('a terminal that nobody has registered', () => {
  test('is listed, is let in after it is registered, and leaves the list', async () => {
    const organisation = await cloud.organisation();
    const terminal = device('PENDING1', [punch('2026-03-20 08:00:00')]);
    expect(await terminal.settle()).toBe(false);
    const { directory } = cloud.runtime;
    expect((await directory.push.strangers(100)).items).toContainEqual(
      expect.objectContaining({ serial: 'PENDING1', address: expect.stringMatching(/127\.0\.0\.1$/) }),
    );
    await organisation.api.registerTerminal({ body: { serial: 'PENDING1', push: { open: true } } });
    expect(await terminal.settle()).toBe(true);
    expect(await punchesOf(organisation, 'PENDING1')).toHaveLength(1);
    expect((await directory.push.strangers(100)).items.map(({ serial }) => serial)).not.toContain('PENDING1');
  });

  test('belongs to the organisation that registered it first', async () => {
    const [first, second] = [await cloud.organisation(), await cloud.organisation()];
    await first.api.registerTerminal({ body: { serial: 'TAKEN1', push: { open: true } } });
    await first.api.registerTerminal({ body: { serial: 'TAKEN1', push: { networks: ['127.0.0.0/8'] } } });
    await expect(
      second.api.registerTerminal({ body: { serial: 'TAKEN1', push: { open: true } } }),
    ).rejects.toMatchObject({
      code: 'terminal.taken',
    });
  });

  test('cannot be ordered about, and one of a bridge neither', async () => {
    const { api, stores } = await cloud.organisation();
    const order = (serial: string) =>
      api.orderTerminalCommand({ params: { serial }, body: { kind: 'check' } });
    await expect(order('NOWHERE1')).rejects.toMatchObject({ code: 'terminal.unknown' });
    await stores.terminals.add({ serial: aSerial('PULLED1'), state: 'active', version: 1 });
    await expect(order('PULLED1')).rejects.toMatchObject({ code: 'terminal.no-push' });
  });
});

test('no communication key is stored or shown', async () => {
  const { api, stores } = await cloud.organisation();
  await api.registerTerminal({ body: { serial: 'KEYED1', push: { commKey: 'sample-key' } } });
  const stored = JSON.stringify([
    await stores.push.read(aSerial('KEYED1')),
    await api.getPushTerminal({ params: { serial: 'KEYED1' } }),
  ]);
  expect(stored).not.toContain('sample-key');
  expect(stored).toContain('"commKey":true');
});

test('a retired terminal is not let in any more', async () => {
  const { api, stores } = await cloud.organisation();
  await api.registerTerminal({ body: { serial: 'RETIRED1', push: { open: true } } });
  const { version } = await api.getTerminal({ params: { serial: 'RETIRED1' } });
  await api.updateTerminal({
    params: { serial: 'RETIRED1' },
    ifMatch: `"${version}"`,
    body: { state: 'retired' },
  });
  expect(await device('RETIRED1', [punch('2026-03-20 08:00:00')]).settle()).toBe(false);
  expect((await stores.push.read(aSerial('RETIRED1'))).state.lastContactAt).toBeUndefined();
});

test('users are created for punches when the administrator has ticked that', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  await api.registerTerminal({ body: { serial: 'CREATE1', push: { open: true } } });
  await organisation.set((current) => ({
    ...current,
    download: { ...current.download, createMissingUsers: true },
  }));
  expect(await device('CREATE1', [punch('2026-03-19 08:00:00', '3001')]).settle()).toBe(true);
  expect((await api.getUser({ params: { userId: '3001' } })).origin).toMatchObject({
    kind: 'push',
    terminal: 'CREATE1',
  });
});

test('the same punch by push, by pull and from a USB file is stored once', async () => {
  const organisation = await cloud.organisation();
  const { api, stores } = organisation;
  const serial = aSerial('THREEWAYS1');
  await api.registerTerminal({ body: { serial, push: { open: true } } });
  const punches = [
    punch('2026-03-19 08:00:00', '0701'),
    punch('2026-03-19 17:00:00', '0701'),
    punch('2026-03-19 09:00:00', ''),
  ];
  expect(await device(serial, punches).settle()).toBe(true);
  const { ingest } = await import('#functions/domain/punches/ingest.ts');
  const { KnownUsers } = await import('#functions/domain/users/known-users.ts');
  const { actorFor } = await import('#functions/runtime.ts');
  const settings = await stores.settings.read();
  const pulled = await ingest(
    actorFor(cloud.runtime, organisation.name, 'test', 'bridge'),
    {
      source: { kind: 'download', terminal: serial, batchId: batchIdOf(serial, 'test', new Uint8Array(), 0) },
      unknownUsers: 'hold',
      zone: 'UTC',
      newUsers: settings.newUsers,
      // The 4370 protocol numbers ways of recognition differently; they are not part of a punch's identity.
      records: punches.map((record) => (record.pin === '' ? record : { ...record, verify: 15 })),
    },
    new KnownUsers(),
  );
  expect(pulled.results.map(({ result }) => result)).toEqual(['duplicate', 'duplicate', 'duplicate']);
  const file = punches
    .map(({ pin, time, status, verify }) => `${pin.padStart(9)}\t${time}\t1\t${status}\t${verify}\t0\r\n`)
    .join('');
  const contentBase64 = Buffer.from(`${file}not a row\r\n`).toString('base64');
  const report = await api.importFile({ body: { terminal: serial, format: 'attlog', contentBase64 } });
  expect(report).toMatchObject({ rows: 4, stored: 0, duplicates: 3, quarantined: 1 });
  expect(report.problems).toContainEqual({
    line: 4,
    result: 'quarantined',
    reason: expect.stringContaining('columns'),
    told: expect.objectContaining({ key: 'line.columns' }),
  });
  expect(await punchesOf(organisation, serial)).toHaveLength(2);
  expect((await stores.quarantine.list('open', 100)).items.map(({ reason }) => reason).sort()).toEqual([
    'no-pin',
    'row-unreadable',
  ]);
  const again = await api.importFile({ body: { terminal: serial, format: 'attlog', contentBase64 } });
  expect(again).toMatchObject({ rows: 4, stored: 0 });
  expect(await punchesOf(organisation, serial)).toHaveLength(2);
});

describe('files', () => {
  test('give punches that were never sent, and a terminal must be known', async () => {
    const organisation = await cloud.organisation();
    const { api } = organisation;
    await api.registerTerminal({ body: { serial: 'USB1', push: { open: true } } });
    const contentBase64 = Buffer.from('     1001\t2026-03-18 08:00:00\t1\t0\t1\t0\r\n').toString('base64');
    const importTo = (terminal: string) =>
      api.importFile({ body: { terminal, format: 'attlog', contentBase64 } });
    expect(await importTo('USB1')).toMatchObject({ rows: 1, stored: 1, problems: [] });
    expect(await punchesOf(organisation, 'USB1')).toHaveLength(1);
    await expect(importTo('USB2')).rejects.toMatchObject({ code: 'terminal.unknown' });
  });

  test('complete users that exist, and never hold a password', async () => {
    const organisation = await cloud.organisation();
    const { api } = organisation;
    await api.registerTerminal({ body: { serial: 'USB3', push: { open: true } } });
    await aProvisionalUser(organisation, '1001');
    const record = (pin: string, name: string) => {
      const bytes = Buffer.alloc(72);
      bytes.writeUInt16LE(1, 0);
      bytes.writeUInt8(14, 2);
      bytes.write('98765432', 3, 'latin1');
      bytes.write(name, 11, 'utf8');
      bytes.writeUInt32LE(123_456, 35);
      bytes.write(pin, 48, 'utf8');
      return bytes;
    };
    const file = Buffer.concat([
      record('1001', 'Sample One'),
      record('1002', 'Sample Two'),
      Buffer.alloc(72),
    ]);
    const body = { terminal: 'USB3', format: 'user-dat', contentBase64: file.toString('base64') } as const;
    const report = await api.importFile({ body });
    expect(report).toMatchObject({ rows: 3, usersCompleted: 1 });
    expect(report.problems.map(({ line, result }) => [line, result])).toEqual([
      [2, 'unknown'],
      [3, 'unreadable'],
    ]);
    const user = await api.getUser({ params: { userId: '1001' } });
    expect(user).toMatchObject({ name: 'Sample One', privilege: 7, credentials: { cards: 1 } });
    expect(JSON.stringify(user)).not.toContain('98765432');
    const broken = await api.importFile({ body: { ...body, contentBase64: 'AAAA' } });
    expect(broken.problems).toMatchObject([{ line: 1, result: 'unreadable' }]);
  });
});

test('an upload that is cut off by its size is refused and comes in smaller parts', async () => {
  const { api } = await cloud.organisation();
  await api.registerTerminal({ body: { serial: 'LARGE1', push: { open: true } } });
  const response = await cloud.fetch('/iclock/cdata?SN=LARGE1&table=ATTLOG&Stamp=1', {
    method: 'POST',
    body: 'x'.repeat(1024 * 1024 + 1),
    headers: { 'content-type': 'text/plain' },
  });
  expect(response.status).toBe(413);
  expect(await response.text()).not.toMatch(/ok/i);
});

test('on the wire there are a reason phrase, a length and text/plain; header names are in lower case', async () => {
  const { api } = await cloud.organisation();
  await api.registerTerminal({ body: { serial: 'WIRE1', push: { open: true } } });
  const { hostname, port, host } = new URL(cloud.url);
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET /iclock/getrequest?SN=WIRE1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
  const [head = '', body] = text.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toMatch(/\r\ncontent-type: text\/plain\r\n/);
  expect(head).toMatch(/\r\ncontent-length: 2(\r\n|$)/);
  expect(head).not.toMatch(/\r\n(Date|location|transfer-encoding|content-encoding):/);
  expect(body).toBe('OK');
});

test('a terminal that the cloud serves keeps its own clock', async () => {
  const { api } = await cloud.organisation();
  await api.registerTerminal({ body: { serial: 'CLOCK1', push: { open: true } } });
  const terminal = device('CLOCK1', [], ['clock-drift:5000']);
  expect(await terminal.settle()).toBe(true);
  expect(terminal.clock.settings).toBe(0);
});

test('lost-command-reply: a command without a result is offered again', async () => {
  const host = await startCloudHost({ serial: 'LOSTCMD1' });
  const terminal = device('LOSTCMD1', samplePunches(3, sampleUsers(2), 9), ['lost-command-reply']);
  await host.queue({ kind: 'update-user', pin: aPin('2001'), name: 'Sample' });
  expect(await terminal.settle()).toBe(true);
  expect(await terminal.poll()).toBe(0);
  host.clock.advance(61_000);
  expect(await terminal.poll()).toBe(1);
  host.clock.advance(61_000);
  expect(await terminal.poll()).toBe(0);
  const { commands } = await host.organisation.api.getPushTerminal({ params: { serial: 'LOSTCMD1' } });
  expect(commands).toMatchObject([{ state: 'acknowledged', result: 'done', deliveries: 2 }]);
});

test('ids of batches without a sender have the form of ids, and depend on all that they stand for', () => {
  const content = Buffer.from('x');
  const ids = [
    batchIdOf(aSerial('A'), 'ATTLOG', content, 0),
    batchIdOf(aSerial('B'), 'ATTLOG', content, 0),
    batchIdOf(aSerial('A'), 'OPERLOG', content, 0),
    batchIdOf(aSerial('A'), 'ATTLOG', content, 500),
    batchIdOf(aSerial('A'), 'ATTLOG', Buffer.from('y'), 0),
  ];
  expect(new Set(ids).size).toBe(5);
  for (const id of ids) expect(id).toMatch(/^bat_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(batchIdOf(aSerial('A'), 'ATTLOG', content, 0)).toBe(ids[0]);
});

test('two-ips: one serial number from two addresses gives an alert, and loses nothing', async () => {
  const host = await startCloudHost({ serial: 'TWOIPS1' });
  const punches = samplePunches(6, sampleUsers(3), 5);
  const terminal = device('TWOIPS1', punches, ['two-ips']);
  expect(await terminal.settle()).toBe(true);
  expect(await host.alerts()).toContain('two-addresses');
  expect(identities(await host.stored())).toEqual([...new Set(identities(punches))]);
});

test('users that are created for pushed punches are asked for at the terminal, when that is set', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  await api.registerTerminal({ body: { serial: 'ASKS1', push: { open: true } } });
  const createUsers = (fetchDetails: boolean) =>
    organisation.set((current) => ({
      ...current,
      download: { ...current.download, createMissingUsers: true },
      newUsers: { ...current.newUsers, fetchDetails },
    }));
  await createUsers(false);
  const terminal = device('ASKS1', [punch('2026-03-19 08:00:00', '3001')]);
  terminal.users.set('3002', 'Sample 3002');
  expect(await terminal.settle()).toBe(true);
  expect(terminal.stats.commands).toEqual([]);
  await createUsers(true);
  terminal.punch(punch('2026-03-19 08:01:00', '3002'));
  expect(await terminal.settle()).toBe(true);
  expect(terminal.stats.commands.map(({ text }) => text)).toEqual(['DATA QUERY USERINFO PIN=3002']);
  expect(await api.getUser({ params: { userId: '3002' } })).toMatchObject({
    name: 'Sample 3002',
    status: 'active',
  });
});
