/** What bridge and updater tell each other through the state folder, neither of which believes what lies there. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  forgetFailedUpdate,
  keepOrderedUpdates,
  type LastUpdate,
  noteLastUpdate,
  readLastUpdate,
  readOrderedUpdates,
} from './update-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-update-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const order = { from: 'https://releases.example/bridge/', afterHours: 24 };
const at = '2026-03-02T08:00:00Z' as LastUpdate['at'];

test('an order is news once, and again when it has changed or is taken back', () => {
  expect(readOrderedUpdates(folder)).toBeUndefined();
  expect(keepOrderedUpdates(folder, undefined)).toBeUndefined();
  expect(keepOrderedUpdates(folder, { ...order, later: 'unknown here' })).toEqual(order);
  expect(keepOrderedUpdates(folder, order)).toBeUndefined();
  expect(readOrderedUpdates(folder)).toEqual(order);
  expect(keepOrderedUpdates(folder, { ...order, afterHours: 0 })).toEqual({ ...order, afterHours: 0 });
  expect(keepOrderedUpdates(folder, undefined)).toBeNull();
  expect(readOrderedUpdates(folder)).toBeUndefined();
});

test.each(['/srv/releases', 'http://releases.example/', 'https://me:secret@releases.example/'])(
  'an order to take releases from %s is none',
  (from) => {
    keepOrderedUpdates(folder, order);
    expect(keepOrderedUpdates(folder, { ...order, from })).toBeNull();
    writeFileSync(join(folder, 'ordered-updates.json'), JSON.stringify({ ...order, from }));
    expect(readOrderedUpdates(folder)).toBeUndefined();
  },
);

test('a damaged order counts as none, and the cloud writes it anew', () => {
  writeFileSync(join(folder, 'ordered-updates.json'), '{"from":');
  expect(readOrderedUpdates(folder)).toBeUndefined();
  expect(keepOrderedUpdates(folder, order)).toEqual(order);
});

test('the updater reads and writes through no link', () => {
  const elsewhere = join(folder, 'elsewhere');
  writeFileSync(elsewhere, JSON.stringify(order));
  symlinkSync(elsewhere, join(folder, 'ordered-updates.json'));
  symlinkSync(elsewhere, join(folder, 'last-update.json'));
  symlinkSync(elsewhere, join(folder, 'last-update.json.new'));
  expect(readOrderedUpdates(folder)).toBeUndefined();
  noteLastUpdate(folder, { version: '0.2.0', at, result: 'updated' });
  expect(readLastUpdate(folder)).toEqual({ version: '0.2.0', at, result: 'updated' });
  expect(readFileSync(elsewhere, 'utf8')).toBe(JSON.stringify(order));
});

test('that a release could not be had is forgotten once it can; what was taken back stays', () => {
  noteLastUpdate(folder, { at, result: 'failed', reason: 'nobody answers' });
  forgetFailedUpdate(folder);
  expect(readLastUpdate(folder)).toBeUndefined();
  noteLastUpdate(folder, { version: '0.2.0', at, result: 'taken-back', reason: 'it fell silent' });
  forgetFailedUpdate(folder);
  expect(readLastUpdate(folder)).toMatchObject({ result: 'taken-back' });
});
