/** The bridge API answers heartbeats with tasks, and takes in the progress and the end of each task. @module */

import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import { completeTask, heartbeat, reportProgress, usersToSend } from '../domain/downloads/index.ts';
import { KnownUpdates, terminalListFor } from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { measure } from '../observe/metrics.ts';
import { correlate } from '../observe/trace.ts';
import type { BridgeRuntime } from '../runtime.ts';
import { bridgeOf, bridgeOfOnce } from './actor.ts';

/** Handlers of a bridge's work: heartbeat, list of terminals, users to write, progress, completion. */
export function taskHandlers(
  runtime: BridgeRuntime,
): Pick<
  Handlers<typeof bridgeApi>,
  'heartbeat' | 'getTerminalList' | 'listUsersToSend' | 'reportProgress' | 'completeTask'
> {
  const known = new KnownUpdates();
  return {
    heartbeat: async ({ body }, call) => {
      const { actor, bridgeId, signedAtSeconds, nonce } = bridgeOf(runtime, call);
      const beat = {
        version: body.version,
        terminals: body.terminals,
        partial: body.partial,
        unnamed: body.unnamed,
        about: { host: body.host, platform: body.platform, updates: body.updates, found: body.found },
        cloudTerminals: body.cloudTerminals,
        outbox: body.outbox,
        running: body.running,
        take: body.take,
        signedAtSeconds,
        nonce,
      };
      const answer = await heartbeat(actor, bridgeId, beat, known);
      const { waiting, oldestAt } = body.outbox;
      if (waiting > 0 && oldestAt !== undefined) {
        const oldestUnsentSeconds = Math.max(0, (epochOf(actor.now) - epochOf(oldestAt)) / 1000);
        const { organisation } = actor.stores;
        measure('outbox waits', { oldestUnsentSeconds }, { organisation, bridgeId, waiting });
      }
      return { body: { serverTime: actor.now, ...answer } };
    },
    getTerminalList: async (_input, call) => {
      const { actor, bridgeId } = bridgeOf(runtime, call);
      return { body: await terminalListFor(actor, bridgeId) };
    },
    listUsersToSend: async ({ params }, call) => {
      correlate(params.taskId);
      const { actor, bridgeId } = bridgeOf(runtime, call);
      return { body: { users: await usersToSend(actor, bridgeId, params.taskId) } };
    },
    reportProgress: async ({ params, body }, call) => {
      correlate(params.taskId);
      const { actor, bridgeId } = await bridgeOfOnce(runtime, call);
      await reportProgress(actor, bridgeId, params.taskId, body);
      return { body: undefined };
    },
    completeTask: async ({ params, body }, call) => {
      correlate(params.taskId);
      const { actor, bridgeId } = await bridgeOfOnce(runtime, call);
      if (body.outcome === 'failed' && !body.fault) {
        throw new RollcallError('request.invalid', {
          issues: [{ in: 'body', path: '/fault', message: 'must say why the task failed' }],
        });
      }
      await completeTask(actor, bridgeId, params.taskId, body);
      return { body: undefined };
    },
  };
}
