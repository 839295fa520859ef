/** Says from what is stored of an entry whether it takes effect. Without schemas, so that whoever computes needs none. @module */

/** What holds of an entry that HR has made about a user. */
export const entryStatuses = ['awaiting', 'counting', 'rejected', 'withdrawn'] as const;
/** What holds of an entry that HR has made about a user. */
export type EntryStatus = (typeof entryStatuses)[number];

/** What a second person has said about an entry: nothing yet, yes, or no. */
export const approvalStates = ['awaiting', 'approved', 'rejected'] as const;
/** What a second person has said about an entry. */
export type ApprovalState = (typeof approvalStates)[number];

/** Kinds of entries, as the audit trail and the feed of changes name them. */
export const entryKinds = ['correction', 'leave', 'day-override'] as const;
/** A kind of entry. */
export type EntryKindName = (typeof entryKinds)[number];

/** What holds of an entry: only one that is `counting` takes effect. One that nobody has to approve counts from the beginning. */
export function entryStatusOf({
  withdrawn,
  approval,
}: {
  withdrawn?: object | undefined;
  approval?: { state: ApprovalState } | undefined;
}): EntryStatus {
  if (withdrawn !== undefined) return 'withdrawn';
  return approval === undefined || approval.state === 'approved' ? 'counting' : approval.state;
}
