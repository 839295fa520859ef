/** Report: who has corrected which day, what and why; corrections that take no effect are listed too, with why. @module */

import { type EntryStatus, entryStatusOf } from '#shared/contract/entry-status.ts';
import { makeTable, type Table } from '#shared/table/index.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import { groupBy, notesOf, oneIf, personColumns } from './common.ts';
import type { ReportCorrection, ReportInput } from './input.ts';

const clock = (wall: string | null) => (wall === null ? 'nothing' : wall.slice(11, 16));

/** What a correction does, in words. */
export function correctionText(correction: ReportCorrection): string {
  switch (correction.kind) {
    case 'add-time':
      return `time ${clock(correction.wallTime)} added`;
    case 'void-punch':
      return `punch ${clock(correction.wallTime)} does not count`;
    case 'set-slot':
      return `${correction.column} set to ${clock(correction.wallTime)}`;
    case 'set-day-type':
      return `day type ${correction.dayType}`;
    case 'set-schedule':
      return `schedule ${correction.scheduleId ?? 'none'}`;
    case 'set-leave':
      return `leave ${correction.type}`;
    case 'set-status':
      return `status ${correction.status}`;
    case 'set-remark':
      return `remark: ${correction.remark}`;
    case 'approve-overtime': {
      const most = correction.minutes === null ? '' : `, at most ${hoursAndMinutes(correction.minutes * 60)}`;
      return `overtime ${correction.code ?? 'of all codes'} approved${most}`;
    }
  }
}

/** What a reader is told of a correction: a second person's approval is said where one was needed. */
function stateText(correction: ReportCorrection): string {
  const words: Record<EntryStatus, string> = {
    awaiting: 'waits for approval',
    counting: correction.approval ? 'approved' : 'counts',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
  };
  return words[entryStatusOf(correction)];
}

/** Corrections, day by day. */
export function correctionsReport({ scope, groupBy: grouping = 'none', corrections }: ReportInput): Table {
  return makeTable<ReportCorrection>({
    title: 'Corrections',
    notes: notesOf(scope),
    frozenColumns: 2,
    things: corrections,
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<ReportCorrection>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'kind', title: 'Kind', type: 'text', value: ({ kind }) => kind },
      { key: 'what', title: 'What', type: 'text', value: correctionText },
      { key: 'reason', title: 'Reason', type: 'text', value: ({ reason }) => reason },
      { key: 'author', title: 'By', type: 'text', value: ({ author, authorName }) => authorName ?? author },
      { key: 'enteredAt', title: 'Entered (UTC)', type: 'instant', value: ({ enteredAt }) => enteredAt },
      { key: 'state', title: 'State', type: 'text', value: stateText },
      {
        key: 'decidedBy',
        title: 'Decided by',
        type: 'text',
        value: ({ approval }) => approval?.byName ?? approval?.by,
      },
      { key: 'decidedAt', title: 'Decided (UTC)', type: 'instant', value: ({ approval }) => approval?.at },
      {
        key: 'withdrawnBy',
        title: 'Withdrawn by',
        type: 'text',
        value: ({ withdrawn }) => withdrawn?.byName ?? withdrawn?.by,
      },
      {
        key: 'withdrawnAt',
        title: 'Withdrawn (UTC)',
        type: 'instant',
        value: ({ withdrawn }) => withdrawn?.at,
      },
      {
        key: 'counts',
        title: 'Counts',
        type: 'count',
        sum: true,
        value: (correction) => oneIf(entryStatusOf(correction) === 'counting'),
      },
    ],
  });
}
