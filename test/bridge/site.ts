/** Sets up a bridge with simulated terminals and a scripted cloud for one test. @module */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig, type TerminalConfig } from '#bridge/config/index.ts';
import type { LogLine } from '#bridge/log/index.ts';
import { startTerminalSimulator, type TerminalSimulator } from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import type { BridgeTiming } from '#bridge/work/bridge-context.ts';
import { type RunningBridge, startBridge } from '#bridge/work/index.ts';
import { aClock, type TestClock } from '#test/support/clock.ts';
import { type ScriptedCloud, startScriptedCloud } from './scripted-cloud.ts';

/** A customer's site under test: a cloud, terminals, and the folder of a bridge. All of it ends with the test. */
export interface Site {
  cloud: ScriptedCloud;
  terminals: TerminalSimulator[];
  config: BridgeConfig;
  logged: LogLine[];
  /** What time it is for the cloud, the bridge, and terminals that have no clock of their own. */
  clock: TestClock;
  /** Starts the bridge, with waits that suit a test. */
  start(timing?: Partial<BridgeTiming>): RunningBridge;
}

/** Waits that suit a test. */
export const quickTiming = {
  terminalRetrySeconds: [0.01, 0.01, 0.01],
  cloudBackoff: { firstSeconds: 0.01, longestSeconds: 0.05 },
  progressSeconds: 0.05,
  shortestPollSeconds: 0.02,
  lookAroundSeconds: 0.1,
  leastMarkSeconds: 0,
  requestTimeoutSeconds: 30,
};

/**
 * Sets a site up and enrols its bridge.
 * @param terminals - simulated terminals
 * @param change - differences of the configuration
 * @param eachTerminal - settings of every terminal
 * @param clock - what time it is; default: that of all tests
 */
export async function aSite(
  terminals: readonly SimulatorOptions[],
  change: Partial<BridgeConfig> = {},
  eachTerminal: Partial<TerminalConfig> = {},
  clock: TestClock = aClock(),
): Promise<Site> {
  const cloud = await startScriptedCloud(clock);
  onTestFinished(() => cloud.close());
  const simulators = await Promise.all(
    terminals.map((options) => startTerminalSimulator({ clock: clock.now, ...options })),
  );
  for (const simulator of simulators) onTestFinished(() => simulator.close());
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-site-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = {
    ...BridgeConfig.parse({
      cloud: cloud.url,
      name: 'Test site',
      stateDir: join(folder, 'state'),
      terminals: simulators.map(({ host, port }) => ({ host, port, ...eachTerminal })),
    }),
    ...change,
  };
  await enrolSite(config, cloud.token, clock.now);
  const logged: LogLine[] = [];
  return {
    cloud,
    terminals: simulators,
    config,
    logged,
    clock,
    start(timing = {}) {
      const bridge = startBridge({
        config,
        log: (line) => logged.push(line),
        now: clock.now,
        timing: { ...quickTiming, ...timing },
      });
      onTestFinished(() => bridge.stop());
      return bridge;
    },
  };
}
