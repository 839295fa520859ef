import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { RollcallError } from '#shared/errors.ts';
import { aClock } from '#test/support/clock.ts';
import { sampleLog } from './sample-log.ts';
import { type Behaviour, identityOf } from './scripted-cloud.ts';
import { aSite } from './site.ts';

const { terminal: aTerminal, users, punches, identities, counts } = sampleLog(3_200, 20);
const { serial } = aTerminal;

const misbehaviours: [string, Behaviour][] = [
  ['loses the answer after storing', 'drop-after'],
  ['breaks the connection', 'drop-before'],
  ['never answers', 'hang'],
  ['is busy', new RollcallError('service.busy', { retryAfterSeconds: 0 })],
  ['fails', new RollcallError('service.failed', { requestId: 'r' })],
  ['is behind a gateway that times out', { status: 503, text: '{"message":"Service Unavailable"}' }],
  ['is behind a gateway that throttles', { status: 429, headers: { 'retry-after': '0' }, text: '' }],
  ['is hidden by a sign-in page', { status: 200, text: '<html>Welcome</html>' }],
];

test.each(misbehaviours)('nothing is lost or counted twice when the cloud %s', async (_, behaviour) => {
  const { cloud, start } = await aSite([aTerminal]);
  cloud.behave = (_operation, count) => (count % 3 === 2 ? behaviour : 'answer');
  const taskId = cloud.addTask({ terminal: serial });
  start(behaviour === 'hang' ? { requestTimeoutSeconds: 0.5 } : {});
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({ outcome: 'done', counts });
  expect(new Set(cloud.stored.keys())).toEqual(identities);
  expect(cloud.violations).toEqual([]);
});

test.each([3600, -3600, 200, -200])(
  'a machine whose clock is %i s off the cloud’s works, and judges terminals by the cloud’s time',
  async (clockAheadSeconds) => {
    const clock = aClock();
    const now = () => clock.now() + clockAheadSeconds * 1000;
    const { cloud, start, logged } = await aSite([{ ...aTerminal, clock: now }], {}, {}, clock);
    cloud.clockAheadSeconds = clockAheadSeconds;
    start();
    await expect.poll(() => cloud.heartbeats.length).toBeGreaterThan(5);
    const { terminal, completeThrough } = await cloud.ended(cloud.addTask({ terminal: serial }));
    expect(Math.abs(terminal?.clockDriftSeconds ?? Number.NaN)).toBeLessThanOrEqual(3);
    expect(Math.abs(Date.parse(completeThrough ?? '') - now())).toBeLessThan(20_000);
    expect(logged.map(({ event }) => event)).toContain('clock.skewed');
    expect(logged.map(({ message }) => message).filter((text) => text.includes('received before'))).toEqual(
      [],
    );
  },
);

test('a revoked bridge loses nothing and keeps asking', async () => {
  const { cloud, start, logged } = await aSite([aTerminal]);
  const taskId = cloud.addTask({ terminal: serial });
  let revoked = false;
  cloud.behave = (operation) => {
    if (operation === 'storePunches' && cloud.requests.storePunches === 3) revoked = true;
    return revoked ? new RollcallError('bridge.revoked', { bridgeId: cloud.bridgeId }) : 'answer';
  };
  start();
  await expect.poll(() => logged.map(({ message }) => message).join()).toContain('has been revoked');
  const heartbeats = cloud.requests.heartbeat;
  await expect.poll(() => cloud.requests.heartbeat).toBeGreaterThan(heartbeats + 2);
  revoked = false;
  cloud.behave = () => 'answer';
  expect(await cloud.ended(taskId)).toMatchObject({ outcome: 'done', counts });
});

test('a line that breaks in the middle fails the task; what came through stays and is sent', async () => {
  const { cloud, start } = await aSite([{ ...aTerminal, modes: ['drop-mid:100000'] }]);
  const taskId = cloud.addTask({ terminal: serial });
  start();
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({ outcome: 'failed', fault: { code: 'connection-lost' } });
  expect(completion.completeThrough).toBeUndefined();
  await expect.poll(() => cloud.stored.size).toBeGreaterThan(1000);
  expect(cloud.stored.size).toBeLessThan(identities.size);
  for (const identity of cloud.stored.keys()) expect(identities).toContain(identity);
});

test('nothing is sent of a log whose packets are damaged again and again', async () => {
  const { cloud, start } = await aSite([{ ...aTerminal, modes: ['bad-checksum:2:always'] }]);
  const taskId = cloud.addTask({ terminal: serial });
  start();
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({ outcome: 'failed', counts: { stored: 0, duplicates: 0 } });
  expect(completion.completeThrough).toBeUndefined();
  expect(cloud.requests.storePunches).toBe(0);
});

test('a wrong communication key is tried once, however often a download is ordered', async () => {
  const { cloud, start, terminals, config } = await aSite([{ ...aTerminal, modes: ['comm-key:4711'] }]);
  const [terminal] = config.terminals;
  if (terminal) Object.assign(terminal, { commKey: 1, serial });
  const first = cloud.addTask({ terminal: serial });
  start();
  expect((await cloud.ended(first)).fault?.code).toBe('comm-key-wrong');
  expect((await cloud.ended(cloud.addTask({ terminal: serial }))).fault?.code).toBe('comm-key-wrong');
  const auth = 1102;
  const tries = terminals[0]?.stats.commandsSeen.get(auth);
  expect(tries).toBe(1);
  await expect.poll(() => cloud.heartbeats.at(-1)?.terminals[0]?.state).toBe('refusing');
});

test('a terminal that was switched off when the bridge started is found when a download wants it', async () => {
  const { cloud, start, terminals, config, clock } = await aSite([aTerminal]);
  const port = terminals[0]?.port ?? 0;
  await terminals[0]?.close();
  const missing = cloud.addTask({ terminal: serial });
  start();
  expect((await cloud.ended(missing)).fault?.code).toMatch(/unreachable|refused/);
  const again = await startTerminalSimulator({ ...aTerminal, port, clock: clock.now });
  onTestFinished(() => again.close());
  expect(config.terminals[0]?.port).toBe(port);
  expect(await cloud.ended(cloud.addTask({ terminal: serial }))).toMatchObject({ outcome: 'done', counts });
});

test('terminals that have swapped addresses are told apart by their serial numbers', async () => {
  const other = 'TEST0000002';
  const otherTerminal = { serial: other, users, punches: punches.slice(0, 10) };
  const { cloud, start, terminals, clock } = await aSite([aTerminal, otherTerminal]);
  const bridge = start();
  await expect.poll(() => cloud.heartbeats.at(-1)?.terminals.length).toBe(2);
  const ports = terminals.map(({ port }) => port);
  await Promise.all(terminals.map((terminal) => terminal.close()));
  const swapped = await Promise.all([
    startTerminalSimulator({ ...aTerminal, port: ports[1] ?? 0, clock: clock.now }),
    startTerminalSimulator({ ...otherTerminal, port: ports[0] ?? 0, clock: clock.now }),
  ]);
  for (const simulator of swapped) onTestFinished(() => simulator.close());
  const taskIds = [cloud.addTask({ terminal: serial }), cloud.addTask({ terminal: other })];
  const completions = await Promise.all(taskIds.map((id) => cloud.ended(id)));
  expect(completions.map(({ outcome, counts: { read } }) => [outcome, read])).toEqual([
    ['done', punches.length],
    ['done', 10],
  ]);
  await bridge.stop();
});

test('another terminal at a configured address is reported, not read', async () => {
  const { cloud, start, config, terminals } = await aSite([{ ...aTerminal, serial: 'TEST0000009' }]);
  const [terminal] = config.terminals;
  if (terminal) Object.assign(terminal, { serial });
  const taskId = cloud.addTask({ terminal: serial });
  start();
  expect((await cloud.ended(taskId)).fault?.code).toBe('other-serial');
  expect(cloud.stored.size).toBe(0);
  expect(terminals[0]?.stats.commandsSeen.get(1503)).toBeUndefined();
});

test('a full outbox stops the reading and drops nothing; reading resumes when the cloud takes punches again', async () => {
  const many = samplePunches(9000, users);
  const { cloud, start, logged } = await aSite([{ serial, users, punches: many }], {
    limits: { outboxBytes: 500_000, parallelTerminals: 4, realtimeSessions: 0 },
  });
  let down = true;
  cloud.behave = (operation) => (down && operation === 'storePunches' ? 'drop-before' : 'answer');
  const taskId = cloud.addTask({ terminal: serial });
  start();
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({ outcome: 'failed', fault: { code: 'outbox-full' } });
  expect(completion.completeThrough).toBeUndefined();
  expect(cloud.stored.size).toBe(0);
  await expect.poll(() => cloud.heartbeats.at(-1)?.outbox.fullSince).toBeDefined();
  expect(cloud.heartbeats.at(-1)?.outbox).toMatchObject({ limitBytes: 500_000 });
  down = false;
  await expect.poll(() => logged.map(({ event }) => event)).toContain('outbox.has-room');
  const all = new Set(many.map((punch) => identityOf(serial, punch)));
  await expect.poll(() => cloud.stored.size).toBe(all.size);
  expect(new Set(cloud.stored.keys())).toEqual(all);
  const second = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(second).toMatchObject({ outcome: 'done', counts: { stored: 0 } });
  expect(cloud.heartbeats.at(-1)?.outbox).not.toHaveProperty('fullSince');
});

test('a bridge that is stopped in the middle goes on where it was', async () => {
  const { cloud, start } = await aSite([aTerminal]);
  const taskId = cloud.addTask({ terminal: serial });
  const first = start();
  await expect.poll(() => cloud.stored.size).toBeGreaterThan(0);
  await first.stop();
  const second = start();
  expect(await cloud.ended(taskId)).toMatchObject({ outcome: 'done', counts });
  await second.stop();
  expect(cloud.violations).toEqual([]);
});

test('a bridge stops although neither the cloud nor the terminal answers', async () => {
  const { cloud, start, terminals } = await aSite([{ ...aTerminal, modes: ['silent-mid:5000'] }]);
  const bridge = start({ requestTimeoutSeconds: 3600 });
  cloud.addTask({ terminal: serial });
  await expect.poll(() => terminals[0]?.stats.openConnections).toBe(1);
  cloud.behave = () => 'hang';
  const beats = cloud.requests.heartbeat;
  await expect.poll(() => cloud.requests.heartbeat).toBeGreaterThan(beats);
  await bridge.stop();
});
