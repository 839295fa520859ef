/** Summarises the outbox for the cloud: how much waits, since when, and whether there is room. @module */

import type * as z from 'zod';
import type { Outbox } from '#bridge/outbox/index.ts';
import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';

/** What the bridge reports to the cloud about its outbox. */
type OutboxReport = z.output<typeof bridgeApi.heartbeat.body>['outbox'];

/** How much waits in the outbox, since when, and whether there is room for more. */
export function outboxReport(outbox: Outbox): OutboxReport {
  const { records, bytes, oldestAt } = outbox.waiting();
  const { limitBytes, fullSince, disk } = outbox.fullness;
  return {
    waiting: records,
    bytes,
    limitBytes,
    ...(oldestAt === null ? {} : { oldestAt: instantFromEpoch(oldestAt) }),
    ...(fullSince === null ? {} : { fullSince }),
    ...(disk === null ? {} : { fullDisk: { ...disk, path: disk.path.slice(0, 200) } }),
  };
}
