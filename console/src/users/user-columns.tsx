/** The columns of the list of users, and which of them this browser shows. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useFormat, useServerNow } from '../day/use-format.ts';
import type { TableColumn } from '../ui/table.tsx';
import { EnrolledSigns } from './enrolled.tsx';
import { OriginText } from './origin-text.tsx';
import { terminalLabel } from './pickers.tsx';
import { type ListedUser, rostersQuery, terminalsQuery } from './queries.ts';
import { UserStatus } from './user-status.tsx';
import styles from './users-screen.module.css';

/** A column of the list. */
export type UserColumn = TableColumn<ListedUser> & {
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
        width: 88,
        title: t`Id`,
        isSortable: true,
        isPrimary: true,
        isUsual: true,
        render: (user) => (
          <Link to="/users/$userId" params={{ userId: user.id }} className={styles.idLink}>
            {user.id}
          </Link>
        ),
      },
      {
        id: 'name',
        width: '2fr',
        minWidth: 140,
        title: t`Name`,
        isSortable: true,
        isPrimary: true,
        isUsual: true,
        render: (user) =>
          user.name === undefined ? null : (
            <Link to="/users/$userId" params={{ userId: user.id }} className={styles.nameLink} dir="auto">
              {user.name}
            </Link>
          ),
      },
      isNew && {
        id: 'firstPunch',
        width: 128,
        title: t`First punch`,
        isUsual: true,
        render: (user) => moment(user.firstPunchAt),
      },
      isNew && {
        id: 'terminal',
        title: t`Terminal`,
        isUsual: true,
        render: ({ origin }) =>
          origin.terminal === undefined ? null : terminalLabel(origin.terminal, terminals),
      },
      {
        id: 'department',
        width: '1.4fr',
        minWidth: 104,
        title: t`Department`,
        isSortable: true,
        isUsual: !isNew,
        render: (user) => user.department,
      },
      {
        id: 'site',
        title: t`Site`,
        isHiddenOnPhone: true,
        isUsual: false,
        render: (user) => user.site,
      },
      {
        id: 'employeeNumber',
        width: 136,
        title: t`Employee number`,
        isSortable: true,
        isHiddenOnPhone: true,
        isUsual: false,
        render: (user) => user.employeeNumber,
      },
      {
        id: 'roster',
        width: '1.4fr',
        minWidth: 104,
        title: t`Roster`,
        isHiddenOnPhone: true,
        isUsual: true,
        render: (user) => rosterName(user.dutyRosterId),
      },
      kind === 'all' && {
        id: 'status',
        width: 104,
        title: t`Status`,
        isUsual: true,
        render: (user) => <UserStatus user={user} />,
      },
      {
        id: 'issuedOn',
        width: 104,
        title: t`Issued`,
        isSortable: true,
        isHiddenOnPhone: true,
        isUsual: true,
        render: (user) => date(user.issuedOn),
      },
      {
        id: 'expiresOn',
        width: 104,
        title: t`Expires`,
        isHiddenOnPhone: true,
        isUsual: !isNew,
        render: (user) => date(user.expiresOn),
      },
      {
        id: 'enrolled',
        width: 112,
        title: t`Enrolled`,
        isHiddenOnPhone: true,
        isUsual: true,
        render: (user) => <EnrolledSigns credentials={user.credentials} />,
      },
      {
        id: 'lastPunch',
        width: 120,
        title: t`Last punch`,
        isHiddenOnPhone: true,
        isUsual: true,
        render: ({ lastPunchAt }) =>
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
        width: 104,
        title: t`Hired`,
        isSortable: true,
        isHiddenOnPhone: true,
        isUsual: false,
        render: (user) => date(user.hiredOn),
      },
      {
        id: 'origin',
        title: t`From where`,
        isHiddenOnPhone: true,
        isUsual: false,
        render: ({ origin }) => <OriginText origin={origin} />,
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
  const shown = useMemo(() => {
    const wanted = kept?.split(',');
    // Without its id a row has no link.
    return columns
      .filter(({ id, isUsual }) => id === 'id' || (wanted?.includes(id) ?? isUsual))
      .map(({ id }) => id);
  }, [columns, kept]);
  const show = (ids: readonly string[]) => {
    localStorage.setItem(placeOf(kind), ids.join(','));
    setKept(ids.join(','));
  };
  return [shown, show] as const;
}
