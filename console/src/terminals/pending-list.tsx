/** Terminals that want to push and that nobody has registered. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ShieldQuestionMark } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { type PendingTerminal, pendingQuery } from './queries.ts';
import styles from './terminals-screen.module.css';

const RegisterDialog = lazy(async () => ({
  default: (await import('./register-dialog.tsx')).RegisterDialog,
}));

const idOf = ({ serial }: PendingTerminal): string => serial;

function Heard({ at }: { at: string }) {
  const format = useFormat();
  return <>{format.ago(at, useServerNow())}</>;
}

/** The list; a row is approved by a form. */
export function PendingList() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(pendingQuery);
  const [approved, setApproved] = useState<PendingTerminal>();
  const [isRegistering, setRegistering] = useState(false);
  const columns = useMemo(
    (): TableColumn<PendingTerminal>[] => [
      {
        id: 'serial',
        title: t`Serial number`,
        isPrimary: true,
        render: ({ serial }) => <span className={styles.name}>{serial}</span>,
      },
      {
        id: 'address',
        title: t`Calls from`,
        render: ({ address }) =>
          address ?? <span className={styles.unknown}>{t`another network than your terminals`}</span>,
      },
      { id: 'seen', title: t`Last call`, render: ({ lastSeenAt }) => <Heard at={lastSeenAt} /> },
      {
        id: 'approve',
        title: t`Approve`,
        isTitleHidden: true,
        width: 120,
        align: 'end',
        isPrimary: true,
        render: (terminal) => (
          <Button
            size="small"
            aria-label={t`Approve ${terminal.serial}`}
            onPress={() => setApproved(terminal)}
          >
            {t`Approve`}
          </Button>
        ),
      },
    ],
    [t],
  );
  return (
    <div className={styles.body}>
      {data !== undefined && data.length > 0 && (
        <p className={styles.lead}>
          <Trans>
            These serial numbers call the cloud, and nobody has registered them. Nothing that they send is
            stored until one is approved. Compare the number with the label on the terminal.
          </Trans>
        </p>
      )}
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null && (
          <Loading>
            <Skeleton kind="row" lines={4} />
          </Loading>
        )
      ) : (
        <DataTable
          label={t`Terminals that wait for approval`}
          columns={columns}
          rows={data}
          idOf={idOf}
          nameOf={idOf}
          empty={
            <EmptyState
              icon={<ShieldQuestionMark />}
              title={<Trans>No terminal waits for approval</Trans>}
              action={
                <Button onPress={() => setRegistering(true)}>
                  <Trans>Register by serial number</Trans>
                </Button>
              }
            >
              <Trans>
                Enter the address of the cloud in the menu of a terminal (Cloud server settings): it appears
                here within a minute.
              </Trans>
            </EmptyState>
          }
        />
      )}
      {(approved !== undefined || isRegistering) && (
        <Suspense>
          <RegisterDialog
            {...(approved === undefined ? {} : { serial: approved.serial, address: approved.address })}
            onClose={() => {
              setApproved(undefined);
              setRegistering(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
