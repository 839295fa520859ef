import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { anId, aSerial } from '#test/support/ids.ts';
import { Outbox } from './outbox.ts';
import { readOutboxStatus } from './outbox-status.ts';
import { LogSpan } from './record-identity.ts';

const serial = aSerial('TEST0000001');
const enrolment = {
  bridgeId: anId('brg', 1),
  cloudUrl: 'https://rollcall.example',
  keyFile: 'key.pem',
  zone: 'UTC',
  enrolledAt: '2026-03-01T00:00:00Z' as Instant,
};

let stateDir: string;
let file: string;
let outbox: Outbox;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'rollcall-outbox-'));
  file = join(stateDir, 'outbox.db');
  outbox = new Outbox({ stateDir, limitBytes: 1e9 });
});
afterEach(() => {
  outbox.close();
  rmSync(stateDir, { recursive: true });
});

function someRecords(count: number, from = 0): TerminalRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    pin: '7',
    time: new Date(Date.UTC(2026, 2, 1) + (from + index) * 60_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' '),
    status: 0,
    verify: 1,
    workCode: '',
  }));
}

const accept = (records: TerminalRecord[], settled = true) =>
  outbox.accept({ serial, taskId: null, mode: 'new', driftSeconds: null, records, settled });

/** Sends everything that waits, as far as the outbox can tell. */
function sendAll(): void {
  for (const batch of outbox.ready(1000)) {
    const results = batch.records.map(() => ({ result: 'stored' as const }));
    outbox.acknowledge(batch.id, { results, usersCreated: [], held: 0 });
  }
}

function reopen(limitBytes = 1e9): void {
  outbox.close();
  outbox = new Outbox({ stateDir, limitBytes, now: () => Date.UTC(2026, 2, 2, 3, 4, 5) });
}

test('settled records may be sent at once, while those of a read wait for its end', () => {
  accept(someRecords(2));
  accept(someRecords(2, 10), false);
  expect(outbox.ready(10).map(({ records }) => records.length)).toEqual([2]);
  outbox.discard(serial);
  expect(outbox.waiting().records).toBe(2);
});

test('a file that is not a database is set aside, and the bridge keeps its identity', () => {
  outbox.enrolments.bind(enrolment);
  outbox.close();
  const noise = 'not a database, whatever it is called'.repeat(200);
  writeFileSync(file, noise);
  reopen();
  expect(outbox.damaged?.file).toBe(`${file}.damaged-20260302T030405Z`);
  expect(readFileSync(outbox.damaged?.file ?? '', 'utf8')).toBe(noise);
  expect(outbox.enrolments.current()).toEqual(enrolment);
  expect(accept(someRecords(3))).toBe(3);
  reopen();
  expect(outbox.damaged).toBeNull();
});

test('what waited in a damaged outbox is saved as far as it can be read', () => {
  outbox.enrolments.bind(enrolment);
  accept(someRecords(2000));
  outbox.close();
  const pages = new DatabaseSync(file);
  pages.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { rootpage } =
    pages.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'outbox_size'").get() ?? {};
  pages.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (Number(rootpage) - 1) * 4096, Number(rootpage) * 4096);
  writeFileSync(file, bytes);
  reopen();
  expect(outbox.damaged?.reason).toMatch(/integrity|malformed/);
  expect(outbox.ready(10).flatMap(({ records }) => records)).toEqual(someRecords(2000));
  expect(accept(someRecords(2000))).toBe(0);
});

test('an outbox of a newer version is refused, not set aside', () => {
  outbox.close();
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => new Outbox({ stateDir, limitBytes: 1e9 })).toThrow(/layout 99/);
  expect(readdirSync(stateDir).some((name) => name.includes('damaged'))).toBe(false);
  rmSync(file);
  reopen();
});

test('a removed outbox needs no new enrolment, and counts everything as unsent', () => {
  outbox.enrolments.bind(enrolment);
  accept(someRecords(3));
  outbox.close();
  for (const name of readdirSync(stateDir)) if (name.startsWith('outbox.db')) rmSync(join(stateDir, name));
  reopen();
  expect(outbox.enrolments.current()).toEqual(enrolment);
  expect(accept(someRecords(3))).toBe(3);
});

test('another cloud does not learn how far the previous one has stored the logs, and its zones are forgotten', () => {
  outbox.enrolments.bind(enrolment);
  const completeThrough = '2026-03-02T00:00:00Z' as Instant;
  outbox.terminals.remember({
    serial,
    address: '192.0.2.10:4370',
    state: 'online',
    records: 3,
    completeThrough,
  });
  outbox.terminals.rememberZones(new Map([[serial, 'Asia/Kolkata']]));
  reopen();
  expect(outbox.terminals.reports()).toMatchObject([{ serial, records: 3, completeThrough }]);
  expect([...outbox.terminals.zones()]).toEqual([[serial, 'Asia/Kolkata']]);
  outbox.enrolments.bind({ ...enrolment, bridgeId: anId('brg', 2) });
  expect(outbox.terminals.reports()).toEqual([
    { serial, address: '192.0.2.10:4370', state: 'online', records: 3 },
  ]);
  expect([...outbox.terminals.zones()]).toEqual([]);
});

test('only its owner can read the identity', () => {
  outbox.enrolments.bind(enrolment);
  const identity = join(stateDir, 'identity.json');
  expect(statSync(identity).mode & 0o777).toBe(0o600);
  chmodSync(identity, 0o644);
  expect(() => outbox.enrolments.current()).toThrow(/chmod 0600/);
  expect(existsSync(`${identity}.new`)).toBe(false);
});

test('a bridge that was killed between its identity and its outbox ties them at the next start', () => {
  outbox.enrolments.bind(enrolment);
  accept(someRecords(3));
  const other = { ...enrolment, bridgeId: anId('brg', 2) };
  writeFileSync(join(stateDir, 'identity.json'), JSON.stringify(other));
  reopen();
  expect(outbox.enrolments.current()).toEqual(other);
  expect(accept(someRecords(3))).toBe(3);
});

test('a full outbox says so, also after a restart, until a fifth of it is free again', () => {
  const seen: boolean[] = [];
  reopen(100_000);
  outbox.fullness.listen((full) => seen.push(full));
  accept(someRecords(1000));
  expect(() => accept(someRecords(1000, 1000))).toThrow(/reached its limit/);
  expect(outbox.fullness.isFull).toBe(true);
  expect(outbox.waiting().records).toBe(1000);
  expect(readOutboxStatus(stateDir)?.fullSince).toBe('2026-03-02T03:04:05.000Z');
  reopen(100_000);
  expect(outbox.fullness.isFull).toBe(true);
  outbox.fullness.listen((full) => seen.push(full));
  sendAll();
  expect(outbox.fullness.isFull).toBe(false);
  expect(readOutboxStatus(stateDir)?.fullSince).toBeNull();
  expect(accept(someRecords(1000, 1000))).toBe(1000);
  expect(seen).toEqual([true, false]);
});

test('a full outbox stays full until there is room for what did not fit', () => {
  accept(someRecords(1000));
  const limitBytes = Math.ceil(outbox.waiting().bytes / 0.7);
  reopen(limitBytes);
  const seen: boolean[] = [];
  outbox.fullness.listen((full) => seen.push(full));
  expect(() => accept(someRecords(1000, 1000))).toThrow(/reached its limit/);
  // Nothing has left: whoever read on now would be stopped at the same place.
  outbox.tidy();
  expect(seen).toEqual([true]);
  sendAll();
  outbox.tidy();
  expect(seen).toEqual([true, false]);
});

test('what left the outbox leaves the disk', () => {
  accept(someRecords(40_000));
  sendAll();
  const before = statSync(file).size + statSync(`${file}-wal`).size;
  outbox.tidy();
  expect(statSync(file).size + statSync(`${file}-wal`).size).toBeLessThan(before / 2);
});

test('identities are forgotten when the terminal has overwritten their records, and no others are', () => {
  accept(someRecords(100));
  const span = new LogSpan();
  span.note(someRecords(60, 40));
  outbox.prune(serial, span.earliest());
  expect(accept(someRecords(60, 40))).toBe(0);
  expect(accept(someRecords(40))).toBe(40);
});

test('a record without a time keeps every identity, and an empty log forgets none', () => {
  const undated = { ...someRecords(1)[0], pin: '', time: '' } as TerminalRecord;
  accept([...someRecords(10), undated]);
  const span = new LogSpan();
  outbox.prune(serial, span.earliest());
  span.note([...someRecords(1, 9), undated]);
  outbox.prune(serial, span.earliest());
  expect(accept([...someRecords(10), undated])).toBe(0);
});
