/** Runs a cloud on disk in a process of its own, for the test that kills it. @module */

import { registerPushTerminal } from '#functions/domain/terminals/index.ts';
import type { HttpEvent } from '#functions/middleware/http.ts';
import { actorFor, openRuntime } from '#functions/runtime.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { loadHandlers } from '#infra/local/load-handlers.ts';
import { aSerial } from '#test/support/ids.ts';

const [dataDir = '', serial = ''] = process.argv.slice(2);

const cloud = await startLocalCloud({
  dataDir,
  port: 0,
  clock: false,
  handlers: async () => {
    const handlers = await loadHandlers();
    const iclock: typeof handlers.iclock = async (event, context) => {
      const answer = await handlers.iclock(event, context);
      if (!(event as HttpEvent).rawQueryString.includes('table=ATTLOG')) return answer;
      process.stdout.write('stored\n');
      return await new Promise(() => {});
    };
    return { ...handlers, iclock };
  },
});
const runtime = openRuntime();
await registerPushTerminal(
  actorFor(runtime, 'default', 'test', 'system'),
  runtime.directory,
  runtime.storesOf,
  {
    serial: aSerial(serial),
    push: { open: true },
  },
);
process.stdout.write(`${cloud.url}\n`);
