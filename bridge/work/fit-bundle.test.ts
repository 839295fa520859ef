/** A diagnosis is never too large to be sent, however many terminals are at fault. */
import { expect, test } from 'vitest';
import { DiagnosisBundle, mostDiagnosisBytes } from '#shared/contract/diagnosis-bundle.ts';
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
    terminals: Array.from({ length: terminals }, (_, index) => ({
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
