/** Examples of approvals: somebody enters leaves, and a second person decides about them. @module */

import { type Past, step } from './step.ts';

const [userId, other] = ['1042', '1043'] as const;
const first = '2026-04-13';
const portion = { kind: 'full' } as const;

/** The leaves of the last batch. */
function leavesOf(past: Past) {
  return past
    .answer('batchLeaves')
    .items.flatMap(({ entry }) => (entry ? [{ userId: entry.userId, from: entry.from, id: entry.id }] : []));
}

/** The first leave of the last batch, as the paths name it. */
function firstOf(past: Past) {
  const [leave] = leavesOf(past);
  if (!leave) throw new Error('no leave was entered');
  return { userId: leave.userId, first: leave.from, entryId: leave.id };
}

/** The steps of this capability, in their order. */
export const approvals = [
  step('patchSettings', 'Leaves need a second person', {
    body: { approvals: { leaves: 'second-person' } },
  }),
  step('batchLeaves', 'Leaves of two people: both wait', {
    body: {
      items: [userId, other].map((each) => ({
        userId: each,
        type: 'annual',
        from: first,
        to: '2026-04-14',
        portion,
        reason: 'asked for',
      })),
    },
  }),
  step('listAwaiting', 'What waits for a second person', { query: {} }),
  step(
    'approveEntry',
    'Somebody else than who has entered it says yes',
    (past) => ({ params: firstOf(past), body: { reason: 'agreed with the team' } }),
    { by: 'second-person' },
  ),
  step(
    'undoDecision',
    'It waits again',
    (past) => ({ params: firstOf(past), body: { reason: 'the team says otherwise' } }),
    { by: 'second-person' },
  ),
  step(
    'rejectEntry',
    'It takes no effect, and says why',
    (past) => ({ params: firstOf(past), body: { reason: 'too many are away' } }),
    { by: 'second-person' },
  ),
  step(
    'batchUndoDecisions',
    'It waits again; the other one has not been decided about',
    (past) => ({ body: { reason: 'others have cancelled', items: leavesOf(past) } }),
    { by: 'second-person' },
  ),
  step(
    'batchApprove',
    'Both take effect',
    (past) => ({ body: { reason: 'agreed', items: leavesOf(past) } }),
    { by: 'second-person' },
  ),
  step(
    'batchReject',
    'What is approved already is not rejected',
    (past) => ({ body: { reason: 'too late', items: leavesOf(past) } }),
    { by: 'second-person' },
  ),
  step('batchWithdrawLeaves', 'Neither is taken', (past) => ({
    body: { reason: 'cancelled', items: leavesOf(past) },
  })),
  step('patchSettings', 'Leaves take effect at once, as before', {
    body: { approvals: { leaves: 'none' } },
  }),
];
