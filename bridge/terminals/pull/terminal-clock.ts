/** Measures a terminal's clock against the cloud's time, and sets it where the configuration says so. @module */

import type { CloudClock } from '#bridge/cloud/index.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import { UnkeepableTime } from '#bridge/terminals/zk/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { zoneShiftOf } from '#shared/time/clock-drift.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { clockDriftSeconds } from './clock-drift.ts';
import type { TerminalConversation } from './terminal-reader.ts';

/** A smaller drift is left alone: setting a clock disturbs the order of punches more than a few seconds do. */
const tolerableDriftSeconds = 30;
/** The same where somebody has ordered it: a terminal tells whole seconds. */
const orderedDriftSeconds = 1;

/** The state of a terminal's clock. */
export interface ClockState {
  /** Terminal's clock minus true time; `null` when it reports no time. */
  driftSeconds: number | null;
  /** By how much the clock was set just now; positive when it was slow. */
  setBySeconds?: number;
}

/** What {@link keepClock} works with. */
export interface ClockKeeping {
  clock: CloudClock;
  /** Zone of the terminal's clock. */
  zone: string;
  log: BridgeLog;
  /** Whether somebody has ordered the clock to be set now. */
  isOrdered?: boolean;
}

/**
 * Measures a terminal's clock, and sets it where its configuration says so and the drift is more than half a minute, and
 * not that of another zone.
 * True time is the cloud's; until the cloud has reported its time, no clock is set.
 * @throws TerminalFault when the line fails; firmware that reports no time is not a failure
 */
export async function keepClock(
  conversation: TerminalConversation,
  terminal: TerminalConfig,
  { clock, zone, log, isOrdered = false }: ClockKeeping,
): Promise<ClockState> {
  const driftSeconds = await measure(conversation, clock, zone);
  const tolerable = isOrdered ? orderedDriftSeconds : tolerableDriftSeconds;
  if (driftSeconds === null || Math.abs(driftSeconds) <= tolerable) return { driftSeconds };
  if ((!terminal.setClock && !isOrdered) || !clock.isKnown()) return { driftSeconds };
  // A wrong zone, in the configuration or in the cloud, makes a right clock look wrong: setting it would spoil it.
  if (zoneShiftOf(driftSeconds) !== null) return { driftSeconds };
  const wallTime = wallTimeOf(zoneNamed(zone).toWall(Math.round(clock.now() / 1000)));
  try {
    await conversation.setClock(wallTime);
  } catch (error) {
    if (!isTerminalFault(error, 'unexpected-reply') && !(error instanceof UnkeepableTime)) throw error;
    log({
      level: 'warn',
      event: 'terminal.clock-not-set',
      message: `The clock of ${addressOf(terminal)} is ${driftSeconds} s off and cannot be set: ${error.message}`,
      facts: { address: addressOf(terminal), driftSeconds },
    });
    return { driftSeconds };
  }
  log({
    level: 'warn',
    event: 'terminal.clock-set',
    message: `The clock of ${addressOf(terminal)} was ${driftSeconds} s off and has been set.`,
    facts: { address: addressOf(terminal), driftSeconds },
  });
  return { driftSeconds: await measure(conversation, clock, zone), setBySeconds: -driftSeconds };
}

async function measure(
  conversation: TerminalConversation,
  clock: CloudClock,
  zone: string,
): Promise<number | null> {
  try {
    const { terminalTime, measuredAtMs } = await conversation.clock();
    return clockDriftSeconds(terminalTime, measuredAtMs + clock.offsetMilliseconds(), zone);
  } catch (error) {
    if (isTerminalFault(error, 'unexpected-reply', 'corrupt')) return null;
    throw error;
  }
}
