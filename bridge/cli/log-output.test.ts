import { expect, test } from 'vitest';
import { logOutput } from './log-output.ts';

function written(isTTY: boolean, verbose = false): string[] {
  const lines: string[] = [];
  const target = { isTTY, write: (text: string) => lines.push(text) };
  const log = logOutput(target, verbose, () => Date.UTC(2026, 2, 1, 8, 30));
  log({ level: 'warn', event: 'terminal.busy', message: 'It is busy.', facts: { serial: 'A1' } });
  log({ level: 'debug', event: 'cloud.retry', message: 'Again.' });
  return lines;
}

test('a log is readable text on a console', () => {
  expect(written(true)).toEqual(['08:30:00 ! It is busy.\n']);
});

test('a log is JSON lines elsewhere', () => {
  expect(written(false).map((line) => JSON.parse(line))).toEqual([
    {
      time: '2026-03-01T08:30:00.000Z',
      level: 'warn',
      event: 'terminal.busy',
      message: 'It is busy.',
      serial: 'A1',
    },
  ]);
});

test('debug lines are written only when asked for', () => {
  expect(written(true, true)).toHaveLength(2);
});
