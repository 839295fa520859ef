/** The table of a report: groups, rows that open their person, sums; on phones the same as cards. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode } from 'react';
import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportTable as Table } from '#shared/contract/reports.ts';
import { useFormat } from '../day/use-format.ts';
import { ToldText } from '../problems/told-text.tsx';
import { useIsPhone } from '../ui/use-media.ts';
import styles from './report.module.css';
import { isFigure, PersonCell, ReportCell } from './report-cell.tsx';
import {
  isDateKey,
  linesOf,
  type ReportColumn,
  type ReportLine,
  reader,
  type ShownColumn,
  shownColumns,
  targetOf,
} from './report-lines.ts';
import { useShownLines } from './use-all-for-print.ts';
import { columnTitle, valueWord } from './value-words.ts';

/** A table of a report. */
export interface ReportTableProps {
  name: ReportName;
  table: Table;
  grouping: string;
  /** The days that are shown, which go with the links to people. */
  range: { from: string; to: string };
  /** The rows belong to the last question, and the answer to this one is under way. */
  isStale: boolean;
}

function useTitles(): (column: ReportColumn) => ReactNode {
  const { i18n } = useLingui();
  const format = useFormat();
  return ({ key, title }) =>
    isDateKey(key) ? (
      <>
        {format.date(key, 'number')}
        <small className={styles.weekday}>{format.weekday(key)}</small>
      </>
    ) : (
      columnTitle(i18n, key, title)
    );
}

type RowLine = Extract<ReportLine, { kind: 'row' }>;

/** What stands in a cell of a row. */
function useCells({ name, table, range }: ReportTableProps) {
  const read = reader(table);
  return ({ column, place }: ShownColumn, { values, said }: RowLine) =>
    column.key === 'userId' ? (
      <PersonCell
        userId={values[place] ?? null}
        name={read(values, 'name')}
        target={targetOf(name, read, values)}
        range={range}
      />
    ) : (
      <ReportCell column={column} value={values[place] ?? null} said={said?.[column.key]} />
    );
}

/** The label of a group; of a person's group it leads to the person. */
function GroupLabel({
  line,
  table,
  grouping,
  range,
}: Pick<ReportTableProps, 'table' | 'grouping' | 'range'> & {
  line: Extract<ReportLine, { kind: 'group' }>;
}) {
  const { i18n } = useLingui();
  const first = table.groups[Number(line.id.slice(1))]?.rows[0];
  const read = reader(table);
  const userId = first && read(first, 'userId');
  if (grouping !== 'user' || typeof userId !== 'string' || !first)
    return <>{valueWord(i18n, 'group', line.label)}</>;
  return (
    <PersonCell
      userId={userId}
      name={read(first, 'name')}
      target={
        read(first, 'status') === 'unknown'
          ? { kind: 'unknown', pin: userId }
          : { kind: 'person', userId, date: undefined }
      }
      range={range}
    />
  );
}

/** The table of a report. */
export function ReportTable(props: ReportTableProps) {
  const { table, grouping } = props;
  const isPhone = useIsPhone();
  const columns = shownColumns(table, grouping);
  const lines = linesOf(table);
  const [limit, end] = useShownLines(lines.length);
  const View = isPhone && props.name !== 'matrix' ? Cards : Wide;
  return (
    <div className={styles.whole} data-stale={props.isStale || undefined}>
      <View {...props} columns={columns} lines={lines.slice(0, limit)} />
      <div ref={end} className={styles.end} aria-hidden="true" />
      {table.legend.length > 0 && (
        <ul className={styles.legend}>
          {table.legend.map(({ sign, meaning, told }) => (
            <li key={sign}>
              <strong>{sign}</strong> <ToldText told={told} text={meaning} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ViewProps = ReportTableProps & {
  columns: readonly ShownColumn[];
  lines: readonly ReportLine[];
};

function Wide(props: ViewProps) {
  const { table, grouping, range, columns, lines } = props;
  const { t } = useLingui();
  const titleOf = useTitles();
  const cellOf = useCells(props);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.scroll} tabIndex={0} aria-label={t`Rows of the report`}>
      <table className={styles.table} data-pages={props.name === 'time-card' || undefined}>
        <thead>
          <tr>
            {columns.map(({ column }) => (
              <th
                key={column.key}
                scope="col"
                className={
                  isFigure(column) ? styles.figure : isDateKey(column.key) ? styles.letter : undefined
                }
              >
                {titleOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            if (line.kind === 'group')
              return (
                <tr key={line.id} className={styles.group}>
                  <th colSpan={columns.length} scope="rowgroup">
                    <GroupLabel line={line} table={table} grouping={grouping} range={range} />
                  </th>
                </tr>
              );
            if (line.kind === 'totals')
              return (
                <Fragment key={line.id}>
                  <Totals line={line} columns={columns} />
                  {!line.isAll && props.name === 'time-card' && <Signatures columns={columns.length} />}
                </Fragment>
              );
            return (
              <tr key={line.id}>
                {columns.map((shown) => {
                  const { column } = shown;
                  const cell = cellOf(shown, line);
                  return column.key === 'userId' ? (
                    <th key={column.key} scope="row" className={styles.who}>
                      {cell}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      className={
                        isFigure(column)
                          ? styles.figure
                          : isDateKey(column.key)
                            ? styles.letter
                            : ['what', 'remark', 'reason', 'dates'].includes(column.key)
                              ? styles.long
                              : undefined
                      }
                    >
                      {cell}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Totals({
  line,
  columns,
}: {
  line: Extract<ReportLine, { kind: 'totals' }>;
  columns: readonly ShownColumn[];
}) {
  const firstSum = columns.findIndex(({ column }) => column.sum);
  const before = Math.max(1, firstSum);
  return (
    <tr className={line.isAll ? styles.all : styles.totals}>
      <th colSpan={before} scope="row">
        {line.isAll ? <Trans>All</Trans> : <Trans>Sum</Trans>}
      </th>
      {columns.slice(before).map(({ column, place }) => (
        <td key={column.key} className={isFigure(column) ? styles.figure : undefined}>
          <ReportCell column={column} value={line.values[place] ?? null} />
        </td>
      ))}
    </tr>
  );
}

/** Lines for signatures, on paper only. */
function Signatures({ columns }: { columns: number }) {
  return (
    <tr className={styles.signatures}>
      <td colSpan={columns}>
        <span>
          <Trans>Employee</Trans>
        </span>
        <span>
          <Trans>Supervisor</Trans>
        </span>
        <span>
          <Trans>Date</Trans>
        </span>
      </td>
    </tr>
  );
}

function Cards(props: ViewProps) {
  const { table, grouping, range, columns, lines } = props;
  const titleOf = useTitles();
  const cellOf = useCells(props);
  const rest = columns.filter(({ column }) => !['userId', 'date'].includes(column.key));
  const heads = columns.filter(({ column }) => ['userId', 'date'].includes(column.key));
  const facts = (shown: readonly ShownColumn[], { values, said }: Pick<RowLine, 'values' | 'said'>) => (
    <dl className={styles.facts}>
      {shown
        .filter(({ place }) => ![null, '', 0].includes(values[place] ?? null))
        .map(({ column, place }) => (
          <div key={column.key} className={styles.fact}>
            <dt>{titleOf(column)}</dt>
            <dd>
              <ReportCell column={column} value={values[place] ?? null} said={said?.[column.key]} />
            </dd>
          </div>
        ))}
    </dl>
  );
  return (
    <ul className={styles.cards}>
      {lines.map((line) =>
        line.kind === 'group' ? (
          <li key={line.id} className={styles.cardGroup}>
            <GroupLabel line={line} table={table} grouping={grouping} range={range} />
          </li>
        ) : line.kind === 'totals' ? (
          <li key={line.id} className={styles.cardSums}>
            <strong>{line.isAll ? <Trans>All</Trans> : <Trans>Sum</Trans>}</strong>
            {facts(
              rest.filter(({ column }) => column.sum),
              { values: line.values },
            )}
          </li>
        ) : (
          <li key={line.id} className={styles.card}>
            <div className={styles.cardHead}>
              {heads.map((shown) => (
                <span key={shown.column.key}>{cellOf(shown, line)}</span>
              ))}
            </div>
            {facts(rest, line)}
          </li>
        ),
      )}
    </ul>
  );
}
