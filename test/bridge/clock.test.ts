import { expect, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { aClock } from '#test/support/clock.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(2);
const punches = samplePunches(5, users);
const clock = aClock();
const slow = (seconds: number) => ({
  serial,
  users,
  punches,
  clock: () => clock.now() - seconds * 1000,
});

test('a clock that is more than half a minute off is set when the configuration says so, and reported once', async () => {
  const { cloud, terminals, start, logged } = await aSite([slow(600)], {}, { setClock: true });
  start();
  const told = () =>
    cloud.heartbeats.flatMap((beat) => beat.terminals.flatMap((report) => report.clockSetBySeconds ?? []));
  await expect.poll(told).toEqual([expect.closeTo(600, -1)]);
  const { terminal } = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(Math.abs(terminal?.clockDriftSeconds ?? Number.NaN)).toBeLessThan(5);
  expect(terminal?.clockSetBySeconds).toBeUndefined();
  expect(terminals[0]?.stats.clockSetTo).toHaveLength(1);
  expect(logged.map(({ event }) => event)).toContain('terminal.clock-set');
  expect(told()).toHaveLength(1);
});

test.each([
  ['not told to', 600, { setClock: false }],
  ['nearly right', 20, { setClock: true }],
])('a clock is left alone when the bridge is %s', async (_, seconds, settings) => {
  const { cloud, terminals, start } = await aSite([slow(seconds)], {}, settings);
  start();
  const { terminal } = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(terminal?.clockDriftSeconds).toBeLessThanOrEqual(-seconds + 5);
  expect(terminals[0]?.stats.clockSetTo).toEqual([]);
});

test.each([
  [19_800, 'UTC+05:30, such as Asia/Kolkata'],
  [19_800 + 40, 'UTC+05:30, such as Asia/Kolkata'],
  [-5 * 3600, 'UTC-05:00, such as America/'],
])(
  'a right clock whose zone was forgotten, %i s ahead, is never set, and the zone is named',
  async (ahead, said) => {
    const { cloud, terminals, start, logged } = await aSite([slow(-ahead)], {}, { setClock: true });
    start();
    const { terminal } = await cloud.ended(cloud.addTask({ terminal: serial }));
    expect(terminal?.clockDriftSeconds).toBeCloseTo(ahead, -1);
    await cloud.ended(cloud.addTask({ terminal: serial }));
    expect(terminals[0]?.stats.clockSetTo).toEqual([]);
    const lines = logged.filter(({ event }) => event === 'terminal.zone-doubtful');
    expect(lines).toMatchObject([{ level: 'warn', message: expect.stringContaining(said) }]);
    expect(logged.filter(({ message }) => message.includes('setClock'))).toEqual([]);
  },
);

test('no clock is set while the cloud has not said what time it is', async () => {
  const { cloud, terminals, start, logged } = await aSite([slow(600)], {}, { setClock: true });
  cloud.behave = () => 'drop-before';
  start();
  await expect.poll(() => logged.map(({ event }) => event)).toContain('terminal.online');
  expect(terminals[0]?.stats.clockSetTo).toEqual([]);
});

test('a clock that has gone wrong is logged once, and is in the report', async () => {
  const { cloud, start, logged } = await aSite([slow(90)], {}, { realtime: false });
  start();
  for (let round = 0; round < 2; round += 1) await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(logged.filter(({ event }) => event === 'terminal.clock-drift')).toMatchObject([
    { level: 'warn', facts: { serial } },
  ]);
  expect(cloud.heartbeats.at(-1)?.terminals[0]?.clockDriftSeconds).toBeCloseTo(-90, -1);
});

test('a clock is measured by the zone that the cloud sends, also after a restart', async () => {
  const { cloud, start } = await aSite(
    [{ serial, users, punches, zoneOffsetMinutes: 330 }],
    {},
    { realtime: false },
  );
  const driftOf = async () =>
    (await cloud.ended(cloud.addTask({ terminal: serial }))).terminal?.clockDriftSeconds;
  const bridge = start();
  expect(await driftOf()).toBeCloseTo(330 * 60, -1);
  cloud.zones = [{ serial, zone: 'Asia/Kolkata' }];
  const beats = cloud.heartbeats.length;
  await expect.poll(() => cloud.heartbeats.length).toBeGreaterThan(beats + 1);
  expect(Math.abs((await driftOf()) ?? Number.NaN)).toBeLessThan(5);
  await bridge.stop();
  cloud.zones = undefined;
  start();
  expect(Math.abs((await driftOf()) ?? Number.NaN)).toBeLessThan(5);
});
