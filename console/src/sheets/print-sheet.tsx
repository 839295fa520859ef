/** The sheet on paper: letters instead of shapes, a head on every page, a legend, and when it was made. Only there while it is printed. @module */

import { useLingui } from '@lingui/react/macro';
import { markLooks } from '../day/looks.ts';
import { PaperHead, paper } from '../day/paper.tsx';
import type { Range } from '../day/periods.ts';
import { shapeOfDay } from '../day/shape-of-day.ts';
import { Legend } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import { classNames } from '../ui/class-names.ts';
import { usePrinting } from '../ui/use-printing.ts';
import type { DayColumn, TotalColumn } from './matrix/columns.ts';
import type { MatrixPerson } from './matrix/matrix-pages.ts';
import styles from './print-sheet.module.css';

/** @param isWhole - whether all people that fit are read; otherwise the paper says that some are missing */
export function PrintSheet(props: {
  people: readonly MatrixPerson[];
  columns: readonly DayColumn[];
  totals: readonly TotalColumn[];
  range: Range;
  scope: string;
  isWhole: boolean;
}) {
  return usePrinting() ? <Sheet {...props} /> : null;
}

function Sheet({ people, columns, totals, range, scope, isWhole }: Parameters<typeof PrintSheet>[0]) {
  const { i18n, t } = useLingui();
  const format = useFormat();
  return (
    <div className={classNames(styles.sheet, paper.lying)}>
      <PaperHead
        range={range}
        scope={isWhole ? scope : `${scope} · ${t`not all people are on this print: wait until all are read`}`}
      />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t`Name`}</th>
            <th scope="col">{t`Id`}</th>
            {columns.map(({ date }) => (
              <th key={date} scope="col">
                {format.date(date, 'number')}
                <br />
                {format.weekday(date)}
              </th>
            ))}
            {totals.map(({ id, word }) => (
              <th key={id} scope="col">
                {i18n._(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map(({ userId, name, days, totals: sums }) => {
            const byDate = new Map(days.map((day) => [day.date as string, day]));
            return (
              <tr key={userId}>
                <th scope="row">{name ?? userId}</th>
                <td>{userId}</td>
                {columns.map(({ date }) => {
                  const day = byDate.get(date);
                  if (day === undefined) return <td key={date}>·</td>;
                  const mark = shapeOfDay(day);
                  const edited = day.flags?.includes('edited');
                  return (
                    <td key={date} className={edited ? styles.edited : undefined}>
                      {mark === 'present' ? '' : markLooks[mark].letter}
                      {(day.worked ?? 0) > 0 && (
                        <>
                          {mark !== 'present' && <br />}
                          {format.duration(day.worked ?? 0)}
                        </>
                      )}
                      {edited && '*'}
                      {day.flags?.includes('adjusted') && 'Δ'}
                    </td>
                  );
                })}
                {totals.map(({ id, unit, value }) => (
                  <td key={id} className={styles.total}>
                    {unit === 'duration' ? format.duration(value(sums)) : format.count(value(sums))}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Legend inline />
    </div>
  );
}
