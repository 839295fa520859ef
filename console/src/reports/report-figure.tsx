/** The chart of a report, and the same data as a table. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportTable } from '#shared/contract/reports.ts';
import { durationText } from '../day/format.ts';
import { useFormat } from '../day/use-format.ts';
import { Bars } from '../ui/charts/bars.tsx';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { Columns } from '../ui/charts/columns.tsx';
import { chartOf, type ReportChart } from './report-chart.ts';
import { valueWord } from './value-words.ts';

const titles: Readonly<Record<ReportName, MessageDescriptor>> = {
  exceptions: msg`Days by what is wrong`,
  presence: msg`People who are in, by department`,
  matrix: msg`People who were present, by day`,
  'time-card': msg`Time worked, by day`,
  'payroll-summary': msg`Hours by pay code`,
  overtime: msg`Time to approve, by person`,
  lateness: msg`Late, by person`,
  absence: msg`Hours away, by type`,
  corrections: msg`Corrections, by kind`,
  punches: msg`Punches`,
};

const findings: Readonly<Record<string, MessageDescriptor>> = {
  missing: msg`Missing time`,
  late: msg`Late`,
  early: msg`Early out`,
  absent: msg`Absent`,
  unknown: msg`Unknown id`,
};

/** By which column the labels of a report's chart are words. */
const labelKeys: Partial<Record<ReportName, string>> = {
  presence: 'group',
  'payroll-summary': 'code',
  absence: 'type',
  corrections: 'kind',
};

const hour = 3_600;

function useTexts(name: ReportName, { kind, measure }: Pick<ReportChart, 'kind' | 'measure'>) {
  const { i18n } = useLingui();
  const format = useFormat();
  return {
    value: (value: number) =>
      measure === 'duration'
        ? format.duration(value)
        : measure === 'hours'
          ? durationText(format.language, value, 'decimal')
          : format.count(value),
    label: (text: string) => {
      if (kind === 'hours') return format.minute(Number(text) * 60);
      const finding = name === 'exceptions' ? findings[text] : undefined;
      return finding ? i18n._(finding) : valueWord(i18n, labelKeys[name] ?? '', text);
    },
    day: (date: string, style: 'brief' | 'day') => format.date(date, style),
  };
}

/** The chart of a report, where it helps. */
export function ReportFigure({ name, table }: { name: ReportName; table: ReportTable }) {
  const chart = chartOf(name, table);
  return chart ? <Figure name={name} chart={chart} /> : null;
}

function Figure({ name, chart }: { name: ReportName; chart: ReportChart }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const texts = useTexts(name, chart);
  const { kind, measure, line, outOf } = chart;
  const title = i18n._(titles[name]);
  const planned = t`Planned`;
  const items = chart.items.map(({ id, label, value }) => ({
    id,
    label: kind === 'days' ? texts.day(id, 'brief') : texts.label(label),
    value,
    text: texts.value(value),
  }));
  const about =
    outOf === undefined
      ? undefined
      : t`The ${format.count(items.length)} with the most, of ${format.count(outOf)}. The table below has all.`;
  return (
    <ChartFrame
      title={title}
      about={about}
      table={{
        columns: [
          kind === 'days' ? t`Date` : kind === 'hours' ? t`Time` : t`Name`,
          title,
          ...(line ? [planned] : []),
        ],
        rows: items.map(({ id, label, text }, index) => ({
          id,
          cells: [
            kind === 'days' ? texts.day(id, 'day') : label,
            text,
            ...(line ? [texts.value(line[index] ?? 0)] : []),
          ],
        })),
      }}
    >
      {kind === 'bars' ? (
        <Bars label={title} items={items} />
      ) : (
        <Columns
          label={title}
          items={items}
          tick={texts.value}
          unit={measure === 'count' ? 1 : hour}
          isWhole={measure === 'count'}
          {...(line ? { line: { label: planned, values: line } } : {})}
        />
      )}
    </ChartFrame>
  );
}
