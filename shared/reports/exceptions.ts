/** Report: what HR has to look at of some days, mostly of yesterday, and the ids that nobody claims. @module */

import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { makeTable, type Table } from '#shared/table/index.ts';
import { parseWallTime } from '#shared/time/wall-time.ts';
import {
  groupBy,
  hasCode,
  noDepartment,
  notesOf,
  oneIf,
  personColumns,
  sayingColumn,
  secondsOfDay,
} from './common.ts';
import type { ReportDay, ReportInput, ReportUnknown } from './input.ts';

interface Finding {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
  date: string | null;
  day?: ReportDay;
  what: Phrase[];
}

const hasLeft = ({ status, ignored = [] }: ReportDay) =>
  status === 'not-employed' && ignored.some(({ reason }) => reason === 'not-employed');
const isMissing = (day: ReportDay) =>
  day.status === 'incomplete' || hasCode(day, 'missing-in', 'missing-out', 'missing-break');
const isLate = (day: ReportDay) => day.late > 0 || hasCode(day, 'late-in');
const isEarly = (day: ReportDay) => day.early > 0 || hasCode(day, 'early-out');

const missingCodes = ['missing-in', 'missing-out', 'missing-break'] as const;

function missingOf(day: ReportDay): Phrase[] {
  if (!isMissing(day)) return [];
  const codes = missingCodes.filter((code) => hasCode(day, code));
  return codes.length > 0 ? codes.map((code) => phrase(`found.${code}`, {})) : [phrase('found.missing', {})];
}

const saidCodes = ['worked-on-leave', 'clock-suspect', 'unused-punch'] as const;

function findingsOf(day: ReportDay): Phrase[] {
  return [
    ...(hasLeft(day) ? [phrase('found.not-employed', {})] : []),
    ...missingOf(day),
    ...(isLate(day) ? [phrase('found.late', { late: day.late })] : []),
    ...(isEarly(day) ? [phrase('found.early', { early: day.early })] : []),
    ...(day.status === 'absent' ? [phrase('found.absent', {})] : []),
    ...saidCodes.filter((code) => hasCode(day, code)).map((code) => phrase(`found.${code}`, {})),
  ];
}

function unknownFinding({ pin, terminal, firstPunch }: ReportUnknown): Finding {
  const wall = parseWallTime(firstPunch);
  return {
    userId: pin,
    date: wall?.slice(0, 10) ?? null,
    what: [phrase('found.unknown-id', { first: firstPunch, serial: terminal })],
  };
}

const timeOf = (slot: 'in' | 'out') => {
  return ({ day }: Finding) => {
    const time = day?.slots[slot];
    return day && time ? secondsOfDay(time.wall, day.date) : null;
  };
};

/** Yesterday's exceptions: missing times, late, early, absent, unknown ids, worked on leave, punched though left. */
export function exceptionsReport({
  scope,
  groupBy: grouping = 'department',
  days,
  unknown,
}: ReportInput): Table {
  const found: Finding[] = days
    .map((day) => ({ ...day, day, what: findingsOf(day) }))
    .filter(({ what }) => what.length > 0);
  const ofDay = (holds: (day: ReportDay) => boolean) => (finding: Finding) =>
    oneIf(finding.day !== undefined && holds(finding.day));
  return makeTable<Finding>({
    title: 'Exceptions',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things: [...found, ...unknown.map(unknownFinding)],
    groupOf:
      grouping === 'department'
        ? ({ day, department }) => (day ? (department ?? noDepartment) : 'Unknown ids')
        : groupBy(grouping),
    columns: [
      ...personColumns<Finding>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'status', title: 'Status', type: 'text', value: ({ day }) => day?.status ?? 'unknown' },
      sayingColumn('what', 'What', ({ what }) => what),
      { key: 'in', title: 'In', type: 'time', value: timeOf('in') },
      { key: 'out', title: 'Out', type: 'time', value: timeOf('out') },
      { key: 'missing', title: 'Missing', type: 'count', sum: true, value: ofDay(isMissing) },
      { key: 'late', title: 'Late', type: 'duration', sum: true, value: ({ day }) => day?.late },
      { key: 'early', title: 'Early', type: 'duration', sum: true, value: ({ day }) => day?.early },
      { key: 'short', title: 'Short', type: 'duration', sum: true, value: ({ day }) => day?.short },
      {
        key: 'absent',
        title: 'Absent',
        type: 'count',
        sum: true,
        value: ofDay(({ status }) => status === 'absent'),
      },
      { key: 'remark', title: 'Remark', type: 'text', value: ({ day }) => day?.remark },
    ],
  });
}
