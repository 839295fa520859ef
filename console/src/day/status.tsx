/** A state as shape and word on its tint, and the legend of all of them. @module */

import { useLingui } from '@lingui/react';
import type { ReactNode } from 'react';
import type { DayStatus } from '#shared/attendance/model/index.ts';
import { flagLooks, type Look, markLooks } from './looks.ts';
import type { DayMark } from './shape-of-day.ts';
import { Shape } from './shapes.tsx';
import styles from './status.module.css';

/** The class that gives text the ink of a look. */
export function inkClass({ ink }: Pick<Look, 'ink'>): string {
  return styles[ink] ?? '';
}

/**
 * Shape and word of a state on its tint; on paper its letter and word.
 * @param children - stands instead of the word, such as "late 12 min"
 */
export function LookTag({ look, children }: { look: Look; children?: ReactNode }) {
  const { i18n } = useLingui();
  return (
    <span className={`${styles.tag} ${inkClass(look)}`}>
      <LookShape look={look} />
      <span>{children ?? i18n._(look.word)}</span>
    </span>
  );
}

/** The shape of a look, or its letter on paper. For the eye alone. */
export function LookShape({ look }: { look: Look }) {
  if (look.shape === 'none') return null;
  return (
    <>
      <span className={styles.letter} aria-hidden="true">
        {look.letter}
      </span>
      <Shape name={look.shape} />
    </>
  );
}

/** Shape and word of what a day is. */
export function StatusTag({ status, children }: { status: DayMark | DayStatus; children?: ReactNode }) {
  return <LookTag look={markLooks[status]}>{children}</LookTag>;
}

/** What a cell of the matrix can show, in the order of the legend. */
const explained: readonly Look[] = [
  markLooks.present,
  markLooks.late,
  markLooks.early,
  markLooks['half-day'],
  markLooks.absent,
  markLooks.incomplete,
  markLooks.leave,
  markLooks.holiday,
  markLooks.pending,
  markLooks['rest-day'],
  markLooks['off-day'],
  markLooks['not-employed'],
  flagLooks.edited,
  flagLooks.adjusted,
  flagLooks['to-approve'],
  flagLooks.locked,
];

/**
 * What the shapes mean.
 * @param inline - one line that wraps, as below a table and on paper, instead of columns
 */
export function Legend({ inline = false }: { inline?: boolean }) {
  const { i18n } = useLingui();
  return (
    <ul className={inline ? `${styles.legend} ${styles.inline}` : styles.legend}>
      {explained.map((look) => (
        <li key={look.word.id} className={styles.entry}>
          <span className={`${styles.swatch} ${inkClass(look)}`} aria-hidden="true">
            {look.shape === 'none' ? '8:04' : <LookShape look={look} />}
          </span>
          <span>{i18n._(look.word)}</span>
        </li>
      ))}
    </ul>
  );
}
