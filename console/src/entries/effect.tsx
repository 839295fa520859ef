/** What an entry that waits would change, as figures before and after. @module */

import { useLingui } from '@lingui/react/macro';
import type { DayResult } from '#shared/attendance/index.ts';
import { columnWords } from '../day/column-words.ts';
import { columns } from '../day/columns.ts';
import { useFigures } from '../day/figures.ts';
import { statusLooks } from '../day/looks.ts';
import { useFormat } from '../day/use-format.ts';
import type { AnyEntry } from './any-entry.ts';
import styles from './effect.module.css';
import { useEffectOf } from './effect-data.ts';

/** A figure that changes. */
interface Change {
  readonly id: string;
  readonly word: string;
  readonly before: string;
  readonly after: string;
}

/** The figures that change. @param isWanted - whether it is time to compute them */
export function EntryEffect({ one, isWanted }: { one: AnyEntry; isWanted: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const figures = useFigures();
  const { data, isPending, isError } = useEffectOf(one, isWanted);
  if (isPending) return <span className={styles.quiet}>{t`being computed`}</span>;
  if (isError || data === null) return <span className={styles.quiet}>{t`not known`}</span>;
  const total = (days: readonly DayResult[], value: (day: DayResult) => number) =>
    days.reduce((sum, day) => sum + value(day), 0);
  const changes: Change[] = figures.map(({ id, word, value }) => ({
    id,
    word,
    before: format.duration(total(data.before, value)),
    after: format.duration(total(data.after, value)),
  }));
  const [before, ...more] = data.before;
  const [after] = data.after;
  if (before && after && more.length === 0) {
    const time = (day: DayResult, column: (typeof columns)[number]) => {
      const slot = day.slots[column];
      return slot === null ? '—' : format.time(slot.wall);
    };
    changes.unshift(
      {
        id: 'status',
        word: t`Status`,
        before: i18n._(statusLooks[before.status].word),
        after: i18n._(statusLooks[after.status].word),
      },
      ...columns.map((column) => ({
        id: column,
        word: i18n._(columnWords[column]),
        before: time(before, column),
        after: time(after, column),
      })),
    );
  }
  const news = changes.filter((change) => change.before !== change.after);
  if (news.length === 0) return <span className={styles.quiet}>{t`no figure changes`}</span>;
  return (
    <ul className={styles.changes} aria-label={t`What changes`}>
      {news.map((change) => (
        <li key={change.id}>
          <span className={styles.word}>{change.word}</span> {change.before}{' '}
          <span aria-hidden="true" className={styles.word}>
            →
          </span>
          <span className="visually-hidden">{t`would be`}</span> <b>{change.after}</b>
        </li>
      ))}
    </ul>
  );
}
