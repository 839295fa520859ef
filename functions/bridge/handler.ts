/** Lambda entry point of the bridge API (`/bridge/v1/*`), the hot path: signature check and all its handlers. @module */

import middy from '@middy/core';
import { bridgeApi } from '#shared/contract/bridge-api.ts';
import { useOfferedKey } from '../domain/terminals/index.ts';
import { bridgeCaller } from '../middleware/bridge-caller.ts';
import { callerLimit } from '../middleware/caller-limit.ts';
import { dispatch } from '../middleware/dispatch.ts';
import { methods } from '../middleware/methods.ts';
import { outgoing } from '../middleware/outgoing.ts';
import { problemJson } from '../middleware/problem-json.ts';
import { observed } from '../observe/observed.ts';
import { actorFor, openBridgeRuntime } from '../runtime.ts';
import { enrolmentHandlers } from './enrolment.ts';
import { intakeHandlers } from './intake.ts';
import { taskHandlers } from './tasks.ts';

const runtime = openBridgeRuntime();

const answer = middy()
  .use(problemJson())
  .use(methods(bridgeApi))
  .use(
    bridgeCaller({
      routes: bridgeApi,
      directory: runtime.directory,
      storesOf: runtime.storesOf,
      publicAuthorities: runtime.environment.publicAuthorities,
      now: runtime.now,
      onOfferedKey: ({ organisation, bridgeId }, key) =>
        useOfferedKey(
          runtime.directory,
          actorFor(runtime, organisation, `bridge:${bridgeId}`, 'bridge'),
          bridgeId,
          key,
        ),
    }),
  )
  .use(callerLimit(runtime.environment.callerRate))
  .handler(
    dispatch(bridgeApi, {
      ...enrolmentHandlers(runtime),
      ...taskHandlers(runtime),
      ...intakeHandlers(runtime),
    }),
  );

/** Lambda: bridges, `/bridge/v1/*`. The hot path. */
export const handler = observed('bridge', outgoing(answer));
