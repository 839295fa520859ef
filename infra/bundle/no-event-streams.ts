/**
 * Takes the place of `@smithy/core/event-streams` in Lambda bundles: the codec of the few operations that stream events
 * (S3's SelectObjectContent and the like). We call none; whoever does learns it here.
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
