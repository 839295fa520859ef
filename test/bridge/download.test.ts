import { expect, test } from 'vitest';
import { RollcallError } from '#shared/errors.ts';
import { sampleLog } from './sample-log.ts';
import { identityOf } from './scripted-cloud.ts';
import { aSite } from './site.ts';

const { terminal, users, punches, identities, counts } = sampleLog(1_700, 12);
const { serial } = terminal;
const allStored = { ...counts, usersDetailed: 0 };

test('a download brings the whole log, once, and says up to when it is complete', async () => {
  const { cloud, start, clock } = await aSite([terminal]);
  const before = clock.now();
  const taskId = cloud.addTask({ terminal: serial });
  start();
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({ outcome: 'done', counts: allStored });
  expect(new Set(cloud.stored.keys())).toEqual(identities);
  expect(Date.parse(completion.completeThrough ?? '')).toBeGreaterThan(before - 5000);
  expect(Date.parse(completion.completeThrough ?? '')).toBeLessThanOrEqual(clock.now());
  expect(completion.terminal).toMatchObject({ serial, state: 'online', records: punches.length });
  expect(cloud.progress.map(({ phase }) => phase)).toContain('connecting');
  expect(cloud.violations).toEqual([]);
});

test('the next download sends only what is new', async () => {
  const { cloud, start, terminals } = await aSite([{ serial, users, punches }], {}, { realtime: false });
  const first = cloud.addTask({ terminal: serial });
  start();
  await cloud.ended(first);
  const sent = cloud.requests.storePunches;
  terminals[0]?.addPunch({ pin: '1001', time: '2026-01-05 08:00:00', status: 0, verify: 1, workCode: '' });
  const second = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(second.counts).toMatchObject({ read: punches.length + 1, stored: 1, duplicates: punches.length });
  expect(cloud.requests.storePunches).toBe(sent + 1);
});

test('a repeated download sends the whole log again, and the cloud recognises it', async () => {
  const { cloud, start } = await aSite([terminal]);
  const first = cloud.addTask({ terminal: serial });
  start();
  await cloud.ended(first);
  const second = await cloud.ended(cloud.addTask({ terminal: serial, mode: 'all' }));
  expect(second.counts).toMatchObject({ read: punches.length, stored: 0, duplicates: punches.length });
  expect(cloud.requests.storePunches).toBe(8);
});

test('a download with a window sends the punches of its dates alone, marks nothing complete, and leaves the others to the next', async () => {
  const days = ['2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06'];
  const log = days.map((date) => ({
    pin: '1001',
    time: `${date} 08:00:00`,
    status: 0,
    verify: 1,
    workCode: '',
  }));
  const { cloud, start } = await aSite([{ serial, users, punches: log }], {}, { realtime: false });
  const window = { from: '2026-01-04', to: '2026-01-06' };
  const first = cloud.addTask({ terminal: serial, window });
  start();
  const ended = await cloud.ended(first);
  expect(ended).toMatchObject({ outcome: 'done', counts: { read: 4, stored: 2 } });
  expect(ended).not.toHaveProperty('completeThrough');
  expect(ended.terminal).not.toHaveProperty('completeThrough');
  const wanted = log.slice(1, 3).map((record) => identityOf(serial, record));
  expect(new Set(cloud.stored.keys())).toEqual(new Set(wanted));
  const last = cloud.addTask({ terminal: serial, window: { from: '2026-01-06' } });
  expect((await cloud.ended(last)).counts).toMatchObject({ stored: 1 });
  const whole = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(whole.counts).toMatchObject({ read: 4, stored: 1, duplicates: 3 });
  expect(whole.completeThrough).toBeDefined();
});

test('details are sent of the users that the download created, and never of others', async () => {
  const { cloud, start } = await aSite([terminal]);
  cloud.users.add('1002');
  const taskId = cloud.addTask({ terminal: serial, fetchDetails: true });
  start();
  const { counts } = await cloud.ended(taskId);
  expect(counts).toMatchObject({ usersCreated: users.length - 1, usersDetailed: users.length - 1 });
  expect(cloud.details.has('1002')).toBe(false);
  expect(cloud.details.get('1001')).toEqual({
    name: 'Sample 1001',
    privilege: 7,
    credentials: { cards: 1, fingers: 0, faces: 0 },
  });
  expect(cloud.details.get('1003')).toEqual({
    name: 'Sample 1003',
    privilege: 0,
    credentials: { cards: 0, fingers: 0, faces: 0 },
  });
});

test('the details of chosen users are sent, leading zeros aside', async () => {
  const { cloud, start } = await aSite([{ serial, users, punches: [] }]);
  cloud.users.add('1001').add('1005');
  const taskId = cloud.addTask({ terminal: serial, kind: 'users', userIds: ['01001', '1005', '9999'] });
  start();
  expect((await cloud.ended(taskId)).counts.usersDetailed).toBe(2);
  expect([...cloud.details.keys()]).toEqual(['1001', '1005']);
});

test('several terminals are read at the same time, tasks of one terminal one after the other', async () => {
  const serials = ['TEST0000001', 'TEST0000002', 'TEST0000003'];
  const { cloud, start } = await aSite(
    serials.map((name) => ({ serial: name, users, punches: punches.slice(0, 300) })),
  );
  const tasks = [...serials, ...serials].map((terminal) => cloud.addTask({ terminal }));
  start();
  const completions = await Promise.all(tasks.map((id) => cloud.ended(id)));
  expect(completions.map(({ outcome }) => outcome)).toEqual(tasks.map(() => 'done'));
  expect(cloud.stored.size).toBe(
    3 * new Set(punches.slice(0, 300).map((punch) => identityOf('', punch))).size,
  );
});

test('a record that can be no punch travels raw into quarantine', async () => {
  const { cloud, start } = await aSite([
    {
      serial,
      users,
      punches: [
        ...punches.slice(0, 5),
        { pin: '', time: '2025-01-01 00:00:00', status: 0, verify: 1, workCode: '' },
      ],
    },
  ]);
  const taskId = cloud.addTask({ terminal: serial });
  start();
  expect((await cloud.ended(taskId)).counts).toMatchObject({ read: 6, stored: 5, quarantined: 1 });
});

test('a terminal that is slow is complete only up to its own time', async () => {
  const { cloud, start, clock } = await aSite([
    { serial, users, punches: punches.slice(0, 3), modes: ['wrong-clock:-3600'] },
  ]);
  const taskId = cloud.addTask({ terminal: serial });
  start();
  const { terminal, completeThrough } = await cloud.ended(taskId);
  const behindSeconds = (clock.now() - Date.parse(completeThrough ?? '')) / 1000;
  expect(terminal?.clockDriftSeconds).toBeLessThanOrEqual(-3599);
  expect(behindSeconds).toBeGreaterThanOrEqual(3599);
});

test('what the cloud takes away is dropped, and what was read is sent all the same', async () => {
  const { cloud, start, logged } = await aSite([terminal]);
  const taskId = cloud.addTask({ terminal: serial });
  cloud.behave = (operation) => {
    const task = cloud.tasks.get(taskId);
    if (operation !== 'storePunches' || !task || logged.some(({ event }) => event === 'task.dropped'))
      return 'answer';
    task.state = 'ended';
    return new RollcallError('service.busy', { retryAfterSeconds: 0 });
  };
  start();
  await expect.poll(() => cloud.stored.size).toBe(identities.size);
  await expect.poll(() => logged.map(({ event }) => event)).toContain('task.dropped');
  expect(cloud.requests.completeTask).toBe(0);
});

test('a record that the cloud fails to store holds the others up only until it is given up, and is kept', async () => {
  const { cloud, start } = await aSite([{ serial, users, punches: punches.slice(0, 40) }]);
  const bad = punches[7];
  cloud.judge = (record) => (record.time === bad?.time && record.pin === bad.pin ? 'failed' : undefined);
  const taskId = cloud.addTask({ terminal: serial });
  start();
  await expect.poll(() => cloud.stored.size).toBe(39);
  expect(cloud.requests.completeTask).toBe(0);
  cloud.judge = () => undefined;
  expect((await cloud.ended(taskId)).counts).toMatchObject({ read: 40, stored: 40, duplicates: 0 });
});

test('a batch that the cloud calls malformed is cut until only the bad record is left', async () => {
  const { cloud, start } = await aSite([{ serial, users, punches: punches.slice(0, 64) }]);
  cloud.behave = (operation) =>
    operation === 'storePunches' && cloud.requests.storePunches < 6
      ? new RollcallError('request.invalid', { issues: [] })
      : 'answer';
  const taskId = cloud.addTask({ terminal: serial });
  start();
  expect((await cloud.ended(taskId)).counts).toMatchObject({ read: 64, stored: 64 });
});

test('a download whose details the cloud refuses is done all the same, and says what is missing', async () => {
  const { cloud, start } = await aSite([terminal]);
  cloud.behave = (operation) =>
    operation === 'storeUsers' ? new RollcallError('request.invalid', { issues: [] }) : 'answer';
  const taskId = cloud.addTask({ terminal: serial, fetchDetails: true });
  start();
  expect(await cloud.ended(taskId)).toMatchObject({
    outcome: 'done',
    counts: { stored: identities.size, usersDetailed: 0 },
    fault: { code: 'incomplete', message: expect.stringContaining('details') },
  });
});

test('two hundred terminals are read at one host, a few at a time', async () => {
  const site = Array.from({ length: 200 }, (_, index) => ({
    serial: `TEST${String(index).padStart(7, '0')}`,
    users: users.slice(0, 2),
    punches: punches.slice(index, index + 5),
  }));
  const limits = { outboxBytes: 1e9, parallelTerminals: 16, realtimeSessions: 50 };
  const { cloud, start, terminals } = await aSite(site, { limits });
  let most = 0;
  const count = () => terminals.filter(({ stats }) => stats.openConnections > 0).length;
  const watch = setInterval(() => {
    most = Math.max(most, count());
  }, 5);
  const tasks = site.map((terminal) => cloud.addTask({ terminal: terminal.serial }));
  const bridge = start();
  const completions = await Promise.all(tasks.map((id) => cloud.ended(id)));
  clearInterval(watch);
  expect(completions.filter(({ outcome }) => outcome === 'done')).toHaveLength(200);
  const expected = site.flatMap((terminal) =>
    terminal.punches.map((punch) => identityOf(terminal.serial, punch)),
  );
  expect(new Set(cloud.stored.keys())).toEqual(new Set(expected));
  expect(most).toBeLessThanOrEqual(50 + 16);
  expect(cloud.violations).toEqual([]);
  await bridge.stop();
  expect(count()).toBe(0);
});

test('everybody whom the terminal has is sent when all are wanted, and how many that were', async () => {
  const { cloud, start } = await aSite([{ serial, users, punches: [] }]);
  cloud.users.add('1001');
  const taskId = cloud.addTask({ terminal: serial, kind: 'users', userIds: [], everyone: true });
  start();
  expect(await cloud.ended(taskId)).toMatchObject({
    outcome: 'done',
    listed: users.length,
    counts: { usersDetailed: 1 },
  });
  expect([...cloud.details.keys()]).toEqual(['1001']);
});

test('a list that cannot be read to its end does not count as one', async () => {
  const { cloud, start } = await aSite([{ serial, users, punches: [], modes: ['user120'] }]);
  const taskId = cloud.addTask({ terminal: serial, kind: 'users', userIds: [], everyone: true });
  start();
  const ended = await cloud.ended(taskId);
  expect(ended).toMatchObject({ outcome: 'failed' });
  expect(ended).not.toHaveProperty('listed');
});
