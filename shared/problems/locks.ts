/** Problems of period locks: one that is unknown, a period that is already locked, or one that is not finished. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const lockProblems = {
  'lock.unknown': problem<{ lockId: string }>({
    status: 404,
    says: ({ lockId }) => `There is no period lock "${lockId}".`,
    todo: null,
  }),
  'period.locked': problem<{ lockId: string; from: string; to: string }>({
    status: 409,
    says: ({ lockId, from, to }) =>
      `The period from ${from} up to but not including ${to} is already locked (${lockId}).`,
    todo: 'Unlock it first, or lock other days.',
  }),
  'period.unfinished': problem<{
    from: string;
    to: string;
    total: number;
    days: { userId: string; date: string; status: string }[];
  }>({
    status: 409,
    says: ({ from, to, total, days }) =>
      `The period from ${from} up to but not including ${to} has ${total} pending or incomplete days: ${namedDays(days, total)}.`,
    todo: 'Complete them first, or send force to lock the period as it is.',
  }),
  'period.unapproved': problem<{
    from: string;
    to: string;
    total: number;
    entries: { kind: string; userId: string; first: string; id: string }[];
  }>({
    status: 409,
    says: ({ from, to, total, entries }) =>
      `In the period from ${from} up to but not including ${to} ${total} entries wait for approval: ${namedEntries(entries, total)}.`,
    todo: 'Decide about them first (GET /v1/approvals lists them), or send force to lock the period without them.',
  }),
};

/** Most days that a sentence names; the machine fields may have more. */
const mostNamed = 5;

function namedDays(days: readonly { userId: string; date: string; status: string }[], total: number): string {
  const named = days
    .slice(0, mostNamed)
    .map(({ userId, date, status }) => `${userId} on ${date} (${status})`);
  return listOf(named, total);
}

function namedEntries(
  entries: readonly { kind: string; userId: string; first: string }[],
  total: number,
): string {
  const named = entries
    .slice(0, mostNamed)
    .map(({ kind, userId, first }) => `${kind} of ${userId} on ${first}`);
  return listOf(named, total);
}

function listOf(named: readonly string[], total: number): string {
  return total > named.length ? `${named.join(', ')} and ${total - named.length} more` : named.join(', ');
}
