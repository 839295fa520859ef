/** What stands around a chart: its title, its sentence, and the switch between chart and table. @module */

import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import { Scroller } from '../scroller.tsx';
import { ViewSwitch } from '../tabs.tsx';
import styles from './chart.module.css';

/** The data of a chart as a table. */
export interface ChartTable {
  /** Titles of the columns; the first one names the rows. */
  columns: readonly string[];
  rows: readonly { id: string; cells: readonly string[] }[];
}

/** A chart with its data. */
export interface ChartFrameProps {
  title: string;
  /** One sentence: what is counted, and what not. */
  about?: ReactNode;
  table: ChartTable;
  children: ReactNode;
}

/** A chart, or the same data as a table. */
export function ChartFrame({ title, about, table, children }: ChartFrameProps) {
  const { t } = useLingui();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const id = useId();
  return (
    <section className={styles.frame} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {about && <p className={styles.about}>{about}</p>}
        </div>
        <div className={styles.switch}>
          <ViewSwitch
            label={t`Show as`}
            items={[
              { id: 'chart', label: t`Chart` },
              { id: 'table', label: t`Table` },
            ]}
            selected={view}
            onChange={setView}
          />
        </div>
      </header>
      {view === 'chart' ? children : <DataOf title={title} table={table} />}
    </section>
  );
}

function DataOf({ title, table }: { title: string; table: ChartTable }) {
  return (
    <Scroller label={title} className={styles.data}>
      <table className={styles.table}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ id, cells: [head, ...rest] }) => (
            <tr key={id}>
              <th scope="row">{head}</th>
              {rest.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under their columns
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
