/** Report: hours of each person by pay code, with what is not approved yet apart. @module */

import { phrase } from '#shared/reasons/index.ts';
import { makeTable, type Table } from '#shared/table/index.ts';
import { byPerson, groupBy, notesOf, personColumns } from './common.ts';
import type { ReportDay, ReportInput } from './input.ts';

interface Pay {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
  kind: 'regular' | 'overtime' | 'premium' | 'leave' | 'short' | 'absent';
  code: string;
  multiplier: number | null;
  approved: number;
  waiting: number;
  days: number;
}

type PayPart = Pick<Pay, 'kind' | 'code' | 'multiplier' | 'approved' | 'waiting'>;

function partsOf(day: ReportDay): PayPart[] {
  const part = (kind: Pay['kind'], code: string, seconds: number): PayPart[] =>
    seconds > 0 ? [{ kind, code, multiplier: null, approved: seconds, waiting: 0 }] : [];
  const paid = (kind: Pay['kind'], layers: ReportDay['overtime']): PayPart[] =>
    layers.map(({ code, seconds, multiplier, approved }) => ({
      kind,
      code,
      multiplier,
      approved: approved ? seconds : 0,
      waiting: approved ? 0 : seconds,
    }));
  return [
    ...part('regular', 'regular', day.regular),
    ...paid('overtime', day.overtime),
    ...paid('premium', day.premiums),
    ...day.leave.flatMap(({ type, seconds }) => part('leave', type, seconds)),
    ...part('short', 'short', day.short),
    ...part('absent', 'absent', day.status === 'absent' ? day.expected : 0),
  ];
}

const kinds: readonly Pay['kind'][] = ['regular', 'overtime', 'premium', 'leave', 'short', 'absent'];

function payOf(days: readonly ReportDay[]): Pay[] {
  const last = days.at(-1);
  if (!last) return [];
  const { userId, name, department } = last;
  const parts = days.flatMap((day) => partsOf(day).map((part) => ({ ...part, date: day.date })));
  const byCode = Map.groupBy(parts, ({ kind, code, multiplier }) => JSON.stringify([kind, code, multiplier]));
  return [...byCode.values()]
    .flatMap((same) => {
      const first = same[0];
      if (!first) return [];
      const sum = (figure: 'approved' | 'waiting') => same.reduce((total, part) => total + part[figure], 0);
      const dates = new Set(same.map(({ date }) => date)).size;
      const { kind, code, multiplier } = first;
      const sums = { approved: sum('approved'), waiting: sum('waiting'), days: dates };
      return [{ userId, name, department, kind, code, multiplier, ...sums }];
    })
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.code < b.code ? -1 : 1));
}

/** Payroll summary by person and pay code, in decimal hours, rounded after summing. */
export function payrollSummaryReport({ scope, groupBy: grouping = 'user', days }: ReportInput): Table {
  return makeTable<Pay>({
    title: 'Payroll summary',
    saidNotes: [...notesOf(scope), phrase('report.no-other-figure', {})],
    frozenColumns: 2,
    things: byPerson(days).flatMap(payOf),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<Pay>(grouping),
      { key: 'kind', title: 'Kind', type: 'text', value: ({ kind }) => kind },
      { key: 'code', title: 'Pay code', type: 'text', value: ({ code }) => code },
      { key: 'multiplier', title: 'Multiplier', type: 'number', value: ({ multiplier }) => multiplier },
      { key: 'days', title: 'Days', type: 'count', value: ({ days: count }) => count },
      ...(['regular', 'overtime', 'premium', 'leave', 'short', 'absent'] as const).map((wanted) => ({
        key: `${wanted}Hours`,
        title: `${wanted.charAt(0).toUpperCase()}${wanted.slice(1)} h`,
        type: 'hours' as const,
        sum: true as const,
        value: ({ kind, approved }: Pay) => (kind === wanted ? approved : null),
      })),
      {
        key: 'waitingHours',
        title: 'To approve h',
        type: 'hours',
        sum: true,
        value: ({ waiting }) => waiting || null,
      },
    ],
  });
}
