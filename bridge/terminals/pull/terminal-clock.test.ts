import { describe, expect, test } from 'vitest';
import type { CloudClock } from '#bridge/cloud/index.ts';
import { TerminalConfig } from '#bridge/config/index.ts';
import type { LogLine } from '#bridge/log/index.ts';
import { UnkeepableTime } from '#bridge/terminals/zk/index.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import type { WallTime } from '#shared/time/wall-time.ts';
import { keepClock } from './terminal-clock.ts';
import type { TerminalConversation } from './terminal-reader.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const clock = { now: () => now, offsetMilliseconds: () => 0, isKnown: () => true } as CloudClock;
const terminal = TerminalConfig.parse({ host: '192.0.2.7', setClock: true });
const address = '192.0.2.7:4370';

/** Keeps the clock of a terminal that is ten minutes slow, and whose setting fails. */
async function keep(failure: unknown) {
  const logged: LogLine[] = [];
  const conversation = {
    clock: async () => ({ terminalTime: '2026-03-02T08:50:00', measuredAtMs: now, roundTripMs: 1 }),
    setClock: async () => {
      throw failure;
    },
  } as unknown as TerminalConversation;
  const state = await keepClock(conversation, terminal, {
    clock,
    zone: 'UTC',
    log: (line) => logged.push(line),
  });
  return { state, events: logged.map(({ event }) => event) };
}

describe('a clock that cannot be set', () => {
  test.each([
    new UnkeepableTime('2100-01-01T00:00:00' as WallTime),
    new TerminalFault('unexpected-reply', { address, during: 'setting the clock', reply: 2001 }),
  ])('stays as it is, and the log says why: %s', async (failure) => {
    expect(await keep(failure)).toEqual({
      state: { driftSeconds: -600 },
      events: ['terminal.clock-not-set'],
    });
  });

  test('because of a defect of ours is not reported as the terminal’s fault', async () => {
    const defect = new RangeError('The value of "offset" is out of range.');
    await expect(keep(defect)).rejects.toBe(defect);
  });
});
