/** Routes and schemas of approvals: a second person says whether an entry of HR takes effect. @module */

import * as z from 'zod';
import { Correction } from './corrections.ts';
import { DayOverride } from './day-overrides.ts';
import { Why } from './entries.ts';
import { entryProblem, mostEntriesOfBatch } from './entry-batches.ts';
import { entryKinds } from './entry-status.ts';
import { CorrectionId, LeaveId, LocalDateField, OverrideId, page, paging, UserId } from './fields.ts';
import { Leave } from './leaves.ts';
import { outcomes } from './outcomes.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** The id of an entry of any kind: its prefix says which. */
export const EntryId = z
  .union([CorrectionId, LeaveId, OverrideId])
  .meta({ id: 'EntryId', description: 'Of a correction, a leave or a day override' });

const Kind = z.enum(entryKinds).meta({ id: 'EntryKind' });
const AnyEntry = z.union([Correction, Leave, DayOverride]).meta({ id: 'Entry' });

/** An entry of any kind. */
export const EntryOfKind = z.looseObject({ kind: Kind, entry: AnyEntry }).meta({ id: 'EntryOfKind' });
export type EntryOfKind = Plain<z.output<typeof EntryOfKind>>;

const first = LocalDateField.meta({ description: 'The date of the entry, or the first day of a leave' });
const params = z.strictObject({ userId: UserId, first, entryId: EntryId });
const named = z.strictObject({ userId: UserId, from: first, id: EntryId }).meta({ id: 'EntryName' });
const items = z.array(named).min(1).max(mostEntriesOfBatch);
const NoWhy = Why.or(z.literal('')).default('');

const reasons = {
  approve: z.strictObject({ reason: NoWhy }).meta({ id: 'NewApproval' }),
  reject: z.strictObject({ reason: Why }).meta({ id: 'NewRejection' }),
  undo: z.strictObject({ reason: Why }).meta({ id: 'NewUndoneDecision' }),
};

/** Of an entry of a batch: the entry, and why it was refused. */
const ofEntry = {
  kind: Kind.optional(),
  entry: AnyEntry.optional().meta({ description: 'None where it was refused' }),
  problem: entryProblem,
};

const common = {
  method: 'POST',
  service: 'api',
  principals: editors,
  scopes: ['approvals:write'],
  tag: 'approvals',
} as const;
const unknown = [
  'user.unknown',
  'user.merged',
  'user.erased',
  'correction.unknown',
  'leave.unknown',
  'override.unknown',
] as const;
const undecidable = ['approval.own', 'approval.not-possible', 'request.key-reused'] as const;
const ofBatch = ['request.key-reused', 'service.busy'] as const;
const follows = 'each stands or falls alone. Days follow within seconds';

/** Routes of approvals. Whoever has entered something does not decide about it. */
export const approvals = {
  listAwaiting: route({
    ...common,
    method: 'GET',
    path: '/v1/approvals',
    principals: readers,
    scopes: ['corrections:read', 'leaves:read', 'plan:read'],
    summary: 'Entries of everybody that wait for the approval of a second person, by day',
    query: z.strictObject({
      ...paging,
      kind: Kind.optional(),
      department: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Only of users who are in it now; a page may be short although more follow' }),
    }),
    answer: { status: 200, body: page(EntryOfKind) },
    problems: ['request.cursor'],
  }),
  approveEntry: route({
    ...common,
    path: '/v1/approvals/{userId}/{first}/{entryId}/approve',
    summary: 'Let an entry of somebody else take effect. Repeating it changes nothing',
    params,
    body: reasons.approve,
    answer: { status: 200, body: EntryOfKind },
    problems: [
      ...unknown,
      ...undecidable,
      'punch.unknown',
      'schedule.unknown',
      'plan.overlap',
      'leave.overlap',
    ],
  }),
  rejectEntry: route({
    ...common,
    path: '/v1/approvals/{userId}/{first}/{entryId}/reject',
    summary: 'Say that an entry of somebody else does not take effect. Repeating it changes nothing',
    params,
    body: reasons.reject,
    answer: { status: 200, body: EntryOfKind },
    problems: [...unknown, ...undecidable],
  }),
  undoDecision: route({
    ...common,
    path: '/v1/approvals/{userId}/{first}/{entryId}/undo',
    summary:
      'Take back an approval or a rejection: the entry waits again. An approval in a locked period stays',
    params,
    body: reasons.undo,
    answer: { status: 200, body: EntryOfKind },
    problems: [...unknown, 'approval.not-possible', 'approval.locked', 'request.key-reused'],
  }),
  batchApprove: route({
    ...common,
    path: '/v1/approvals/batch/approve',
    summary: `Let many entries of others take effect; ${follows}`,
    body: reasons.approve.extend({ items }).meta({ id: 'NewApprovals' }),
    answer: { status: 200, body: outcomes('Approval', 'approved', ofEntry) },
    problems: ofBatch,
  }),
  batchReject: route({
    ...common,
    path: '/v1/approvals/batch/reject',
    summary: `Say of many entries of others that they do not take effect; ${follows}`,
    body: reasons.reject.extend({ items }).meta({ id: 'NewRejections' }),
    answer: { status: 200, body: outcomes('Rejection', 'rejected', ofEntry) },
    problems: ofBatch,
  }),
  batchUndoDecisions: route({
    ...common,
    path: '/v1/approvals/batch/undo',
    summary: `Take back many approvals and rejections; ${follows}`,
    body: reasons.undo.extend({ items }).meta({ id: 'NewUndoneDecisions' }),
    answer: { status: 200, body: outcomes('UndoneDecision', 'undone', ofEntry) },
    problems: ofBatch,
  }),
};
