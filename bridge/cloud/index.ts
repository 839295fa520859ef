/**
 * The way to the cloud: the signed client, its clock and key, enrolment, sending the outbox.
 * Nothing here knows terminals.
 * Imports outbox/ and the rooms below it.
 * @module
 */
export { type BackoffLimits, backoffMilliseconds } from './backoff.ts';
export { readKey } from './bridge-key.ts';
export { checkCloud } from './check-cloud.ts';
export { type BridgeApi, type Cloud, openCloud } from './cloud-client.ts';
export { type CloudClock, cloudClock } from './cloud-clock.ts';
export { CloudProblem, CloudUnreachable, isCloudFailure, isCloudProblem, isPassing } from './cloud-error.ts';
export { enrolSite } from './enrol-site.ts';
export { openExchange } from './http-exchange.ts';
export { outboxReport } from './outbox-report.ts';
export { OutboxSender } from './outbox-sender.ts';
export { SealingKeyPair } from './sealing-key.ts';
export { SiteKey } from './site-key.ts';
