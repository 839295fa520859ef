/** Sets up an organisation with a bridge at work that reads simulated terminals over sockets. @module */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { startTerminalSimulator, type TerminalSimulator } from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import { startBridge } from '#bridge/work/index.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, type Organisation, type TestCloud } from './cloud.ts';
import { until } from './until.ts';

/** A terminal on the network, an organisation in the cloud, and a bridge at work between them. */
export interface SiteAtWork extends Organisation {
  terminal: TerminalSimulator;
  /** Starts the terminal anew, at the same address. */
  restart(): Promise<TerminalSimulator>;
}

/**
 * Starts a terminal and a bridge that reads it, and waits until the cloud has heard of both.
 * @param ends - takes what ends each part, in the order in which they were started
 */
export async function aSiteAtWork(
  cloud: TestCloud,
  simulated: SimulatorOptions,
  ends: (end: () => unknown) => void,
): Promise<SiteAtWork> {
  const options = { clock: cloudTime.now, ...simulated };
  const terminal = await startTerminalSimulator(options);
  ends(() => terminal.close());
  const organisation = await cloud.organisation();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-work-'));
  ends(() => rmSync(folder, { recursive: true }));
  const { host, port } = terminal;
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Test site',
    stateDir: join(folder, 'state'),
    terminals: [{ host, port, realtime: false }],
    poll: { maxSeconds: 5 },
  });
  const { token } = await organisation.api.createEnrolmentToken({ body: {} });
  await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({ config, log: () => {}, timing: quickTiming, now: cloudTime.now });
  ends(() => bridge.stop());
  await until(async () => {
    const { items } = await organisation.api.listTerminals({});
    return items.length > 0 && items.every(({ reported }) => reported === 'online');
  });
  return { ...organisation, terminal, restart: () => startTerminalSimulator({ ...options, port }) };
}
