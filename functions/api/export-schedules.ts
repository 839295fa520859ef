/** The API lists, saves and deletes scheduled exports. @module */

import type { exportSchedules } from '#shared/contract/export-schedules.ts';
import { deleteExportSchedule, saveExportSchedule } from '../domain/exports/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of scheduled exports. */
export function exportScheduleHandlers(runtime: Runtime): Handlers<typeof exportSchedules> {
  return {
    listExportSchedules: async (_input, call) => {
      const { schedules, version } = await actorOf(runtime, call).stores.exportSchedules.read();
      return { body: { items: schedules, version } };
    },
    putExportSchedule: async ({ params, body }, call) => ({
      body: await saveExportSchedule(actorOf(runtime, call), params.scheduleId, body),
    }),
    deleteExportSchedule: async ({ params }, call) => {
      await deleteExportSchedule(actorOf(runtime, call), params.scheduleId);
      return { body: undefined };
    },
  };
}
