import type { corrections } from '#shared/contract/corrections.ts';
import type { dayOverrides } from '#shared/contract/day-overrides.ts';
import type { leaves } from '#shared/contract/leaves.ts';
import { correctionRecords, enterCorrection } from '../domain/corrections.ts';
import { enterOverride, overrideRecords } from '../domain/day-overrides.ts';
import { listRecords, withdrawRecord } from '../domain/hr-records.ts';
import { enterLeave, leaveRecords } from '../domain/leaves.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

type HrRecords = typeof corrections & typeof leaves & typeof dayOverrides;

/** Handlers of what HR enters about users: corrections, leaves, overrides of dates. */
export function hrRecordHandlers(runtime: Runtime): Handlers<HrRecords> {
  return {
    listCorrections: async ({ query }, call) => ({
      body: await listRecords(actorOf(runtime, call), correctionRecords, query),
    }),
    createCorrection: async ({ body }, call) => ({
      body: await enterCorrection(actorOf(runtime, call), body),
    }),
    withdrawCorrection: async ({ params, body }, call) => {
      const { userId, date: first, correctionId: id } = params;
      const wanted = { userId, first, id, reason: body.reason };
      return { body: await withdrawRecord(actorOf(runtime, call), correctionRecords, wanted) };
    },
    listLeaves: async ({ query }, call) => ({
      body: await listRecords(actorOf(runtime, call), leaveRecords, query),
    }),
    createLeave: async ({ body }, call) => ({ body: await enterLeave(actorOf(runtime, call), body) }),
    withdrawLeave: async ({ params, body }, call) => {
      const { userId, from: first, leaveId: id } = params;
      const wanted = { userId, first, id, reason: body.reason };
      return { body: await withdrawRecord(actorOf(runtime, call), leaveRecords, wanted) };
    },
    listDayOverrides: async ({ query }, call) => ({
      body: await listRecords(actorOf(runtime, call), overrideRecords, query),
    }),
    createDayOverride: async ({ body }, call) => ({
      body: await enterOverride(actorOf(runtime, call), body),
    }),
    withdrawDayOverride: async ({ params, body }, call) => {
      const { userId, date: first, overrideId: id } = params;
      const wanted = { userId, first, id, reason: body.reason };
      return { body: await withdrawRecord(actorOf(runtime, call), overrideRecords, wanted) };
    },
  };
}
