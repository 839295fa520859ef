/** Problems of the feed of changes and of webhooks: it is off or has just begun, a cursor is too old, a receiver is refused. @module */

import { type Because, problem } from './problem.ts';

/** The rows of these codes. */
export const changeProblems = {
  'changes.off': problem<Record<string, never>>({
    status: 409,
    says: () => 'This organisation keeps no log of its changes.',
    todo: 'An administrator switches it on with PUT /v1/changes/state.',
  }),
  'changes.starting': problem<{ completeFrom: string; retryAfterSeconds: number }>({
    status: 409,
    says: ({ completeFrom }) => `The log of changes has every change from ${completeFrom} on.`,
    todo: ({ retryAfterSeconds }) => `Ask again in ${retryAfterSeconds} s.`,
  }),
  'webhook.unknown': problem<{ webhookId: string }>({
    status: 404,
    says: ({ webhookId }) => `There is no webhook ${webhookId}.`,
    todo: 'GET /v1/webhooks lists them.',
  }),
  'webhook.url': problem<{ reason: string; told?: Because }>({
    status: 422,
    says: ({ reason }) => `Nothing can be delivered to this URL: ${reason}.`,
    todo: 'Give the https address of a receiver in the public network.',
  }),
  'webhook.too-many': problem<{ most: number }>({
    status: 409,
    says: ({ most }) => `There are ${most} webhooks, and can be no more.`,
    todo: 'Delete one that is not needed, or have one receiver hand on what it gets.',
  }),
  'changes.expired': problem<{ at: string; keptFrom: string }>({
    status: 410,
    says: ({ at, keptFrom }) =>
      `The cursor is of ${at}; changes are kept, without a gap, from ${keptFrom} on.`,
    todo: 'Begin with GET /v1/changes?start=now, then read the lists that you keep a copy of once, then go on from there.',
  }),
};
