/** The columns of the list of users, and which of them this browser shows. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { UserSort } from '#shared/contract/users.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { EnrolledSigns } from './enrolled.tsx';
import { OriginText } from './origin-text.tsx';
import type { PeopleColumn } from './people-table.tsx';
import { terminalLabel } from './pickers.tsx';
import { type ListedUser, rostersQuery, terminalsQuery } from './queries.ts';
import { UserStatus } from './user-status.tsx';
import styles from './users-screen.module.css';

/** A column of the list. */
export type UserColumn = PeopleColumn<ListedUser, UserSort> & {
  /** Shown unless somebody has chosen otherwise. */
  isUsual: boolean;
};

/** Which list: columns that belong to another one are not offered. */
export type UserListKind = 'all' | 'new' | 'suspended';

/** Every column that a list offers, in its order. */
export function useUserColumns(kind: UserListKind): readonly UserColumn[] {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow(60);
  const { data: rosters } = useQuery(rostersQuery);
  const { data: terminals } = useQuery(terminalsQuery);
  return useMemo(() => {
    const date = (text: string | undefined) => (text === undefined ? null : format.date(text, 'short'));
    const moment = (text: string | undefined) =>
      text === undefined ? null : <time dateTime={text}>{format.instant(text)}</time>;
    const rosterName = (id: string | undefined) =>
      rosters?.find(({ roster }) => roster.id === id)?.roster.name ?? id;
    const isNew = kind === 'new';
    const columns: (UserColumn | false)[] = [
      {
        id: 'id',
        title: t`Id`,
        sort: 'id',
        phone: 'first',
        isUsual: true,
        cell: (user) => (
          <Link to="/users/$userId" params={{ userId: user.id }} className={styles.idLink}>
            {user.id}
          </Link>
        ),
      },
      {
        id: 'name',
        title: t`Name`,
        sort: 'name',
        phone: 'first',
        isUsual: true,
        cell: (user) =>
          user.name === undefined ? null : (
            <Link to="/users/$userId" params={{ userId: user.id }} className={styles.nameLink}>
              {user.name}
            </Link>
          ),
      },
      isNew && {
        id: 'firstPunch',
        title: t`First punch`,
        phone: 'below',
        isUsual: true,
        cell: (user) => moment(user.firstPunchAt),
      },
      isNew && {
        id: 'terminal',
        title: t`Terminal`,
        phone: 'below',
        isUsual: true,
        cell: ({ origin }) => (origin.terminal === undefined ? null : terminalLabel(origin.terminal, terminals)),
      },
      {
        id: 'department',
        title: t`Department`,
        sort: 'department',
        phone: 'below',
        isUsual: !isNew,
        cell: (user) => user.department,
      },
      {
        id: 'site',
        title: t`Site`,
        phone: 'none',
        isUsual: false,
        cell: (user) => user.site,
      },
      {
        id: 'employeeNumber',
        title: t`Employee number`,
        sort: 'employeeNumber',
        phone: 'none',
        isUsual: false,
        cell: (user) => user.employeeNumber,
      },
      {
        id: 'roster',
        title: t`Roster`,
        phone: 'none',
        isUsual: true,
        cell: (user) => rosterName(user.dutyRosterId),
      },
      kind === 'all' && {
        id: 'status',
        title: t`Status`,
        phone: 'below',
        isUsual: true,
        cell: (user) => <UserStatus user={user} />,
      },
      {
        id: 'issuedOn',
        title: t`Issued`,
        sort: 'issuedOn',
        phone: 'none',
        isUsual: true,
        cell: (user) => date(user.issuedOn),
      },
      {
        id: 'expiresOn',
        title: t`Expires`,
        phone: 'none',
        isUsual: !isNew,
        cell: (user) => date(user.expiresOn),
      },
      {
        id: 'enrolled',
        title: t`Enrolled`,
        phone: 'none',
        isUsual: true,
        cell: (user) => <EnrolledSigns credentials={user.credentials} />,
      },
      {
        id: 'lastPunch',
        title: t`Last punch`,
        phone: 'none',
        isUsual: true,
        cell: ({ lastPunchAt }) =>
          lastPunchAt === undefined ? (
            <span className={styles.never}>{t`never`}</span>
          ) : (
            <time dateTime={lastPunchAt} title={format.instant(lastPunchAt, { date: 'full' })}>
              {format.ago(lastPunchAt, now)}
            </time>
          ),
      },
      {
        id: 'hiredOn',
        title: t`Hired`,
        sort: 'hiredOn',
        phone: 'none',
        isUsual: false,
        cell: (user) => date(user.hiredOn),
      },
      {
        id: 'origin',
        title: t`From where`,
        phone: 'none',
        isUsual: false,
        cell: ({ origin }) => <OriginText origin={origin} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, format, now, rosters, terminals, kind]);
}

function placeOf(kind: UserListKind): string {
  return `rollcall.users.columns.${kind}`;
}

/** Which columns this browser shows of a list. @returns the ids that are shown, and how to change that */
export function useShownColumns(kind: UserListKind, columns: readonly UserColumn[]) {
  const [kept, setKept] = useState(() => localStorage.getItem(placeOf(kind)));
  const usual = columns.filter(({ isUsual }) => isUsual).map(({ id }) => id);
  const wanted = kept === null ? usual : kept.split(',');
  // Without its id a row has no link.
  const shown = columns.map(({ id }) => id).filter((id) => id === 'id' || wanted.includes(id));
  const show = (ids: readonly string[]) => {
    localStorage.setItem(placeOf(kind), ids.join(','));
    setKept(ids.join(','));
  };
  return [shown, show] as const;
}
