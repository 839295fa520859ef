import { expect, test } from 'vitest';
import { sampleLog } from './sample-log.ts';
import { aSite } from './site.ts';

const { terminal, users, punches, identities } = sampleLog(200, 12);
const { serial } = terminal;
const short = { serial, users, punches, modes: ['overcounts:60'] };

test('a log that is shorter than the terminal counts is stored, fails its download and moves no mark', async () => {
  const { cloud, start, logged } = await aSite([short], {}, { realtime: false });
  const taskId = cloud.addTask({ terminal: serial, fetchDetails: true });
  start();
  const completion = await cloud.ended(taskId);
  expect(completion).toMatchObject({
    outcome: 'failed',
    fault: {
      code: 'incomplete',
      message: 'The terminal counts 260 records, but its log, transferred to the end, has 200.',
    },
    counts: { read: 200, stored: 200, usersDetailed: users.length },
    terminal: { serial, state: 'online', records: 260, missingRecords: 60 },
  });
  expect(completion.completeThrough).toBeUndefined();
  expect(completion.terminal?.completeThrough).toBeUndefined();
  expect(new Set(cloud.stored.keys())).toEqual(identities);
  expect(logged.filter(({ event }) => event === 'terminal.short-log')).toMatchObject([
    { level: 'warn', facts: { serial, missingRecords: 60 } },
  ]);
});

test('a log with more records than were counted before, because somebody punched during the read, is complete', async () => {
  const { cloud, start, terminals } = await aSite([terminal], {}, { realtime: false });
  const taskId = cloud.addTask({ terminal: serial });
  start();
  await cloud.ended(taskId);
  terminals[0]?.addPunch({ pin: '1001', time: '2026-01-05 08:00:00', status: 0, verify: 1, workCode: '' });
  const second = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(second).toMatchObject({ outcome: 'done', counts: { read: punches.length + 1 } });
  expect(second.completeThrough).toBeDefined();
  expect(second.terminal).not.toHaveProperty('missingRecords');
});
