import { expect, test } from 'vitest';
import { PushConfig } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import { aSerial } from '#test/support/ids.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(3);
const punches = samplePunches(5, users);
const [known = { pin: '' }] = users;

test('users are written to a terminal with what is given, and the rest of them stays', async () => {
  const { cloud, terminals, start } = await aSite([
    { serial, punches, users: [{ ...known, name: 'Old Name', privilege: 14, password: '99' }] },
  ]);
  cloud.usersToSend = [
    { userId: known.pin, name: 'New Name' },
    { userId: '2001', name: 'Newcomer', card: '12345' },
    { userId: '2002', card: '4294967295' },
  ];
  start();
  const taskId = cloud.addTask({ terminal: serial, kind: 'send-users' });
  expect(await cloud.ended(taskId)).toMatchObject({
    outcome: 'done',
    users: [
      { userId: known.pin, result: 'updated' },
      { userId: '2001', result: 'created' },
      { userId: '2002', result: 'created' },
    ],
  });
  const again = await cloud.ended(cloud.addTask({ terminal: serial, kind: 'send-users' }));
  expect(again.users?.map(({ result }) => result)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  const [terminal] = terminals;
  expect(terminal?.passwordOf(known.pin)).toBe('99');
  expect(terminal?.stats.destructiveCommands).toEqual([]);
});

test('what a terminal holds after users were sent is what it was sent', async () => {
  const { cloud, terminals, config, start } = await aSite(
    [{ serial, punches, users }],
    {},
    { realtime: false },
  );
  cloud.usersToSend = [{ userId: '2001', name: 'Newcomer', card: '12345', privilege: 3 }];
  const bridge = start();
  await cloud.ended(cloud.addTask({ terminal: serial, kind: 'send-users' }));
  await bridge.stop();
  const [address = { host: '', port: 0 }] = terminals;
  const session = await openTerminal({ host: address.host, port: address.port });
  const held = await session.users();
  await session.close();
  expect(held.find(({ pin }) => pin === '2001')).toMatchObject({
    name: 'Newcomer',
    card: '12345',
    privilege: 3,
  });
  expect(held).toHaveLength(users.length + 1);
  expect(config.terminals).toHaveLength(1);
});

test('users that cannot be sent because the terminal is away are reported so', async () => {
  const { cloud, terminals, start, config } = await aSite([{ serial, punches, users }]);
  config.terminals = config.terminals.map((terminal) => ({ ...terminal, serial: aSerial(serial) }));
  await terminals[0]?.close();
  cloud.usersToSend = [{ userId: '2001' }];
  start();
  const completion = await cloud.ended(cloud.addTask({ terminal: serial, kind: 'send-users' }));
  expect(completion).toMatchObject({ outcome: 'failed', fault: { code: 'refused' } });
  expect(completion).not.toHaveProperty('users');
});

test('users are sent to a push terminal as commands, and its answers are the result', async () => {
  const pushSerial = 'PUSHSITE02';
  const push = { ...PushConfig.parse({ host: '127.0.0.1', terminals: [{ serial: pushSerial }] }), port: 0 };
  const { cloud, start, logged, clock } = await aSite([], { push });
  start();
  const listening = () => logged.find(({ event }) => event === 'push.listening');
  await expect.poll(listening).toBeDefined();
  const device = new PushTerminalSimulator({
    server: String(listening()?.facts?.url),
    serial: pushSerial,
    punches: [],
    waitScale: 0.01,
    now: clock.now,
  });
  const stop = new AbortController();
  await device.settle();
  const running = device.run(stop.signal);
  cloud.usersToSend = [
    { userId: '2001', name: 'Newcomer', card: '12345' },
    { userId: '2002', name: 'A\tname' },
    { userId: '2003' },
  ];
  const completion = await cloud.ended(cloud.addTask({ terminal: pushSerial, kind: 'send-users' }));
  stop.abort();
  await running;
  expect(completion).toMatchObject({
    outcome: 'done',
    users: [
      { userId: '2001', result: 'accepted' },
      { userId: '2002', result: 'refused', reason: 'the name cannot be sent to a terminal that pushes' },
      { userId: '2003', result: 'accepted' },
    ],
  });
  expect(device.users.get('2001')).toBe('Newcomer');
});

test('created users whose details could not be fetched are named', async () => {
  const { cloud, start } = await aSite([{ serial, punches, users }]);
  cloud.behave = (operation) =>
    operation === 'storeUsers' ? { status: 422, text: '{"code":"request.invalid","status":422}' } : 'answer';
  start();
  const completion = await cloud.ended(cloud.addTask({ terminal: serial, fetchDetails: true }));
  const created = [...new Set(punches.map(({ pin }) => pin))].sort();
  expect(completion).toMatchObject({ outcome: 'done', withoutDetails: created });
  expect(completion.fault).toBeDefined();
});
