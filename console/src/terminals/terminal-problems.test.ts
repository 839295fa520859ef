import { expect, test } from 'vitest';
import { requireSerial } from '#shared/punch/serial.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Terminal } from './queries.ts';
import { isZoneWrong, loudnessOf, problemsOf } from './terminal-problems.ts';
import { stateOfTerminal } from './terminal-state.ts';

const aTerminal = (differing: Partial<Terminal> = {}): Terminal => ({
  serial: requireSerial('TEST1'),
  state: 'active',
  reported: 'online',
  version: 1,
  ...differing,
});

const since = instantFromEpoch(Date.parse('2026-04-01T08:00:00.000Z'));
const kinds = (differing: Partial<Terminal>) => problemsOf(aTerminal(differing)).map(({ kind }) => kind);

test('a terminal that answers, keeps time and has room has no problem', () => {
  expect(
    kinds({ records: 799, recordCapacity: 1_000, clockDriftSeconds: 59, clockOrderedAt: since }),
  ).toEqual([]);
});

test('the log is nearly full from 80 % on, and loud from 95 % on', () => {
  const loudness = (records: number) =>
    problemsOf(aTerminal({ records, recordCapacity: 1_000 })).map(loudnessOf);
  expect([799, 800, 949, 950].map(loudness)).toEqual([[], ['warning'], ['warning'], ['danger']]);
  expect(problemsOf(aTerminal({ records: 5, recordCapacity: 0 }))).toEqual([]);
});

test('a clock that is off by whole quarter hours has the wrong zone, and is not to be set', () => {
  expect([240, 600, 1_700, 4_000].map(isZoneWrong)).toEqual([false, false, false, false]);
  expect([900, -3_600, 19_830, 3_590].map(isZoneWrong)).toEqual([true, true, true, true]);
  expect(kinds({ clockDriftSeconds: -3_600, warnings: ['clock-drift'] })).toEqual(['zone']);
  expect(problemsOf(aTerminal({ clockDriftSeconds: -240, warnings: ['clock-drift'] }))).toEqual([
    { kind: 'clock', driftSeconds: -240, orderedAt: undefined },
  ]);
});

test('the state says since when; what is loud comes first, and a retired terminal has no problem', () => {
  const away = aTerminal({
    reported: 'unreachable',
    awaySince: since,
    clockDriftSeconds: 240,
    warnings: ['clock-drift', 'outbox-full'],
  });
  expect(stateOfTerminal(away)).toEqual({ state: 'unreachable', since });
  expect(problemsOf(away).map(({ kind }) => kind)).toEqual(['fault', 'outbox-full', 'clock']);
  expect(problemsOf({ ...away, state: 'retired' })).toEqual([]);
  expect(stateOfTerminal(aTerminal({ reported: 'silent', silentSince: since }))).toEqual({
    state: 'silent',
    since,
  });
  expect(stateOfTerminal({ serial: requireSerial('TEST1'), state: 'active', version: 1 }).state).toBe(
    'never-seen',
  );
  expect(kinds({ reported: 'silent', silentSince: since, pushes: true })).toEqual(['silent']);
});
