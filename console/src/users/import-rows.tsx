/** What would become of each row of a file, or has: those with a flaw first. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FlawText } from '../problems/flaw-text.tsx';
import { FilterChip } from '../ui/chip.tsx';
import styles from './import.module.css';
import { useImportFields } from './import-columns.tsx';
import type { ImportReport } from './use-import.ts';

type Row = ImportReport['rows'][number];
type Result = Row['result'];

/** Rows that are shown at once. */
const rowsShown = 200;

function ResultWord({ result, isDryRun }: { result: Result; isDryRun: boolean }) {
  switch (result) {
    case 'created':
      return isDryRun ? <Trans>will be created</Trans> : <Trans>created</Trans>;
    case 'changed':
      return isDryRun ? <Trans>will be changed</Trans> : <Trans>changed</Trans>;
    case 'unchanged':
      return <Trans>unchanged</Trans>;
    case 'skipped':
      return <Trans>left out</Trans>;
    case 'refused':
      return <Trans>refused</Trans>;
    case 'waiting':
      return <Trans>waits</Trans>;
  }
}

/** One sentence of the whole. @param isDone - it has been taken in */
export function ImportSummary({ report, isDone }: { report: ImportReport; isDone: boolean }) {
  const { created, changed, refused } = report;
  return (
    <p role="status" className={styles.summary}>
      {isDone ? (
        <>
          <Plural value={created} one="# user was created" other="# users were created" />
          {', '}
          <Plural value={changed} one="# changed" other="# changed" />
        </>
      ) : (
        <>
          <Plural value={created} one="# user will be created" other="# users will be created" />
          {', '}
          <Plural value={changed} one="# changed" other="# changed" />
        </>
      )}
      {refused > 0 && (
        <>
          {', '}
          <Plural value={refused} one="# row is refused" other="# rows are refused" />
        </>
      )}
      .
    </p>
  );
}

/** The rows, by what becomes of them. */
export function ImportRows({ report, isStale }: { report: ImportReport; isStale: boolean }) {
  const { t } = useLingui();
  const [only, setOnly] = useState<Result>();
  const fields = useImportFields();
  const nameOf = (field: string) => fields.find(({ id }) => id === field)?.label ?? field;
  const words: readonly [Result, string, number][] = [
    ['refused', t`refused`, report.refused],
    ['created', t`created`, report.created],
    ['changed', t`changed`, report.changed],
    ['unchanged', t`unchanged`, report.unchanged],
    ['skipped', t`left out`, report.skipped],
  ];
  const rows =
    only === undefined
      ? [...report.rows].sort((a, b) => Number(b.result === 'refused') - Number(a.result === 'refused'))
      : report.rows.filter(({ result }) => result === only);
  const more = rows.length - Math.min(rows.length, rowsShown);
  return (
    <section
      aria-label={t`Rows of the file`}
      aria-busy={isStale}
      className={styles.rows}
      data-stale={isStale}
    >
      <div className={styles.chips}>
        {words
          .filter(([, , count]) => count > 0)
          .map(([result, word, count]) => (
            <FilterChip
              key={result}
              count={count}
              tone={result === 'refused' ? 'absent' : 'neutral'}
              isSelected={only === result}
              onChange={(isOn) => setOnly(isOn ? result : undefined)}
            >
              {word}
            </FilterChip>
          ))}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Row</Trans>
            </th>
            <th scope="col">
              <Trans>User id</Trans>
            </th>
            <th scope="col">
              <Trans>What becomes of it</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsShown).map((row) => (
            <tr key={row.row} data-refused={row.result === 'refused'}>
              <td>{row.row}</td>
              <td>{row.userId}</td>
              <td>
                <strong>
                  <ResultWord result={row.result} isDryRun={report.dryRun} />
                </strong>{' '}
                {row.fields?.map(nameOf).join(', ')}
                {row.problems?.map((problem) => (
                  <span key={`${problem.column} ${problem.message}`} className={styles.flaw}>
                    <FlawText of={problem} />
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p className={styles.how}>
          <Plural value={more} one="# more row like these." other="# more rows." />
        </p>
      )}
    </section>
  );
}
