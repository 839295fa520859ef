/** What a report says beside its table. @module */

import type { ReportTable } from '#shared/contract/reports.ts';
import type { ReasonKey } from '#shared/reasons/index.ts';
import { ToldText } from '../problems/told-text.tsx';
import styles from './report.module.css';

/** What was asked for: the fields above the table and the line of days show it. */
const asked: ReadonlySet<ReasonKey> = new Set([
  'report.day',
  'report.days',
  'report.department',
  'report.site',
  'report.user',
  'report.search',
]);

/** The notes of a report that say more than what was asked for. */
export function ReportNotes({ table: { toldNotes = [] } }: { table: ReportTable }) {
  const notes = toldNotes.filter(({ key }) => !asked.has(key));
  return notes.map((note) => (
    <p key={note.key} className={styles.scope}>
      <ToldText told={note} text={note.text} />.
    </p>
  ));
}
