/**
 * The feed of changes: whether it is kept, what a reader gets of it, and webhooks, to which it is delivered.
 * The log itself is written by the store, around every write.
 * Imports users/, sheets/ and the ground.
 * @module
 */
export { deliverChanges, testWebhook, webhooksThatAreDue } from './deliver.ts';
export { changeState, readChanges, setChangesKept } from './feed.ts';
export {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  describeWebhook,
  replayWebhook,
  requireWebhook,
  rotateSecret,
} from './webhooks.ts';
