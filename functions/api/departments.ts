/** The API lists departments, and changes the list that HR keeps of them. @module */

import type { departments } from '#shared/contract/departments.ts';
import { deleteDepartment, listDepartments, putDepartment } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of departments. */
export function departmentHandlers(runtime: Runtime): Handlers<typeof departments> {
  return {
    listDepartments: async (_input, call) => ({ body: await listDepartments(actorOf(runtime, call)) }),
    putDepartment: async ({ params, body }, call) => ({
      body: await putDepartment(actorOf(runtime, call), params.department, body.parent),
    }),
    deleteDepartment: async ({ params, query }, call) => ({
      body: { moved: await deleteDepartment(actorOf(runtime, call), params.department, query.moveTo) },
    }),
  };
}
