/** A diagnosis is never too large to be sent, however many terminals are at fault. */
import { expect, test } from 'vitest';
import {
  DiagnosisBundle,
  mostDiagnosedTerminals,
  mostDiagnosisBytes,
} from '#shared/contract/diagnosis-bundle.ts';
import { fitBundle } from './fit-bundle.ts';

const at = '2026-03-02T08:00:00Z';

function aBundle(terminals: number): DiagnosisBundle {
  return DiagnosisBundle.parse({
    madeAt: at,
    program: {
      version: '0.1.0',
      node: 'v24.0.0',
      platform: 'linux-x64',
      isRunning: true,
      usedMemoryBytes: 1,
    },
    machine: { upSeconds: 1, processors: 1, freeMemoryBytes: 1, totalMemoryBytes: 2 },
    outbox: { waiting: 0, refused: 0, bytes: 0, limitBytes: 1, isDiskFull: false },
    settings: { parallelTerminals: 8, realtimeSessions: 250, longestPollSeconds: 60, probeSeconds: 300 },
    cloud: {
      address: 'https://rollcall.example',
      isReached: true,
      tookMilliseconds: 5,
      hasProxy: false,
      hasOwnCertificates: false,
    },
    terminals: Array.from({ length: Math.min(terminals, mostDiagnosedTerminals) }, (_, index) => ({
      serial: `TEST${index}`,
      address: `192.0.2.${index % 250}:4370`,
      pushes: false,
      configured: true,
      hasCommKey: false,
      realtime: true,
      setClock: false,
      transport: 'auto',
      state: 'unreachable',
      fault: { code: 'unreachable', message: 'é'.repeat(500) },
      knock: { answer: 'no-answer', tookMilliseconds: 2000 },
    })),
    log: [],
    leftOutLines: 0,
  });
}

const lines = DiagnosisBundle.shape.log.parse(
  Array.from({ length: 500 }, (_, index) => ({
    at,
    level: 'info',
    event: 'terminal.online',
    message: 'x'.repeat(500),
    facts: { records: index },
  })),
);

test.each([0, 1, 200, 500, 1000])('with %d terminals it can be sent, with the latest lines', (terminals) => {
  const fitted = fitBundle(aBundle(terminals), lines);
  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(mostDiagnosisBytes);
  expect(() => DiagnosisBundle.parse(fitted)).not.toThrow();
  expect(fitted.terminals).toHaveLength(terminals);
  expect(fitted.leftOutLines + fitted.log.length).toBe(500);
  expect(fitted.log).toEqual(lines.slice(fitted.leftOutLines));
  expect(fitted.log.length).toBeGreaterThan(terminals < 1000 ? 0 : -1);
});

/** As many as the configuration, the cloud's list and those that push can be, with all that a terminal can have. */
function manyTerminals(count: number) {
  const [one] = aBundle(1).terminals;
  if (one === undefined) throw new Error('no terminal');
  return Array.from({ length: count }, (_, index) => ({
    ...one,
    serial: DiagnosisBundle.shape.terminals.element.shape.serial.parse(`TEST${index}`.padEnd(32, '-')),
    address: `${'a'.repeat(174)}${index + 10_000}:65535`,
    zone: 'America/Argentina/ComodRivadavia',
    clockDriftSeconds: -2_147_483_648,
    records: 4_294_967_295,
    missingRecords: 4_294_967_295,
    state: index % 3 === 0 ? ('online' as const) : ('unreachable' as const),
    configured: index % 3 !== 1 || index < 600,
  }));
}

test.each([1000, 1001, 1500, 2500])(
  'of %d terminals with all that can be said those stay that are not well',
  (count) => {
    const fitted = fitBundle({ ...aBundle(0), terminals: manyTerminals(count) }, lines);
    expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(mostDiagnosisBytes);
    expect(() => DiagnosisBundle.parse(fitted)).not.toThrow();
    expect(fitted.terminals.length + (fitted.leftOutTerminals ?? 0)).toBe(count);
    const ranks = fitted.terminals.map(({ configured, state }) =>
      !configured ? 2 : state === 'online' ? 1 : 0,
    );
    const sick = manyTerminals(count).filter(
      ({ configured, state }) => configured && state !== 'online',
    ).length;
    expect(ranks.filter((rank) => rank === 0)).toHaveLength(Math.min(sick, fitted.terminals.length));
  },
);

test('more terminals than a bundle may have lose those that are well, and keep their order', () => {
  const [one] = aBundle(1).terminals;
  if (one === undefined) throw new Error('no terminal');
  const { fault: _fault, ...well } = one;
  const online = Array.from({ length: 700 }, () => ({ ...well, state: 'online' as const }));
  const sick = Array.from({ length: 400 }, () => ({ ...one, fault: { code: 'unreachable', message: '' } }));
  const { terminals, leftOutTerminals } = fitBundle(
    { ...aBundle(0), terminals: [...online, ...sick] },
    lines,
  );
  expect([terminals.length, leftOutTerminals]).toEqual([1000, 100]);
  expect(terminals.slice(-400).every(({ state }) => state === 'unreachable')).toBe(true);
});
