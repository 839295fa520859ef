/** The soak's cloud runs in a process of its own, with its stores on disk, and fires the schedules when its parent says so. @module */

import { makeFirstKey } from '../../functions/first-start.ts';
import { openRuntime } from '../../functions/runtime.ts';
import type { ScheduleKind } from '../../infra/lambdas.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';

/** What the parent can ask for. */
export type Order =
  | { order: 'fire'; kind: ScheduleKind }
  | { order: 'settle' }
  | { order: 'collect' }
  | { order: 'stop' };

/** What this process answers. */
export type Report = { report: 'ready'; url: string; key: string } | { report: 'done'; left: number };

const [dataDir = ''] = process.argv.slice(2);

function tell(report: Report): void {
  process.send?.(report);
}

const cloud = await startLocalCloud({ dataDir, port: 0, clock: false, queueThread: true });
const key = await makeFirstKey(openRuntime(), 'soak');

process.on('message', async (order: Order) => {
  if (order.order === 'stop') {
    await cloud.stop();
    if (process.connected) process.disconnect();
    return;
  }
  // A heap that is hardly used is not collected for a long time: what is held shows only afterwards.
  if (order.order === 'collect') globalThis.gc?.();
  if (order.order === 'fire') await cloud.fire(order.kind);
  tell({ report: 'done', left: order.order === 'settle' ? await cloud.settle() : 0 });
});
// A parent that was killed leaves nothing behind.
process.on('disconnect', () => void cloud.stop(0));
tell({ report: 'ready', url: cloud.url, key });
