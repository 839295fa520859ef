import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readOutboxStatus } from '#bridge/outbox/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aClock } from '#test/support/clock.ts';
import { aFolder, cli } from './command-line.ts';
import { aSite } from './site.ts';

const serial = 'TEST0000001';
const users = sampleUsers(20);
const blank: TerminalRecord = { pin: '', time: '', status: 0, verify: 0, workCode: '' };

/** A log in which a share of the records, spread over it, is all zero. */
function partlyBlank(records: number, share: number): TerminalRecord[] {
  return samplePunches(records, users).map((punch, index) =>
    Math.floor((index + 1) * share) > Math.floor(index * share) ? blank : punch,
  );
}

async function aTerminal(punches: TerminalRecord[], modes: string[] = []): Promise<string> {
  const simulator = await startTerminalSimulator({ serial, users, punches, modes, clock: aClock().now });
  onTestFinished(() => simulator.close());
  return `127.0.0.1:${simulator.port}`;
}

describe('probe', () => {
  test.each([
    [0.5, ['rec40']],
    [0.9, ['rec40']],
    [0.9, ['rec40', 'free-zero']],
    [0.5, ['rec49']],
    [0.9, ['rec16', 'user28']],
    [0.5, ['rec8a', 'user28']],
    [0.6, ['rec8b', 'user28']],
    [0.001, ['rec40']],
    [1, ['rec40']],
  ])('of a log with a share of %d blank in %j says how many, and writes the others', async (share, modes) => {
    const punches = partlyBlank(1000, share);
    const blanks = punches.filter((punch) => punch === blank).length;
    const file = join(aFolder(), 'punches.ndjson');
    const { code, stdout } = await cli(
      'probe',
      await aTerminal(punches, modes),
      '--zone',
      'UTC',
      '--punches',
      file,
    );
    expect(code).toBe(4);
    expect(stdout).toContain(`Not every record was read: ${1000 - blanks} of 1000 `);
    expect(stdout).toMatch(
      new RegExp(`\\n${blanks} of its 1000 records? (is|are) blank, .*order of the log: \\d`),
    );
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.filter((line) => line !== '')).toHaveLength(1000 - blanks);
  });

  test('names their places, and counts them as JSON', async () => {
    const punches = samplePunches(50, users).map((punch, at) => ([2, 3, 4, 9].includes(at) ? blank : punch));
    const { code, stdout } = await cli('probe', await aTerminal(punches), '--zone', 'UTC', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      records: 50,
      blankRecords: 4,
      fault: { code: 'incomplete', message: expect.stringContaining('3 to 5, 10') },
    });
  });
});

test('a log that is half blank keeps each blank by its place, and does not count as complete', async () => {
  const punches = partlyBlank(200, 0.5);
  const { cloud, start, logged, config } = await aSite([{ serial, users, punches }], {}, { realtime: false });
  start();
  const completion = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(completion).toMatchObject({
    outcome: 'failed',
    fault: { code: 'incomplete', message: expect.stringContaining('100 of its 200 records are blank') },
    counts: { read: 200, stored: 100, quarantined: 100 },
    terminal: { blankRecords: 100 },
  });
  expect(completion.completeThrough).toBeUndefined();
  expect(logged.filter(({ event }) => event === 'terminal.blank-records')).toHaveLength(1);
  expect(readOutboxStatus(config.stateDir)?.terminals).toMatchObject([{ serial, blankRecords: 100 }]);
  const again = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(again.counts).toMatchObject({ read: 200, stored: 0, quarantined: 0, duplicates: 200 });
});

test('a few blank records are said and do not keep a log from being complete', async () => {
  const punches = partlyBlank(200, 0.02);
  const { cloud, start } = await aSite([{ serial, users, punches }], {}, { realtime: false });
  start();
  const completion = await cloud.ended(cloud.addTask({ terminal: serial }));
  expect(completion).toMatchObject({ outcome: 'done', terminal: { blankRecords: 4 } });
  expect(completion.completeThrough).toBeDefined();
});

test('pull and status say how many are blank', async () => {
  const punches = partlyBlank(200, 0.5);
  const { config } = await aSite([{ serial, users, punches }]);
  const file = join(aFolder(), 'bridge.yaml');
  const { cloud, stateDir, terminals } = config;
  const hosts = terminals.map(({ host, port }) => ({ host, port }));
  writeFileSync(file, JSON.stringify({ cloud, stateDir, terminals: hosts }));
  const pulled = await cli('pull', '--config', file);
  expect(pulled.code).toBe(4);
  expect(pulled.stdout).toContain('100 of its 200 records are blank');
  const { stdout } = await cli('status', '--config', file);
  expect(stdout).toContain('100 of its records are blank; they are in quarantine.');
});
