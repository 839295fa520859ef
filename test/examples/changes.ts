/** Examples of the feed of changes, and of webhooks. @module */

import { receiver } from './receiver.ts';
import { step } from './step.ts';

/** Until the log of changes has every change. */
const startSeconds = 120;

/** The steps of this capability, in their order. */
export const changes = [
  step('putChangeState', 'Keep the log of changes from now on', { body: { kept: true } }),
  step('getChangeState', 'From when on the log has every change', {}, { afterSeconds: startSeconds }),
  step('createUser', 'Something that changes', { body: { id: '1048', name: 'Sample Six' } }),
  step(
    'listChanges',
    'What has changed, from the oldest on',
    { query: { kinds: 'user', limit: 1 } },
    { afterSeconds: startSeconds },
  ),
  step('createWebhook', 'Users and their sheets, to a receiver', () => ({
    body: { url: receiver.url, description: 'Payroll', kinds: ['user' as const, 'sheet-row' as const] },
  })),
  step('testWebhook', 'Whether the receiver takes a message', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
  })),
  step('updateWebhook', 'Users only', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
    body: { kinds: ['user' as const] },
  })),
  step('rotateWebhookSecret', 'A new secret; the one before signs as well for a day', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
  })),
  step('replayWebhook', 'Deliver once more what was lost', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
    body: { from: past.answer('getChangeState').completeFrom ?? '' },
  })),
  step('getWebhook', 'How its deliveries go', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
  })),
  step('listWebhooks', 'All webhooks', {}),
  step('deleteWebhook', 'A receiver that is out of use', (past) => ({
    params: { webhookId: past.answer('createWebhook').webhook.id },
  })),
];
