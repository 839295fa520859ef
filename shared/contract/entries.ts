/** Schemas that everything HR enters about a user shares: author, reason, approval and withdrawal. @module */

import * as z from 'zod';
import { approvalStates, entryStatuses } from './entry-status.ts';
import { AuthorName, InstantField, LocalDateField, paging, UserId } from './fields.ts';
import { SheetRow } from './sheets.ts';

/** Why HR enters or withdraws something. */
export const Why = z.string().trim().min(1, 'say why').max(500, 'has at most 500 characters');

/** Who took back what HR had entered, when and why. The entry itself stays. */
export const Withdrawal = z
  .looseObject({ at: InstantField, by: z.string(), byName: AuthorName, reason: z.string() })
  .meta({ id: 'Withdrawal' });

/** What a second person has said about an entry that needs that. */
export const Approval = z
  .looseObject({
    state: z.enum(approvalStates),
    at: InstantField.optional().meta({ description: 'When it was decided; absent while it waits' }),
    by: z.string().optional().meta({ description: 'Who decided, as the audit trail names callers' }),
    byName: AuthorName,
    reason: z.string().optional(),
  })
  .meta({ id: 'Approval' });

/** What the API adds to everything that HR enters about a user. `withdrawn` is absent while the entry is not taken back. */
export const entered = {
  author: z.string().meta({ description: 'Who entered it, as the audit trail names callers' }),
  authorName: AuthorName,
  enteredAt: InstantField,
  name: z.string().optional().meta({ description: "The user's name, in lists of everybody" }),
  reason: z.string(),
  rows: z
    .array(SheetRow)
    .optional()
    .meta({
      description:
        'In answers to entering, deciding and withdrawing: the rows of the days that it touches, computed anew, by date. Left ' +
        'out in lists, of an entry that waits for approval, and where `noRows` says why; the sheet then follows by itself',
    }),
  noRows: z
    .enum(['many-days', 'plan', 'failed'])
    .optional()
    .meta({
      description:
        'Why an answer has no `rows`, although the entry is stored: these are more than 35 days, the plan cannot be computed, or ' +
        'computing them has failed',
    }),
  approval: Approval.optional().meta({
    description:
      'Of an entry that needs the approval of a second person: it takes effect while this is `approved`. Absent where ' +
      'nobody has to approve it',
  }),
  withdrawn: Withdrawal.optional(),
};

/** Query of a list of what HR has entered about one user or everybody, `from ≤ date < to`; withdrawn entries are listed too. */
export const entriesQuery = z.strictObject({
  ...paging,
  userId: UserId.optional().meta({
    description: 'Whose entries; everybody by day and user when it is left out',
  }),
  department: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Only of users who are in it now; a page may then be short although more follow' }),
  counting: z
    .literal('true')
    .optional()
    .meta({ description: 'Only those that take effect: neither withdrawn nor rejected, and not waiting' }),
  status: z.enum(entryStatuses).optional().meta({
    description:
      'Only those of which this holds: `awaiting` = waiting for the approval of a second person, `counting` = taking effect',
  }),
  from: LocalDateField,
  to: LocalDateField.meta({ description: 'The first day after the range; at most 366 days after `from`' }),
});

/** Body of a withdrawal. */
export const withdrawBody = z.strictObject({ reason: Why }).meta({ id: 'NewWithdrawal' });
