/** `npm start` enrols a bridge at the first start and runs it beside the local cloud. @module */

import { join } from 'node:path';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig, openStateDir } from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import { Outbox } from '#bridge/outbox/index.ts';
import type { TerminalSimulator } from '#bridge/simulator/index.ts';
import { type RunningBridge, startBridge } from '#bridge/work/index.ts';
import type { ApiClient } from './api-client.ts';

/** What the bridge of one machine is started with. */
export interface LocalBridgeOptions {
  dataDir: string;
  cloudUrl: string;
  zone: string;
  terminals: readonly TerminalSimulator[];
  /** What the terminals ask for; default: nothing. */
  commKey?: number;
  api: ApiClient;
  log: BridgeLog;
}

/** Whether an earlier start has enrolled the bridge; updates its address of the cloud, whose port may have changed. */
function isEnrolled(config: BridgeConfig): boolean {
  openStateDir(config.stateDir);
  const outbox = new Outbox({ stateDir: config.stateDir, limitBytes: config.limits.outboxBytes });
  try {
    outbox.enrolments.moveTo(config.cloud);
    return outbox.enrolments.current() !== null;
  } finally {
    outbox.close();
  }
}

/** Starts a bridge beside the cloud; at the first start it enrols itself with a token of the API. */
export async function startLocalBridge(options: LocalBridgeOptions): Promise<RunningBridge> {
  const config = BridgeConfig.parse({
    cloud: options.cloudUrl,
    name: 'bridge on this machine',
    stateDir: join(options.dataDir, 'bridge'),
    // Without realtime every punch comes with the download, whose counts are then the whole story.
    terminals: options.terminals.map(({ host, port, serial }) => ({
      host,
      port,
      serial,
      zone: options.zone,
      realtime: false,
      ...(options.commKey === undefined ? {} : { commKey: options.commKey }),
    })),
    poll: { maxSeconds: 1 },
  });
  if (!isEnrolled(config)) {
    const { token } = await options.api.createEnrolmentToken({ body: {} });
    await enrolSite(config, token);
  }
  return startBridge({ config, log: options.log });
}
