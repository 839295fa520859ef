/**
 * Users: their fields and versions, those created for unknown PINs, their details from terminals, their rosters.
 * Punches never move to another PIN; users claim PINs.
 * Imports plan/, recompute/ and the ground.
 * @module
 */
export { assignRoster } from './assign-roster.ts';
export { type BatchUsers, beginLinked, findLateUsers, firstPunches, resolveUsers } from './batch-users.ts';
export type { DetailOutcome, TerminalUser } from './complete-users.ts';
export { deleteDepartment, listDepartments, membersOf, putDepartment } from './departments.ts';
export { type NewUser, suspensionsAfter, type UserEdit } from './edits.ts';
export { warningsOfNumber } from './employee-numbers.ts';
export { createHeldUsers } from './held-users.ts';
export { holdingUsers } from './hold-users.ts';
export { KnownUsers } from './known-users.ts';
export { describeLink, enterLink, linksOf, withdrawLink } from './links.ts';
export { mergeUsers, renameUser } from './merge-users.ts';
export type { PunchSource } from './missing-users.ts';
export { otherIdsOf } from './other-ids.ts';
export { detailsOf, takeInPushedUsers } from './pushed-users.ts';
export { type ChangeOutcome, saveUsers, type UserChange } from './save-many.ts';
export { pinsAt, takeUsers } from './take-users.ts';
export { completeClaimants, listTerminalUsers } from './terminal-users.ts';
export { undoMerge } from './undo-merge.ts';
export { unknownPolicyAt } from './unknown-policy.ts';
export { listUnknownUsers } from './unknown-users.ts';
export { changeUser, createUser, describeUser, updateUser, type Viewer } from './users.ts';
