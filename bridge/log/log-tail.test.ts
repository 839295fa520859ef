/** What of a log may leave the site: nothing that somebody has not decided on, whatever is logged one day. */
import { expect, test } from 'vitest';
import { DiagnosisLine, mostDiagnosisLines } from '#shared/contract/diagnosis-bundle.ts';
import type { LogLine } from './log-line.ts';
import { LogTail } from './log-tail.ts';

const at = Date.UTC(2026, 2, 2, 8);

function keptOf(...lines: LogLine[]) {
  const tail = new LogTail(() => at);
  const log = tail.of(() => undefined);
  for (const line of lines) log(line);
  return tail.lines();
}

test('sentences leave that are of addresses, serials and counts, and facts that the contract knows', () => {
  const message = 'Terminal TEST1 answers at 192.0.2.10:4370.';
  const facts = { serial: 'TEST1', address: '192.0.2.10:4370' };
  expect(keptOf({ level: 'info', event: 'terminal.online', message, facts })).toEqual([
    { at: '2026-03-02T08:00:00.000Z', level: 'info', event: 'terminal.online', message, facts },
  ]);
  const [fault] = keptOf({ level: 'warn', event: 'terminal.comm-key-wrong', message: 'x', facts });
  expect(fault).toMatchObject({ message: 'x', facts });
});

test.each<LogLine>([
  { level: 'error', event: 'task.broken', message: 'Planted Person 4711 is no number' },
  { level: 'warn', event: 'batch.refused', message: 'User 4711 has a name that is too long: Planted Person' },
  { level: 'warn', event: 'push.users-refused', message: 'Planted Person 4711' },
  { level: 'error', event: 'bridge.broken', message: 'cannot read property of Planted Person 4711' },
  { level: 'error', event: 'disk.full', message: '/home/planted-person-4711 is full' },
  {
    level: 'info',
    event: 'terminal.online',
    message: 'It answers.',
    facts: { name: 'Planted Person', pin: '4711', userId: '4711', commKey: 471147, path: '/home/planted' },
  },
  // Known names with values of other forms.
  {
    level: 'info',
    event: 'terminal.read',
    message: '.',
    facts: {
      serial: 'Planted Person',
      code: 'Planted 4711',
      users: '4711',
      through: '4711',
      address: 'Planted, 4711',
    },
  },
])('nothing of people leaves with $event', (line) => {
  const text = JSON.stringify(keptOf(line));
  expect(text).toContain(line.event);
  expect(text).not.toMatch(/planted|4711/i);
});

test('only the last lines are kept, each as the contract has it', () => {
  const line = (records: number): LogLine => ({
    level: 'debug',
    event: 'terminal.read',
    message: 'x'.repeat(2000),
    facts: { records, accepted: 0, fault: null },
  });
  const kept = keptOf(...Array.from({ length: 5 * mostDiagnosisLines + 3 }, (_, index) => line(index)));
  expect(kept).toHaveLength(mostDiagnosisLines);
  expect(kept.at(-1)?.facts).toEqual({ records: 5 * mostDiagnosisLines + 2, accepted: 0 });
  for (const one of kept) expect(() => DiagnosisLine.parse(one)).not.toThrow();
});
