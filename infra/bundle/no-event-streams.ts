/**
 * Replaces the AWS SDK's event-stream codec in Lambda bundles: we call no operation that needs it. We call none of
 * them; a call fails and names this file.
 * @module
 */

function fail(): never {
  throw new Error('Event streams are left out of Lambda bundles (infra/bundle/no-event-streams.ts).');
}

/** Leaves a client's configuration as it is, without a codec. */
export function resolveEventStreamSerdeConfig<T>(config: T): T {
  return config;
}

/** Would make a codec. @throws Error always */
export const eventStreamSerdeProvider = fail;

/** Would be the codec. */
export class EventStreamSerde {
  constructor() {
    fail();
  }
}
