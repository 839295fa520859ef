/** Report: who has corrected which day, what and why; corrections that take no effect are listed too, with why. @module */

import { type EntryStatus, entryStatusOf } from '#shared/contract/entry-status.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { makeTable, type Table } from '#shared/table/index.ts';
import { groupBy, notesOf, oneIf, personColumns, sayingColumn } from './common.ts';
import type { ReportCorrection, ReportInput } from './input.ts';

/** What a correction does. */
export function correctionSaid(correction: ReportCorrection): Phrase {
  switch (correction.kind) {
    case 'add-time':
      return phrase('corrected.time-added', { time: correction.wallTime });
    case 'void-punch':
      return phrase('corrected.punch-voided', { time: correction.wallTime });
    case 'set-slot': {
      const { column, wallTime: time } = correction;
      return time === null
        ? phrase('corrected.no-slot', { column })
        : phrase('corrected.slot', { column, time });
    }
    case 'set-day-type':
      return phrase('corrected.day-type', { dayType: correction.dayType });
    case 'set-schedule':
      return correction.scheduleId === null
        ? phrase('corrected.no-schedule', {})
        : phrase('corrected.schedule', { schedule: correction.scheduleId });
    case 'set-leave':
      return phrase('corrected.leave', { type: correction.type });
    case 'set-status':
      return phrase('corrected.status', { status: correction.status });
    case 'set-remark':
      return phrase('corrected.remark', { remark: correction.remark });
    case 'approve-overtime':
      return approvalSaid(correction);
  }
}

function approvalSaid({ code, minutes }: Extract<ReportCorrection, { kind: 'approve-overtime' }>): Phrase {
  const most = minutes === null ? null : minutes * 60;
  if (code === null) {
    return most === null
      ? phrase('corrected.all-overtime', {})
      : phrase('corrected.all-overtime-most', { most });
  }
  return most === null
    ? phrase('corrected.overtime', { code })
    : phrase('corrected.overtime-most', { code, most });
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
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things: corrections,
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<ReportCorrection>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'kind', title: 'Kind', type: 'text', value: ({ kind }) => kind },
      sayingColumn('what', 'What', (correction) => [correctionSaid(correction)]),
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
