/** A person of today, by name and id, as a link to that day. @module */

import { Link } from '@tanstack/react-router';
import styles from './today.module.css';

/** A person. */
export interface PersonLinkProps {
  userId: string;
  name?: string | undefined;
  /** The day that is opened. */
  date: string;
}

/** Name and id; where there is no name, the id alone. */
export function PersonLink({ userId, name, date }: PersonLinkProps) {
  return (
    <Link
      className={styles.person}
      to="/attendance/$userId"
      params={{ userId }}
      search={{ day: `${userId}:${date}` }}
    >
      {name === undefined ? (
        userId
      ) : (
        <>
          {name} <span className={styles.id}>{userId}</span>
        </>
      )}
    </Link>
  );
}
