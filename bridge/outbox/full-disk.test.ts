import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSerial } from '#test/support/ids.ts';
import type { Room } from './disk-space.ts';
import { isDiskFull } from './disk-space.ts';
import { Outbox } from './outbox.ts';
import { readOutboxStatus } from './outbox-status.ts';

const serial = aSerial('TEST0000001');
const mebibyte = 1024 * 1024;
let stateDir: string;
let room: Room;
let outbox: Outbox;

function open(): Outbox {
  return new Outbox({ stateDir, limitBytes: 1e9, measureRoom: () => room });
}

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'rollcall-outbox-'));
  room = { freeBytes: 20 * mebibyte, totalBytes: 20 * mebibyte };
  outbox = open();
});
afterEach(() => {
  outbox.close();
  rmSync(stateDir, { recursive: true });
});

const someRecords = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    pin: String(number),
    time: '2026-03-02 08:00:00',
    status: 0,
    verify: 1,
    workCode: '',
  }));

function accept(count: number): number {
  const records = someRecords(count);
  return outbox.accept({ serial, taskId: null, mode: 'new', driftSeconds: null, records, settled: true });
}

function sendAll(): void {
  for (const { id, records } of outbox.ready(100)) {
    const results = records.map(() => ({ result: 'stored' as const }));
    outbox.acknowledge(id, { results, usersCreated: [], held: 0 });
  }
}

const reserve = () => join(stateDir, 'outbox.reserve');

test('a tenth of a small disk is held, with real bytes, and given up while the disk is full', () => {
  expect(statSync(reserve()).size).toBe(2 * mebibyte);
  accept(500);
  room = { ...room, freeBytes: 100 };
  expect(() => accept(600)).toThrow(/^The disk is full: .* has 100 bytes free\./);
  expect(existsSync(reserve())).toBe(false);
  expect(outbox.fullness.disk).toEqual({ path: stateDir, freeBytes: 100 });
  expect(outbox.waiting().records).toBe(500);
  sendAll();
  expect(outbox.waiting().records).toBe(0);
  expect(outbox.fullness.isFull).toBe(true);
});

test('a full disk is remembered across a restart, and over once there is room for a read and the reserve', () => {
  room = { ...room, freeBytes: 100 };
  outbox.tidy();
  expect(readOutboxStatus(stateDir)).toMatchObject({ fullDisk: { path: stateDir } });
  outbox.close();
  outbox = open();
  expect(outbox.fullness.disk).not.toBeNull();
  const seen: boolean[] = [];
  outbox.fullness.listen((full) => seen.push(full));
  room = { ...room, freeBytes: 2 * mebibyte };
  outbox.tidy();
  expect(outbox.fullness.isFull).toBe(true);
  room = { ...room, freeBytes: 4 * mebibyte };
  outbox.tidy();
  expect([outbox.fullness.isFull, seen, existsSync(reserve())]).toEqual([false, [false], true]);
  expect(accept(10)).toBe(10);
  expect(readOutboxStatus(stateDir)).toMatchObject({ fullDisk: null, fullSince: null });
});

test.each([
  [{ errcode: 13 }, true],
  [{ code: 'ENOSPC' }, true],
  [{ code: 'EDQUOT' }, true],
  [{ cause: Object.assign(new Error('inner'), { errcode: 13 }) }, true],
  [{ errcode: 778 }, false],
  [{ errcode: 14 }, false],
  [{ code: 'EACCES' }, false],
])('of the failures of a write, %j is a full disk: %s', (fields, isFull) => {
  expect(isDiskFull(Object.assign(new Error('a write failed'), fields), stateDir)).toBe(isFull);
});
