/** Loads the handlers of all functions from source, once their environment is set. @module */

import type { LambdaHandler, LambdaHandlers } from './lambda.ts';

/**
 * Loads the functions from source. Called after the environment is set, because a function opens its tables and queues
 * when it is loaded.
 */
export async function loadHandlers(): Promise<LambdaHandlers> {
  const [api, bridge, iclock, authorizer, tick, sheets, gather, exports, imports, deliveries] =
    await Promise.all([
      import('#functions/api/handler.ts'),
      import('#functions/bridge/handler.ts'),
      import('#functions/iclock/handler.ts'),
      import('#functions/authorizer/handler.ts'),
      import('#functions/tick/handler.ts'),
      import('#functions/sheets/handler.ts'),
      import('#functions/gather/handler.ts'),
      import('#functions/exports/handler.ts'),
      import('#functions/imports/handler.ts'),
      import('#functions/deliveries/handler.ts'),
    ]);
  // Each handler declares the event that its service sends; the local services send exactly these.
  return {
    api: api.handler as LambdaHandler,
    bridge: bridge.handler as LambdaHandler,
    iclock: iclock.handler as LambdaHandler,
    authorizer: authorizer.handler as LambdaHandler,
    tick: tick.handler as LambdaHandler,
    sheets: sheets.handler as LambdaHandler,
    gather: gather.handler as LambdaHandler,
    exports: exports.handler as LambdaHandler,
    imports: imports.handler as LambdaHandler,
    deliveries: deliveries.handler as LambdaHandler,
  };
}
