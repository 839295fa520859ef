/** Lambda entry point of the API for people and integrations (`/v1/*`): its middleware and all its handlers. @module */

import middy from '@middy/core';
import { apiRoutes } from '#shared/contract/api-routes.ts';
import { underTextRule } from '#shared/contract/text-rule.ts';
import { requireDeploymentSecret } from '../domain/deployment-secret.ts';
import { apiCaller } from '../middleware/api-caller.ts';
import { callerLimit } from '../middleware/caller-limit.ts';
import { dispatch } from '../middleware/dispatch.ts';
import { idempotency } from '../middleware/idempotency.ts';
import { keyUsed } from '../middleware/key-used.ts';
import { methods } from '../middleware/methods.ts';
import { outgoing } from '../middleware/outgoing.ts';
import { personSeen } from '../middleware/person-seen.ts';
import { problemJson } from '../middleware/problem-json.ts';
import { sealedCursors } from '../middleware/sealed-cursors.ts';
import { observed } from '../observe/observed.ts';
import { openRuntime } from '../runtime.ts';
import { accessHandlers } from './access.ts';
import { approvalHandlers } from './approvals.ts';
import { authorNames } from './author-names.ts';
import { bridgeTerminalHandlers } from './bridge-terminals.ts';
import { bridgeHandlers } from './bridges.ts';
import { changeHandlers } from './changes.ts';
import { departmentHandlers } from './departments.ts';
import { downloadHandlers } from './downloads.ts';
import { entryHandlers } from './entries.ts';
import { entryBatchHandlers } from './entry-batches.ts';
import { exportScheduleHandlers } from './export-schedules.ts';
import { exportTemplateHandlers } from './export-templates.ts';
import { exportHandlers } from './exports.ts';
import { hrFileHandlers } from './hr-files.ts';
import { importHandlers } from './imports.ts';
import { leaveTypeHandlers } from './leave-types.ts';
import { linkHandlers } from './links.ts';
import { lockCheckHandlers } from './lock-checks.ts';
import { lockHandlers } from './locks.ts';
import { overviewHandlers } from './overview.ts';
import { planHandlers, planUseHandlers } from './plan.ts';
import { privacyHandlers } from './privacy.ts';
import { punchHandlers } from './punches.ts';
import { pushTerminalHandlers } from './push-terminals.ts';
import { quarantineHandlers } from './quarantine.ts';
import { reasonHandlers } from './reasons.ts';
import { reportScheduleHandlers } from './report-schedules.ts';
import { reportHandlers } from './reports.ts';
import { rulesFileHandlers } from './rules-file.ts';
import { settingsHandlers } from './settings.ts';
import { sheetTotalHandlers } from './sheet-totals.ts';
import { sheetHandlers } from './sheets.ts';
import { signInHandlers } from './sign-in.ts';
import { sitesHandlers } from './sites.ts';
import { terminalHandlers } from './terminals.ts';
import { userBatchHandlers } from './user-batches.ts';
import { userMergeHandlers } from './user-merges.ts';
import { userHandlers } from './users.ts';
import { webhookHandlers } from './webhooks.ts';

const runtime = openRuntime();
requireDeploymentSecret();

const answer = middy()
  .use(problemJson())
  .use(methods(apiRoutes))
  .use(keyUsed(runtime))
  .use(apiCaller(apiRoutes))
  .use(callerLimit(runtime.environment.callerRate))
  .use(personSeen(runtime))
  .use(idempotency({ ...runtime, routes: apiRoutes }))
  .handler(
    dispatch(
      apiRoutes,
      {
        ...accessHandlers(runtime),
        ...signInHandlers(runtime),
        ...settingsHandlers(runtime),
        ...sitesHandlers(runtime),
        ...terminalHandlers(runtime),
        ...pushTerminalHandlers(runtime),
        ...bridgeHandlers(runtime),
        ...bridgeTerminalHandlers(runtime),
        ...downloadHandlers(runtime),
        ...userHandlers(runtime),
        ...userBatchHandlers(runtime),
        ...privacyHandlers(runtime),
        ...departmentHandlers(runtime),
        ...linkHandlers(runtime),
        ...userMergeHandlers(runtime),
        ...punchHandlers(runtime),
        ...quarantineHandlers(runtime),
        ...importHandlers(runtime),
        ...hrFileHandlers(runtime),
        ...planHandlers(runtime),
        ...planUseHandlers(runtime),
        ...rulesFileHandlers(runtime),
        ...entryHandlers(runtime),
        ...entryBatchHandlers(runtime),
        ...approvalHandlers(runtime),
        ...leaveTypeHandlers(runtime),
        ...sheetHandlers(runtime),
        ...sheetTotalHandlers(runtime),
        ...lockHandlers(runtime),
        ...overviewHandlers(runtime),
        ...lockCheckHandlers(runtime),
        ...reasonHandlers(),
        ...reportHandlers(runtime),
        ...reportScheduleHandlers(runtime),
        ...exportHandlers(runtime),
        ...exportTemplateHandlers(runtime),
        ...changeHandlers(runtime),
        ...webhookHandlers(runtime),
        ...exportScheduleHandlers(runtime),
      },
      { cursors: sealedCursors, textRule: underTextRule, complete: authorNames(runtime) },
    ),
  );

/** Lambda: people and integrations, `/v1/*`. */
export const handler = observed('api', outgoing(answer));
