import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PunchFileError, readPunchFile, readUserFile } from '#bridge/simulator/punch-files.ts';
import { writePunchLine } from '#shared/punch/punch-ndjson.ts';

const folder = mkdtempSync(join(tmpdir(), 'punch-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const punch = { pin: '', time: '2026-11-22 08:59:30', status: 255, verify: 15, workCode: '' };

describe('a punch file', () => {
  test('with several serials makes several terminals, and empty PINs survive', () => {
    const lines = ['A', 'B', 'A'].map((serial) => writePunchLine({ serial, ...punch }));
    expect(readPunchFile(file('two.ndjson', lines.join('\n')), 'X')).toEqual([
      { serial: 'A', punches: [punch, punch] },
      { serial: 'B', punches: [punch] },
    ]);
  });

  test('from a USB stick belongs to the serial that is given', () => {
    const path = file('1_attlog.dat', '\t2026-11-22 08:59:30\t1\t255\t15\t0\r\n');
    expect(readPunchFile(path, 'X')).toEqual([{ serial: 'X', punches: [punch] }]);
  });

  test('with a line that cannot be read is refused, with the line', () => {
    const path = file('bad.ndjson', `${writePunchLine({ serial: 'A', ...punch })}\n{"pin":1}\n`);
    expect(() => readPunchFile(path, 'X')).toThrow(/line 2/);
    expect(() => readPunchFile(path, 'X')).toThrow(PunchFileError);
  });

  test('that does not exist is named', () => {
    expect(() => readPunchFile('/nowhere/at/all', 'X')).toThrow(PunchFileError);
    expect(() => readPunchFile('/nowhere/at/all', 'X')).toThrow('/nowhere/at/all cannot be read');
  });
});

test('a user file is read, and a wrong line is named', () => {
  expect(readUserFile(file('users.ndjson', '{"pin":"0701","name":"Sample"}\n\n{"pin":"2"}\n'))).toEqual([
    { pin: '0701', name: 'Sample' },
    { pin: '2' },
  ]);
  expect(() => readUserFile(file('bad-users.ndjson', '{"pin":"1"}\n{"pin":2}\n'))).toThrow(/line 2/);
});
