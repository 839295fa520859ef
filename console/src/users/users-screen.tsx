/** The list of users: all, new from log, unknown, suspended. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, FileUp, UserPlus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { fetchFile, useOverview, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { downloadFile } from '../ui/download-file.ts';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';
import { matchingQuery } from './queries.ts';
import { UnknownUsers } from './unknown-users.tsx';
import { filterOf, UsersList } from './users-list.tsx';
import styles from './users-screen.module.css';

/** Another part is not the current one because its address has less in it. */
const exactly = { exact: true };

const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }));

const formats = {
  csv: { type: 'text/csv', name: 'users.csv' },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: 'users.xlsx',
  },
} as const;

/** The list of users: all, new from log, unknown, suspended. */
export function UsersScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate({ from: '/users' });
  const search = useSearch({ from: '/users' });
  const { mayEdit } = useRights();
  const overview = useOverview();
  const all = useQuery(matchingQuery({}));
  const suspended = useQuery(matchingQuery({ status: 'suspended' }));
  const [open, setOpen] = useState<'new-user' | 'import'>();
  const [failure, setFailure] = useState<unknown>();
  const tab = search.tab ?? 'all';
  const countOf = (count: number | null | undefined) =>
    count === undefined || count === null ? undefined : format.count(count);
  const commands = useMemo(
    () =>
      mayEdit
        ? [
            { id: 'users.new', title: t`New user`, run: () => setOpen('new-user') },
            { id: 'users.download', title: t`Download user`, run: () => openDialog('downloadUser', {}) },
            { id: 'users.import', title: t`Import a file`, run: () => setOpen('import') },
          ]
        : [],
    [t, mayEdit],
  );
  useCommands(commands);
  const save = async (as: keyof typeof formats) => {
    setFailure(undefined);
    const filter = filterOf(tab === 'unknown' ? 'all' : tab, search);
    try {
      const { blob, fileName } = await fetchFile(
        'listUsers',
        { query: { ...filter, ...(search.sort === undefined ? {} : { sort: search.sort }) } },
        formats[as].type,
      );
      downloadFile(blob, fileName ?? formats[as].name);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className={styles.page}>
      <PageHead
        title={<Trans>Users</Trans>}
        secondary={
          <>
            <MenuButton
              label={t`File`}
              sections={[
                ...(mayEdit
                  ? [
                      {
                        id: 'in',
                        items: [
                          {
                            id: 'import',
                            label: t`Import a file`,
                            description: t`People from CSV or Excel, user.dat or attlog.dat of a terminal`,
                            icon: <FileUp />,
                            onAction: () => setOpen('import'),
                          },
                        ],
                      },
                    ]
                  : []),
                ...(tab === 'unknown'
                  ? []
                  : [
                      {
                        id: 'out',
                        items: [
                          {
                            id: 'csv',
                            label: t`Save as CSV`,
                            icon: <Download />,
                            onAction: () => void save('csv'),
                          },
                          {
                            id: 'xlsx',
                            label: t`Save as Excel`,
                            icon: <Download />,
                            onAction: () => void save('xlsx'),
                          },
                        ],
                      },
                    ]),
              ]}
            />
            {mayEdit && (
              <Button icon={<UserPlus />} onPress={() => setOpen('new-user')}>
                <Trans>New user</Trans>
              </Button>
            )}
          </>
        }
        primary={
          mayEdit && (
            <Button variant="primary" icon={<Download />} onPress={() => openDialog('downloadUser', {})}>
              <Trans>Download user</Trans>
            </Button>
          )
        }
      />
      <NavTabs label={t`Lists of users`}>
        <NavTab
          activeOptions={exactly}
          to="/users"
          search={{}}
          aria-current={tab === 'all' ? 'page' : undefined}
          count={countOf(all.data)}
        >
          <Trans>All</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users"
          search={{ tab: 'new' }}
          aria-current={tab === 'new' ? 'page' : undefined}
          count={countOf(overview?.provisionalUsers)}
        >
          <Trans>New from log</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users"
          search={{ tab: 'unknown' }}
          aria-current={tab === 'unknown' ? 'page' : undefined}
          count={countOf(overview?.unknownUsers)}
        >
          <Trans>Unknown</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users"
          search={{ tab: 'suspended' }}
          aria-current={tab === 'suspended' ? 'page' : undefined}
          count={countOf(suspended.data)}
        >
          <Trans>Suspended</Trans>
        </NavTab>
      </NavTabs>
      <div>
        {failure !== undefined && <ProblemNote error={failure} />}
        {tab === 'unknown' ? (
          <UnknownUsers search={search} />
        ) : (
          <UsersList key={tab} kind={tab} search={search} />
        )}
      </div>
      {open === 'new-user' && (
        <NewUserDialog
          onClose={() => setOpen(undefined)}
          onAdded={(userId) => void navigate({ to: '/users/$userId', params: { userId } })}
        />
      )}
      {open === 'import' && (
        <Suspense>
          <ImportDialog onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
