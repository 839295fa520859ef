/** The bridge API stores what a bridge has read from terminals, and what it says of itself when it is asked. @module */

import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import type { BridgeId, TaskId } from '#shared/contract/ids.ts';
import type { Actor } from '../domain/actor.ts';
import { takeInDetails } from '../domain/downloads/index.ts';
import { ingest } from '../domain/punches/index.ts';
import { requireOwnTerminal, takeInDiagnosis, withSitesForPolicy } from '../domain/terminals/index.ts';
import { KnownUsers, takeInPushedUsers, unknownPolicyAt } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { measureIntake } from '../observe/intake.ts';
import { correlate } from '../observe/trace.ts';
import type { BridgeRuntime } from '../runtime.ts';
import { bridgeOf, bridgeOfOnce } from './actor.ts';

/** The task that reads a batch's terminal: its download may have a tick of its own. */
async function taskOf(actor: Actor, bridgeId: BridgeId, taskId: TaskId | undefined) {
  const task = taskId === undefined ? undefined : await actor.stores.tasks.find(taskId);
  return task?.bridgeId === bridgeId ? task : undefined;
}

/** Handlers of what a bridge stores: punches, users' details, and what it says of itself. */
export function intakeHandlers(
  runtime: BridgeRuntime,
): Pick<Handlers<typeof bridgeApi>, 'storePunches' | 'storeUsers' | 'storeDiagnosis'> {
  const known = new KnownUsers();
  return {
    storePunches: async ({ body }, call) => {
      correlate(body.taskId ?? body.batchId);
      const { actor, bridgeId } = bridgeOf(runtime, call);
      const [terminal, task, settings] = await Promise.all([
        requireOwnTerminal(actor, bridgeId, body.terminal),
        taskOf(actor, bridgeId, body.taskId),
        actor.stores.settings.read(),
      ]);
      const [place = terminal] = await withSitesForPolicy(actor.stores, settings, [terminal]);
      const zone = terminal.zone ?? settings.zone;
      const outcome = await ingest(
        actor,
        {
          source: {
            kind: 'download',
            terminal: terminal.serial,
            batchId: body.batchId,
            downloadId: task?.downloadId,
          },
          unknownUsers: unknownPolicyAt(settings, place, task?.unknownUsers),
          zone,
          clockDriftSeconds: body.clockDriftSeconds,
          newUsers: settings.newUsers,
          keptFrom: settings.timesKept?.from,
          records: body.records.map(({ raw, ...record }) =>
            raw === undefined ? record : { ...record, raw },
          ),
        },
        known,
      );
      measureIntake({
        organisation: actor.stores.organisation,
        serial: terminal.serial,
        zone,
        records: body.records,
        results: outcome.results,
        now: actor.now,
        isLive: body.taskId === undefined,
        batchId: body.batchId,
      });
      return { body: outcome };
    },
    storeDiagnosis: async ({ params, body }, call) => {
      correlate(params.diagnosisId);
      const { actor, bridgeId } = bridgeOf(runtime, call);
      await takeInDiagnosis(actor, bridgeId, params.diagnosisId, body);
      return { body: undefined };
    },
    storeUsers: async ({ body }, call) => {
      const { actor, bridgeId } = await bridgeOfOnce(runtime, call);
      await requireOwnTerminal(actor, bridgeId, body.terminal);
      const { taskId, users } = body;
      if (taskId !== undefined) correlate(taskId);
      const results =
        taskId === undefined
          ? await takeInPushedUsers(actor, body.terminal, users)
          : await takeInDetails(actor, bridgeId, taskId, users);
      return { body: { results } };
    },
  };
}
