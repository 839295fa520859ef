/** A log file keeps its size, goes on where it was, and stops nobody. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logFile } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a full file becomes the one before, also after a new start', () => {
  const file = join(folder, 'bridge.log');
  const log = logFile(file, 20);
  for (const line of ['first\n', 'second\n', 'third\n']) log.write(line);
  expect(readFileSync(file, 'utf8')).toBe('first\nsecond\nthird\n');
  logFile(file, 20).write('fourth\n');
  expect(readFileSync(file, 'utf8')).toBe('fourth\n');
  expect(readFileSync(`${file}.1`, 'utf8')).toBe('first\nsecond\nthird\n');
});

test('where nothing can be written, lines are lost and nothing else', () => {
  expect(() => logFile(join(folder, 'none', 'bridge.log')).write('line\n')).not.toThrow();
});
