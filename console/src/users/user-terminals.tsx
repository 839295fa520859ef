/** On which terminals a user is, as their lists were last read, and what became of sending the user there. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useRights } from '../api/index.ts';
import type { AnyReason } from '../day/reason-text.ts';
import { useFormat } from '../day/use-format.ts';
import { ToldText } from '../problems/told-text.tsx';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import type { OnTerminal } from './download-rows.ts';
import { EnrolledSigns } from './enrolled.tsx';
import { type Download, terminalsQuery, terminalUsersQuery } from './queries.ts';
import { SendDialog } from './send-dialog.tsx';
import styles from './user-screen.module.css';

/** Latest user uploads that are looked through for this user. */
const uploadsLooked = 10;

/** What became of sending the user to a terminal last. */
interface Sent {
  state: 'written' | 'refused';
  at: string;
  reason: string | undefined;
  told: AnyReason | undefined;
}

interface Row {
  serial: string;
  name: string;
  readAt: string | undefined;
  entry: OnTerminal | undefined;
  sent: Sent | undefined;
}

const idOfRow = ({ serial }: Row): string => serial;
const nameOfRow = ({ name }: Row): string => name;

/** The latest sending of a user to each terminal. @param uploads - the latest first */
function sentTo(uploads: readonly Download[], userId: string): ReadonlyMap<string, Sent> {
  const found = new Map<string, Sent>();
  for (const upload of uploads) {
    for (const task of upload.tasks) {
      const result = task.users?.find((one) => one.userId === userId);
      if (result === undefined || found.has(task.terminal)) continue;
      const state = result.result === 'refused' ? 'refused' : 'written';
      const at = task.finishedAt ?? upload.requestedAt;
      found.set(task.terminal, { state, at, reason: result.reason, told: result.told });
    }
  }
  return found;
}

function useUploads() {
  const { data: list } = useQuery({
    queryKey: ['listDownloads', 'send-users', uploadsLooked],
    queryFn: ({ signal }) =>
      api.listDownloads({ query: { kind: 'send-users', limit: uploadsLooked } }, { signal }),
  });
  const uploads = useQueries({
    queries: (list?.items ?? []).map(({ id }) => ({
      queryKey: ['getDownload', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getDownload({ params: { downloadId: id } }, { signal }),
    })),
  });
  return uploads.flatMap(({ data }) => data ?? []);
}

function SentText({ sent }: { sent: Sent | undefined }) {
  const format = useFormat();
  if (sent === undefined) return null;
  const when = format.instant(sent.at);
  if (sent.state === 'refused') {
    return (
      <span className={styles.wide}>
        <Trans>
          Refused {when}: <ToldText told={sent.told} text={sent.reason} />
        </Trans>
      </span>
    );
  }
  return <Trans>Written {when}</Trans>;
}

/** The terminals of a user. */
export function UserTerminals({ userId }: { userId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const [isSending, setIsSending] = useState(false);
  const { data: terminals } = useQuery(terminalsQuery);
  const active = (terminals ?? []).filter(({ state }) => state === 'active');
  const lists = useQueries({ queries: active.map(({ serial }) => terminalUsersQuery(serial)) });
  const sent = sentTo(useUploads(), userId);
  const rows: Row[] = active.map(({ serial, name }, index) => ({
    serial,
    name: name ?? serial,
    readAt: lists[index]?.data?.readAt,
    entry: lists[index]?.data?.items.find((one) => one.userId === userId),
    sent: sent.get(serial),
  }));
  const isLoading = terminals === undefined || lists.some((list) => list.isLoading);
  const columns: TableColumn<Row>[] = [
    {
      id: 'terminal',
      title: t`Terminal`,
      isPrimary: true,
      render: ({ serial, name }) => (
        <Link to="/terminals/$serial" params={{ serial }}>
          {name}
        </Link>
      ),
    },
    {
      id: 'there',
      title: t`There`,
      width: '2fr',
      render: ({ entry, readAt }) =>
        entry !== undefined ? (
          entry.name === undefined ? (
            <Trans>yes, as {entry.pin}</Trans>
          ) : (
            <Trans>
              yes, as {entry.pin} {entry.name}
            </Trans>
          )
        ) : readAt === undefined ? (
          <span className={styles.muted}>
            <Trans>not known: its list has not been read</Trans>
          </span>
        ) : (
          <Trans>no</Trans>
        ),
    },
    {
      id: 'enrolled',
      title: t`Enrolled`,
      width: 136,
      render: ({ entry }) => entry && <EnrolledSigns credentials={entry.credentials} />,
    },
    {
      id: 'read',
      title: t`List read`,
      width: 136,
      isHiddenOnPhone: true,
      render: ({ readAt }) => (readAt === undefined ? t`never` : format.instant(readAt)),
    },
    { id: 'sent', title: t`Sent from here`, render: (row) => <SentText sent={row.sent} /> },
    ...(mayEdit
      ? [
          {
            id: 'actions',
            title: t`What to do`,
            isTitleHidden: true,
            width: 152,
            align: 'end',
            render: ({ serial, name }: Row) => (
              <Button
                size="small"
                aria-label={t`Download user from ${name}`}
                onPress={() => openDialog('downloadUser', { serial, userIds: [userId] })}
              >
                <Trans>Download user</Trans>
              </Button>
            ),
          } as const,
        ]
      : []),
  ];
  return (
    <>
      {mayEdit && (
        <div className={styles.stepper}>
          <Button onPress={() => setIsSending(true)}>
            <Trans>Send to terminals</Trans>
          </Button>
        </div>
      )}
      {isLoading ? (
        <Loading>
          <Skeleton kind="row" lines={3} />
        </Loading>
      ) : (
        <DataTable
          label={t`Terminals`}
          columns={columns}
          rows={rows}
          idOf={idOfRow}
          nameOf={nameOfRow}
          empty={<EmptyState title={<Trans>No terminals yet</Trans>} />}
        />
      )}
      {isSending && <SendDialog userIds={[userId]} onClose={() => setIsSending(false)} />}
    </>
  );
}
