import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder, openPrivateFolder } from './private-files.ts';
import { replacePrivateFile } from './replace-private-file.ts';
import { StartFailure } from './start-failure.ts';

let folder: string;
const modeOf = (...path: string[]) => (statSync(join(folder, ...path)).mode & 0o7777).toString(8);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-private-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What an older version left, with everything open to everybody. */
function wideData(...path: string[]): void {
  const data = join(folder, ...path);
  mkdirSync(join(data, 'cloud', 'dynamodb'), { recursive: true });
  writeFileSync(join(data, 'cloud', 'dynamodb', '000001.log'), 'rows');
  writeFileSync(join(data, 'local.json'), 'key');
  for (const inner of ['', 'cloud', 'cloud/dynamodb']) chmodSync(join(data, inner), 0o777);
  for (const file of ['cloud/dynamodb/000001.log', 'local.json']) chmodSync(join(data, file), 0o666);
}

test('a new folder is private from the beginning, with the parents that it needs', () => {
  openDataFolder(join(folder, 'a', 'b'), ['cloud']);
  expect([modeOf('a'), modeOf('a', 'b')]).toEqual(['700', '700']);
});

test('what an older version left open is closed, and nothing is given that was not', () => {
  wideData('data');
  writeFileSync(join(folder, 'data', 'cloud', 'read-only'), '');
  chmodSync(join(folder, 'data', 'cloud', 'read-only'), 0o444);
  openDataFolder(join(folder, 'data'), ['cloud', 'local.json', 'not-there']);
  expect([modeOf('data'), modeOf('data', 'cloud'), modeOf('data', 'cloud', 'dynamodb')]).toEqual([
    '700',
    '700',
    '700',
  ]);
  expect(modeOf('data', 'cloud', 'dynamodb', '000001.log')).toBe('600');
  expect(modeOf('data', 'local.json')).toBe('600');
  expect(modeOf('data', 'cloud', 'read-only')).toBe('400');
});

test('a folder that holds other things keeps its mode and theirs', () => {
  wideData();
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  chmodSync(join(folder, 'thesis.txt'), 0o644);
  openDataFolder(folder, ['cloud', 'local.json']);
  expect([modeOf(), modeOf('thesis.txt'), modeOf('cloud'), modeOf('local.json')]).toEqual([
    '755',
    '644',
    '700',
    '600',
  ]);
});

test('a folder that others can change is refused by its name', () => {
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  chmodSync(folder, 0o777);
  expect(() => openDataFolder(folder, ['cloud'])).toThrow(StartFailure);
  expect(() => openDataFolder(folder, ['cloud'])).toThrow(`${folder} holds other things`);
  chmodSync(folder, 0o1777);
  openDataFolder(folder, ['cloud']);
});

test('a link among the data is not followed', () => {
  mkdirSync(join(folder, 'elsewhere'));
  chmodSync(join(folder, 'elsewhere'), 0o755);
  mkdirSync(join(folder, 'data'));
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'data', 'cloud'));
  expect(() => openDataFolder(join(folder, 'data'), ['cloud'])).toThrow('cloud is a link');
  expect(() => openPrivateFolder(join(folder, 'data'))).toThrow('cloud is a link');
  expect(modeOf('elsewhere')).toBe('755');
});

test('a file is replaced whole and stays private, under any umask', () => {
  const before = process.umask(0);
  try {
    replacePrivateFile(join(folder, 'new', 'local.json'), 'one');
    replacePrivateFile(join(folder, 'new', 'local.json'), 'two');
  } finally {
    process.umask(before);
  }
  expect(readFileSync(join(folder, 'new', 'local.json'), 'utf8')).toBe('two');
  expect([modeOf('new'), modeOf('new', 'local.json')]).toEqual(['700', '600']);
});

test.each([
  ['below a file', () => join(folder, 'file', 'data')],
  ['a file', () => join(folder, 'file')],
  ['with a name that is too long', () => join(folder, 'x'.repeat(300))],
])('a folder that cannot be made is named, with the reason: %s', (_, pathOf) => {
  writeFileSync(join(folder, 'file'), '');
  const path = pathOf();
  for (const open of [() => openDataFolder(path, ['cloud']), () => openPrivateFolder(path)]) {
    expect(open).toThrow(StartFailure);
    expect(open).toThrow(/^Nothing can be kept in .*: .*(?:no folder|is too long)\. Name a folder/);
  }
});

test.skipIf(process.platform !== 'linux')(
  'where the system makes no folders a start ends, and says so',
  () => {
    expect(() => openDataFolder('/proc/rollcall/data', ['cloud'])).toThrow(/there is no such file or folder/);
  },
);
