/** Examples of access, and of what ends things; tried last. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const access = [
  step('getHealth', 'Whether the service answers', {}),
  step('getSignIn', 'Where people sign in', {}),
  step('getMe', 'Who is calling', {}),
  step('listPeople', 'Who has signed in', { query: {} }),
  step('forgetPerson', 'Somebody who has left', (past) => ({
    params: { personId: past.answer('listPeople').items[0]?.id ?? '' },
  })),
  step('createApiKey', 'A key for payroll, which reads sheets', {
    body: { name: 'payroll', role: 'integration', scopes: ['sheets:read'] },
  }),
  step('updateApiKey', 'It may read users as well', (past) => ({
    params: { keyId: past.answer('createApiKey').apiKey.id },
    body: { scopes: ['sheets:read' as const, 'users:read' as const] },
  })),
  step('rotateApiKey', 'A new secret for it; the one of before works for two more days', (past) => ({
    params: { keyId: past.answer('createApiKey').apiKey.id },
    body: { overlapHours: 48 },
  })),
  step('listApiKeys', 'All keys, without their secrets', { query: {} }),
  step('deleteApiKey', 'The key stops working within a minute', (past) => ({
    params: { keyId: past.answer('createApiKey').apiKey.id },
  })),
  step('listAudit', 'The first thing that was done on a day', { query: { day: '2026-04-01', limit: 1 } }),
  step('revokeBridge', 'A bridge that is out of use', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
];
