/** How many of each department are in, and who of it came late. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { PresentPerson } from '#shared/contract/overview.ts';
import { Shape } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import { PersonLink } from './person-link.tsx';
import styles from './today.module.css';
import type { InferredAnswer } from './today-data.ts';

type DepartmentCounts = InferredAnswer<'getPresence'>['departments'][number];

const lateShown = 4;

/** How many of a department are in, of those who are not off or on leave. */
export function shareOf({ inside, late, people, off, leave }: DepartmentCounts): {
  inside: number;
  expected: number;
  share: number;
} {
  const expected = people - off - leave;
  const present = inside + late;
  return { inside: present, expected, share: expected > 0 ? Math.min(1, present / expected) : 0 };
}

/** Departments in the order of their names; people without one come last. */
export function inOrder(departments: readonly DepartmentCounts[]): DepartmentCounts[] {
  return departments.toSorted(
    (a, b) =>
      Number(a.department === '') - Number(b.department === '') || a.department.localeCompare(b.department),
  );
}

/** One department. */
function Department({
  counts,
  late,
  date,
}: {
  counts: DepartmentCounts;
  late: readonly PresentPerson[];
  date: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { inside, expected, share } = shareOf(counts);
  const name = counts.department === '' ? t`No department` : counts.department;
  const more = late.length - lateShown;
  return (
    <li className={styles.department}>
      <div className={styles.departmentHead}>
        <span className={styles.departmentName}>
          {counts.department === '' ? (
            name
          ) : (
            <Link
              to="/today"
              search={(old) => ({ ...old, department: counts.department })}
              className={styles.person}
            >
              {name}
            </Link>
          )}
        </span>
        <span className={styles.ratio}>
          <span className="visually-hidden">{t`${format.count(inside)} of ${format.count(expected)} are in`}</span>
          <span aria-hidden="true">
            <strong>{format.count(inside)}</strong> / {format.count(expected)}
          </span>
        </span>
      </div>
      <div className={styles.bar} aria-hidden="true">
        <span className={styles.barIn} style={{ inlineSize: `${share * 100}%` }} />
      </div>
      {late.length > 0 && (
        <div className={styles.late}>
          <span className={styles.lateWord}>
            <Shape name="clock-quarter" /> <Trans>Late</Trans>
          </span>
          <ul className={styles.lateList} aria-label={t`Late in ${name}`}>
            {late.slice(0, lateShown).map(({ userId, name: who, late: seconds }) => (
              <li key={userId}>
                <PersonLink userId={userId} name={who} date={date} />
                {seconds !== undefined && <span className={styles.quiet}> {format.duration(seconds)}</span>}
              </li>
            ))}
            {more > 0 && (
              <li>
                <Link
                  to="/today"
                  search={(old) => ({
                    ...old,
                    state: 'late' as const,
                    department: counts.department === '' ? old.department : counts.department,
                  })}
                >
                  <Trans>{format.count(more)} more</Trans>
                </Link>
              </li>
            )}
          </ul>
        </div>
      )}
    </li>
  );
}

/** Departments in the order of their names, those without one last. */
export function Departments({ presence }: { presence: InferredAnswer<'getPresence'> }) {
  const { t } = useLingui();
  const byDepartment = Map.groupBy(presence.items, ({ department }) => department ?? '');
  return (
    <ul className={styles.departments} aria-label={t`Departments`}>
      {inOrder(presence.departments).map((counts) => (
        <Department
          key={counts.department}
          counts={counts}
          late={byDepartment.get(counts.department) ?? []}
          date={presence.date}
        />
      ))}
    </ul>
  );
}
