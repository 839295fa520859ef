import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  assertPrivate,
  holdStateDir,
  isHeld,
  openStateDir,
  StateDirError,
  touchPrivate,
} from './state-dir.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the state folder is made for its owner alone', () => {
  const state = join(folder, 'a', 'state');
  openStateDir(state);
  expect(statSync(state).mode & 0o777).toBe(0o700);
});

test('a folder that others can read is refused, not changed', () => {
  chmodSync(folder, 0o755);
  expect(() => openStateDir(folder)).toThrow(StateDirError);
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test('a file where the state folder should be is named as one, also by who only looks', () => {
  const file = join(folder, 'state');
  touchPrivate(file);
  for (const use of [openStateDir, isHeld])
    expect(() => use(file)).toThrow(`The state folder ${file} is a file.`);
  expect(() => openStateDir(join(file, 'below'))).toThrow(/cannot be made \(.*no folder\)/);
});

test('a secret that others can read is refused', () => {
  const secret = join(folder, 'key.pem');
  touchPrivate(secret);
  assertPrivate(secret);
  chmodSync(secret, 0o640);
  expect(() => assertPrivate(secret)).toThrow(/chmod 0600/);
});

test('one process works on a state folder at a time', () => {
  const lock = holdStateDir(folder);
  expect(() => holdStateDir(folder)).toThrow(/Another bridge process/);
  lock.release();
  holdStateDir(folder).release();
});
