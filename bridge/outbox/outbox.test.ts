import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { anId, aSerial, aUserId } from '#test/support/ids.ts';
import { Outbox, refusalsUntilParked } from './outbox.ts';

const serial = aSerial('TEST0000001');
const task = anId('tsk', 1);
const noBatch = anId('bat', 0);
let stateDir: string;
let outbox: Outbox;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'rollcall-outbox-'));
  outbox = new Outbox({ stateDir, limitBytes: 1e9 });
});
afterEach(() => {
  outbox.close();
  rmSync(stateDir, { recursive: true });
});

function aRecord(number: number, change: Partial<TerminalRecord> = {}): TerminalRecord {
  const minute = String(number % 60).padStart(2, '0');
  const hour = String(Math.floor(number / 60) % 24).padStart(2, '0');
  const day = String(1 + (Math.floor(number / 1440) % 28)).padStart(2, '0');
  return {
    pin: '7',
    time: `2026-03-${day} ${hour}:${minute}:00`,
    status: 0,
    verify: 1,
    workCode: '',
    ...change,
  };
}

const someRecords = (count: number) => Array.from({ length: count }, (_, number) => aRecord(number));

function accept(records: TerminalRecord[], change: Partial<Parameters<Outbox['accept']>[0]> = {}): number {
  return outbox.accept({ serial, taskId: null, mode: 'new', driftSeconds: null, records, ...change });
}

const stored = (count: number) => ({
  results: Array.from({ length: count }, () => ({ result: 'stored' as const })),
  usersCreated: [],
  held: 0,
});

function reopen(): void {
  outbox.close();
  outbox = new Outbox({ stateDir, limitBytes: 1e9 });
}

test('records travel in log order, in batches of at most 500', () => {
  accept(someRecords(1200));
  outbox.release(serial);
  const batches = outbox.ready(10);
  expect(batches.map((batch) => batch.records.length)).toEqual([500, 500, 200]);
  expect(batches.flatMap((batch) => batch.records)).toEqual(someRecords(1200));
});

test('a batch keeps its id and its content across a restart', () => {
  accept(someRecords(700), { driftSeconds: -4 });
  outbox.release(serial);
  const before = outbox.ready(10);
  reopen();
  expect(outbox.ready(10)).toEqual(before);
});

test('records of an unfinished read are hidden from the sender until the read is over or the process has restarted', () => {
  accept(someRecords(3));
  expect(outbox.ready(10)).toEqual([]);
  reopen();
  outbox.releaseAll();
  expect(outbox.ready(10)).toHaveLength(1);
});

test('a record that was accepted is not accepted again, even after the cloud has it', () => {
  expect(accept(someRecords(5))).toBe(5);
  outbox.release(serial);
  for (const batch of outbox.ready(10)) outbox.acknowledge(batch.id, stored(5));
  reopen();
  expect(accept(someRecords(6))).toBe(1);
});

test('the same punch of two terminals is two punches', () => {
  expect(accept(someRecords(1))).toBe(1);
  expect(accept(someRecords(1), { serial: aSerial('TEST0000002') })).toBe(1);
});

test('verify type and work code do not tell punches apart, but do tell apart records that cannot be punches', () => {
  expect(accept([aRecord(1), aRecord(1, { verify: 15, workCode: '3' })])).toBe(1);
  expect(accept([aRecord(2, { pin: '' }), aRecord(2, { pin: '', verify: 15 })])).toBe(2);
  expect(accept([aRecord(3, { time: '' }), aRecord(3, { time: '', raw: 'AAAA' })])).toBe(2);
});

test('a repeated download takes everything once more, but only once per task', () => {
  accept(someRecords(4));
  outbox.tasks.begin(task, serial);
  expect(accept(someRecords(4), { mode: 'all', taskId: task })).toBe(4);
  expect(accept(someRecords(5), { mode: 'all', taskId: task })).toBe(1);
});

test('what a read delivered is taken back when it contradicts itself, and delivered again by the next', () => {
  outbox.tasks.begin(task, serial);
  accept(someRecords(4), { taskId: task });
  outbox.discard(serial);
  expect(outbox.waiting().records).toBe(0);
  expect(accept(someRecords(4), { taskId: task })).toBe(4);
  outbox.tasks.noteRead(task, 4);
  expect(outbox.tasks.counts(task).duplicates).toBe(0);
});

test('only what the cloud has answered for leaves; failed records stay under a new id', () => {
  accept(someRecords(3));
  outbox.release(serial);
  const [batch] = outbox.ready(10);
  const failed = outbox.acknowledge(batch?.id ?? noBatch, {
    results: [{ result: 'stored' }, { result: 'failed' }, { result: 'quarantined' }],
    usersCreated: [],
    held: 0,
  });
  const [rest] = outbox.ready(10);
  expect(failed).toBe(1);
  expect(rest?.id).not.toBe(batch?.id);
  expect(rest).toMatchObject({ records: [aRecord(1)], refusals: 1 });
});

test('an answer with the wrong number of results changes nothing', () => {
  accept(someRecords(3));
  outbox.release(serial);
  const before = outbox.ready(10);
  expect(() => outbox.acknowledge(before[0]?.id ?? noBatch, stored(2))).toThrow(RangeError);
  expect(outbox.ready(10)).toEqual(before);
});

test('the counts of a task survive a restart and count each answer once', () => {
  outbox.tasks.begin(task, serial);
  accept(someRecords(2));
  accept(someRecords(6), { taskId: task });
  outbox.tasks.noteRead(task, 6);
  outbox.release(serial);
  const [, batch] = outbox.ready(10);
  const answer = {
    results: (['stored', 'stored', 'duplicate', 'quarantined'] as const).map((result) => ({ result })),
    usersCreated: ['7', '8'].map(aUserId),
    held: 1,
  };
  outbox.acknowledge(batch?.id ?? noBatch, answer);
  reopen();
  outbox.acknowledge(batch?.id ?? noBatch, answer);
  expect(outbox.tasks.counts(task)).toEqual({
    read: 6,
    stored: 2,
    duplicates: 3,
    quarantined: 1,
    held: 1,
    usersCreated: 2,
    usersDetailed: 0,
  });
  outbox.tasks.noteDetails(task, [aUserId('7')], 1);
  expect(outbox.tasks.usersWithoutDetails(task)).toEqual(['8']);
  expect(outbox.tasks.counts(task).usersDetailed).toBe(1);
});

test('a full outbox takes nothing of a delivery and drops nothing', () => {
  outbox.close();
  outbox = new Outbox({ stateDir, limitBytes: 10_000 });
  accept(someRecords(50));
  expect(() => accept(someRecords(1000))).toThrow(expect.objectContaining({ code: 'outbox-full' }));
  expect(outbox.waiting().records).toBe(50);
  outbox.release(serial);
  for (const batch of outbox.ready(10)) outbox.acknowledge(batch.id, stored(50));
  expect(accept(someRecords(60))).toBe(10);
});

test('a refused batch is halved until the record that is refused stands alone', () => {
  accept(someRecords(3));
  outbox.release(serial);
  for (let round = 0; round < 4; round += 1) {
    const batch = outbox
      .ready(10)
      .find(({ records }) => records.some((record) => record.time === aRecord(1).time));
    outbox.split(batch?.id ?? noBatch);
  }
  expect(
    outbox.ready(10).map(({ records, refusals }) => [records.map((record) => record.time), refusals]),
  ).toEqual([
    [[aRecord(2).time], 0],
    [[aRecord(0).time], 0],
    [[aRecord(1).time], 2],
  ]);
});

test('a batch that is refused again and again stays and holds nothing up', () => {
  accept(someRecords(1));
  outbox.release(serial);
  for (let round = 0; round < refusalsUntilParked; round += 1) {
    expect(outbox.waitingOf(serial)).toEqual({ records: 1, parked: false });
    outbox.refuse(outbox.ready(1)[0]?.id ?? noBatch);
  }
  expect(outbox.waitingOf(serial)).toEqual({ records: 1, parked: true });
  expect(outbox.ready(1)).toHaveLength(1);
});

test('a record beyond the contract’s field limits is cut to fit and keeps what it was', () => {
  accept([aRecord(1, { pin: 'x'.repeat(200), status: 999, verify: -1 })]);
  outbox.release(serial);
  const [record] = outbox.ready(1)[0]?.records ?? [];
  expect(record).toMatchObject({ pin: 'x'.repeat(64), status: 255, verify: 0 });
  expect(Buffer.from(record?.raw ?? '', 'base64').toString()).toContain('"status":999');
});

test('a new enrolment makes everything unsent and frees waiting batches from their task', () => {
  outbox.tasks.begin(task, serial);
  accept(someRecords(2), { taskId: task });
  outbox.release(serial);
  const [before] = outbox.ready(1);
  const enrolment = {
    bridgeId: anId('brg', 1),
    cloudUrl: 'https://rollcall.example',
    keyFile: 'key.pem',
    zone: 'UTC',
    enrolledAt: '2026-03-01T00:00:00Z' as Instant,
  };
  outbox.enrolments.bind(enrolment);
  reopen();
  expect(outbox.enrolments.current()).toEqual(enrolment);
  expect(outbox.ready(1)[0]).toMatchObject({ taskId: null, records: someRecords(2) });
  expect(outbox.ready(1)[0]?.id).not.toBe(before?.id);
  expect(accept(someRecords(2))).toBe(2);
});

test('a cloud that has moved to another address is the same cloud: what was sent counts as sent', () => {
  const enrolment = {
    bridgeId: anId('brg', 1),
    cloudUrl: 'https://rollcall.example',
    keyFile: 'key.pem',
    zone: 'UTC',
    enrolledAt: '2026-03-01T00:00:00Z' as Instant,
  };
  outbox.enrolments.moveTo('https://other.example');
  expect(outbox.enrolments.current()).toBeNull();
  outbox.enrolments.bind(enrolment);
  accept(someRecords(2));
  outbox.enrolments.moveTo('https://other.example');
  reopen();
  expect(outbox.enrolments.current()).toEqual({ ...enrolment, cloudUrl: 'https://other.example' });
  expect(accept(someRecords(2))).toBe(0);
});

test('terminals are remembered with their latest report', () => {
  outbox.terminals.remember({ serial, address: '192.0.2.1:4370', state: 'online' });
  outbox.terminals.remember({ serial, address: '192.0.2.2:4370', state: 'unreachable' });
  reopen();
  expect(outbox.terminals.reports()).toEqual([{ serial, address: '192.0.2.2:4370', state: 'unreachable' }]);
});
