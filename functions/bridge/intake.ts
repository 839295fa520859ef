/** The bridge API stores the punches and the users' details that a bridge has read from terminals. @module */

import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import type { BridgeId, TaskId } from '#shared/contract/ids.ts';
import type { Actor } from '../domain/actor.ts';
import { takeInDetails } from '../domain/downloads/index.ts';
import { ingest } from '../domain/punches/index.ts';
import { requireOwnTerminal } from '../domain/terminals/index.ts';
import { KnownUsers, takeInPushedUsers } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { BridgeRuntime } from '../runtime.ts';
import { bridgeOf, bridgeOfOnce } from './actor.ts';

/** How a batch's unknown users are treated: as the download of its task says or, without a task, as the settings say. */
async function policyOf(actor: Actor, bridgeId: BridgeId, taskId: TaskId | undefined) {
  const task = taskId === undefined ? undefined : await actor.stores.tasks.find(taskId);
  if (task?.bridgeId === bridgeId) return { unknownUsers: task.unknownUsers, downloadId: task.downloadId };
  const { download } = await actor.stores.settings.read();
  return {
    unknownUsers: download.createMissingUsers ? ('create' as const) : ('hold' as const),
    downloadId: undefined,
  };
}

/** Handlers of what a bridge stores: punches and users' details. */
export function intakeHandlers(
  runtime: BridgeRuntime,
): Pick<Handlers<typeof bridgeApi>, 'storePunches' | 'storeUsers'> {
  const known = new KnownUsers();
  return {
    storePunches: async ({ body }, call) => {
      const { actor, bridgeId } = bridgeOf(runtime, call);
      const [terminal, policy, settings] = await Promise.all([
        requireOwnTerminal(actor, bridgeId, body.terminal),
        policyOf(actor, bridgeId, body.taskId),
        actor.stores.settings.read(),
      ]);
      return {
        body: await ingest(
          actor,
          {
            source: {
              kind: 'download',
              terminal: terminal.serial,
              batchId: body.batchId,
              downloadId: policy.downloadId,
            },
            unknownUsers: policy.unknownUsers,
            zone: terminal.zone ?? settings.zone,
            clockDriftSeconds: body.clockDriftSeconds,
            newUsers: settings.newUsers,
            records: body.records.map(({ raw, ...record }) =>
              raw === undefined ? record : { ...record, raw },
            ),
          },
          known,
        ),
      };
    },
    storeUsers: async ({ body }, call) => {
      const { actor, bridgeId } = await bridgeOfOnce(runtime, call);
      await requireOwnTerminal(actor, bridgeId, body.terminal);
      const { taskId, users } = body;
      const results =
        taskId === undefined
          ? await takeInPushedUsers(actor, users)
          : await takeInDetails(actor, bridgeId, taskId, users);
      return { body: { results } };
    },
  };
}
