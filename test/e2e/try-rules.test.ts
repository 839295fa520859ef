import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-try-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Punches of the users 7 and 8 in the order of a log. */
function punchFile(): string {
  const line = (pin: string, time: string) =>
    JSON.stringify({ serial: 'SAMPLE1', pin, time, status: 255, verify: 1, workCode: '' });
  return file(
    'punches.ndjson',
    [
      ...['2026-03-02 08:52:10', '2026-03-02 12:01:00', '2026-03-02 12:58:00', '2026-03-02 18:04:00'].map(
        (time) => line('7', time),
      ),
      line('08', '2026-03-02 09:00:00'),
      line('8', '2026-03-02 19:30:00'),
    ].join('\n'),
  );
}

function tryRules(...args: string[]) {
  const script = fileURLToPath(new URL('../../scripts/try-rules.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

interface Day {
  userId: string;
  date: string;
  worked: number;
  status: string;
}

function daysOf(...args: string[]): Day[] {
  const { stdout, stderr } = tryRules(...args, '--json');
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Day);
}

describe('npm run try-rules', () => {
  test('shows what a preset makes of punches, with the sums by pay code', () => {
    const { status, stdout } = tryRules('office', '--punches', punchFile());
    expect(status).toBe(0);
    expect(stdout).toMatch(/^7\n.*\n +2026-03-02 +mon +present +08:52 +12:01 +12:58 +18:04 +8:07\n/);
    expect(stdout).toContain('worked 8:07, regular 8:07, short 0:00, balance 0:00');
    expect(stdout).toContain('OT15 × 1.5: ');
  });

  test('has a column for whatever occurs and a sum of each figure', () => {
    const time = (wall: string) =>
      JSON.stringify({ serial: 'S1', pin: '7', time: wall, status: 255, verify: 1, workCode: '' });
    const punches = file(
      'week.ndjson',
      ['2026-03-02 09:11:00', '2026-03-02 20:00:00', '2026-03-04 09:00:00', '2026-03-04 17:30:00']
        .map(time)
        .join('\n'),
    );
    const inputs = file(
      'week.yaml',
      'leaves: [ { type: annual, from: 2026-03-05, to: 2026-03-06, portion: { kind: full } } ]\n',
    );
    const { stdout } = tryRules('office', '--punches', punches, '--inputs', inputs, '--to', '2026-03-08');
    const [id, titles, ...lines] = stdout.split('\n');
    expect(id).toBe('7');
    expect(titles?.trim().split(/ {2,}/)).toEqual([
      'date',
      'day',
      'status',
      'in',
      'out',
      'done',
      'work',
      'OT15 × 1.5',
      'short',
      'late',
      'early',
      'leave',
      'remarks',
    ]);
    expect(lines.slice(6).map((line) => line.trim())).toEqual([
      '6 days: 2 present, 2 absent, 1 leave, 1 rest-day',
      'expected 32:00',
      'worked 19:19, regular 16:04, short 16:00, balance 0:00',
      'OT15 × 1.5: 3:15',
      'late 0:11 on 1 day, left early 0:30 on 1 day, absent 2 days',
      'leave, annual: 8:00',
      '',
      '',
    ]);
  });

  test('shows further shifts, times of the next day and times that nobody punched', () => {
    const rules = file(
      'night.yaml',
      'defaultScheduleId: day\nrules: { columns: { autoClose: { kind: scheduled } } }\nschedules:\n  - id: day\n    name: Day\n' +
        '    kind: daily\n    day: { shifts: [ { slots: { in: 06:00, out: 10:00 } }, { slots: { in: 22:00, out: 02:00 } } ] }\n',
    );
    const line = (time: string, status: number) =>
      JSON.stringify({ serial: 'S1', pin: '7', time, status, verify: 1, workCode: '' });
    const punches = file(
      'night.ndjson',
      [line('2026-03-02 06:00:00', 0), line('2026-03-02 10:00:00', 1), line('2026-03-02 22:00:00', 0)].join(
        '\n',
      ),
    );
    const { stdout } = tryRules(rules, '--punches', punches);
    expect(stdout.split('\n').slice(2, 5)).toEqual([
      expect.stringMatching(/06:00 +10:00 +8:00/),
      expect.stringMatching(/^ +22:00 +\+02:00~$/),
      '  (+ on the next day; ~ derived by a rule: nobody punched it)',
    ]);
  });

  test('explains every day in sentences when asked', () => {
    const { stdout } = tryRules('office', '--punches', punchFile(), '--user', '7', '--explain');
    expect(stdout).toContain('\n  2026-03-02, monday: present, worked 8:07\n    Plan\n');
    expect(stdout).toContain('IN 08:52:10 by a rounding range counts as 09:00 (rounding.in).');
  });

  test('makes one input per user, by ids without leading zeros', () => {
    const days = daysOf('office', '--punches', punchFile());
    expect(days.map(({ userId, date }) => [userId, date])).toEqual([
      ['7', '2026-03-02'],
      ['8', '2026-03-02'],
    ]);
  });

  test('takes rules from a YAML file, and leave and corrections from another', () => {
    const rules = file(
      'rules.yaml',
      'defaultScheduleId: day\nschedules:\n  - id: day\n    name: Day\n    kind: daily\n    day: { shifts: [ { slots: { in: 09:00, out: 17:00 } } ] }\n',
    );
    const inputs = file(
      'inputs.yaml',
      'leaves: [ { type: annual, from: 2026-03-03, to: 2026-03-04, portion: { kind: full } } ]\n' +
        'corrections: [ { kind: set-slot, date: 2026-03-02, column: out, wallTime: 2026-03-02T16:00:00 } ]\n',
    );
    const days = daysOf(
      rules,
      '--punches',
      punchFile(),
      '--inputs',
      inputs,
      '--user',
      '8',
      '--to',
      '2026-03-04',
    );
    expect(days.map(({ status, worked }) => [status, worked / 3_600])).toEqual([
      ['present', 7],
      ['leave', 0],
    ]);
  });

  test.each([
    [['office'], 'Name the punches: --punches FILE.'],
    [['nowhere.yaml', '--punches', 'PUNCHES'], 'There is no file nowhere.yaml.'],
    [['BAD', '--punches', 'PUNCHES'], '/schedules/0/name: line 2: '],
    [['office', '--punches', 'nowhere.ndjson'], 'There is no file nowhere.ndjson.'],
    [['office', '--punches', 'PUNCHES', '--zone', 'Mars'], '--zone takes a time zone'],
    [['office', '--punches', 'PUNCHES', '--from', '2026-02-30'], '--from takes a date'],
    [['office', '--punches', 'PUNCHES', '--inputs', 'BAD'], 'does not have the form that --help shows'],
    [['office', '--punches', 'PUNCHES', '--inputs', 'LEAVE'], 'leaves, entry 1:'],
  ])('%j is refused in words: %s', (args, words) => {
    const files: Record<string, string> = {
      PUNCHES: punchFile(),
      BAD: file('bad.yaml', 'schedules:\n  - id: x\n    kind: weekly\n'),
      LEAVE: file('leave.yaml', 'leaves: [ { type: annual } ]\n'),
    };
    const { status, stderr, stdout } = tryRules(...args.map((arg) => files[arg] ?? arg));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
