/** Commands for a terminal that pushes: it fetches them with its next call. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import { api, newIdempotencyKey, useRights } from '../api/index.ts';
import { Shape, type ShapeName } from '../day/shapes.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Tag, type Tone } from '../ui/chip.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { type PushTerminal, pushQuery, type Terminal } from './queries.ts';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';

type Ordered = PushTerminal['commands'][number];
type Order = Parameters<typeof api.orderTerminalCommand>[0]['body'];

/** How far back the log is asked for again. */
const logDays = 31;

const idOf = ({ id }: Ordered): string => id;

const stateSigns = {
  queued: { shape: 'dashed-ring', tone: 'pending' },
  sent: { shape: 'arrow', tone: 'holiday' },
  acknowledged: { shape: 'disc', tone: 'present' },
  'given-up': { shape: 'cross', tone: 'absent' },
} as const satisfies Record<Ordered['state'], { shape: ShapeName; tone: Tone }>;

/** The words of a kind of command. */
function useKindWords(): (kind: string) => string {
  const { t } = useLingui();
  return useMemo(() => {
    const words: Readonly<Record<string, string>> = {
      check: t`Check the connection`,
      info: t`Say how it is`,
      'send-new': t`Send new punches`,
      reboot: t`Restart`,
      'query-users': t`Send its users`,
      'query-log': t`Send its log again`,
      'verify-count': t`Count its records`,
      'update-user': t`Change a user`,
      'set-clock': t`Set the clock`,
    };
    return (kind: string) => words[kind] ?? kind;
  }, [t]);
}

function useColumns(): TableColumn<Ordered>[] {
  const { t } = useLingui();
  const format = useFormat();
  const kindWords = useKindWords();
  return useMemo(() => {
    const states = {
      queued: t`waits for its call`,
      sent: t`sent`,
      acknowledged: t`answered`,
      'given-up': t`given up`,
    };
    return [
      {
        id: 'kind',
        title: t`Command`,
        isPrimary: true,
        width: '2fr',
        render: ({ command }) => kindWords(command.kind),
      },
      {
        id: 'state',
        title: t`State`,
        isPrimary: true,
        width: 160,
        render: ({ state }) => {
          const { shape, tone } = stateSigns[state];
          return (
            <Tag tone={tone} shape={<Shape name={shape} />}>
              {states[state]}
            </Tag>
          );
        },
      },
      { id: 'at', title: t`Ordered`, width: 132, render: ({ queuedAt }) => format.instant(queuedAt) },
      {
        id: 'result',
        title: t`Its answer`,
        render: ({ result }) => result ?? <span className={styles.muted}>–</span>,
      },
    ];
  }, [t, format, kindWords]);
}

/** What was ordered, and the menu that orders. */
export function CommandsPart({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { serial } = terminal;
  const name = terminalName(terminal);
  const { mayAdminister } = useRights();
  const today = useToday();
  const kindWords = useKindWords();
  const columns = useColumns();
  const [isRestarting, setRestarting] = useState(false);
  const query = pushQuery(serial);
  const { data, error, refetch } = useQuery(query);
  const order = useMutation({
    mutationFn: ({ body, key }: { body: Order; key: string }) =>
      api.orderTerminalCommand({ params: { serial }, body }, { idempotencyKey: key }),
    onSuccess: () => {
      toast({ text: t`${name} fetches it with its next call.` });
      setRestarting(false);
      return client.invalidateQueries({ queryKey: query.queryKey });
    },
  });
  const give = (body: Order) => order.mutate({ body, key: newIdempotencyKey() });
  const log = { from: `${addDays(today, -logDays)}T00:00:00`, to: `${today}T23:59:59` };
  const entry = (body: Order, description?: string) => ({
    id: body.kind,
    label: kindWords(body.kind),
    ...(description === undefined ? {} : { description }),
    onAction: () => give(body),
  });
  const menu = mayAdminister && (
    <MenuButton
      label={t`Give a command`}
      sections={[
        {
          id: 'reads',
          items: [
            entry({ kind: 'send-new' }),
            entry({ kind: 'query-log', ...log }, t`The last 31 days. What is known is not stored twice.`),
            entry({ kind: 'query-users' }),
            entry({ kind: 'verify-count', ...log }, t`Of the last 31 days.`),
          ],
        },
        {
          id: 'state',
          items: [
            entry({ kind: 'info' }),
            entry({ kind: 'check' }),
            {
              id: 'reboot',
              label: kindWords('reboot'),
              danger: true,
              onAction: () => setRestarting(true),
            },
          ],
        },
      ]}
    />
  );
  if (data === undefined)
    return error === null ? (
      <Loading>
        <Skeleton kind="row" lines={4} />
      </Loading>
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  return (
    <div className={styles.list}>
      {data.commands.length > 0 && menu && <div className={styles.row}>{menu}</div>}
      {order.isError && <ProblemNote error={order.error} />}
      <DataTable
        label={t`Commands`}
        columns={columns}
        rows={data.commands}
        idOf={idOf}
        nameOf={({ command }) => kindWords(command.kind)}
        empty={
          <EmptyState title={<Trans>No command is on its way</Trans>} action={menu}>
            <Trans>A terminal that pushes fetches commands with its next call, mostly within a minute.</Trans>
          </EmptyState>
        }
      />
      <ConfirmDialog
        isOpen={isRestarting}
        onClose={() => setRestarting(false)}
        title={<Trans>Restart {name}?</Trans>}
        confirmLabel={t`Restart`}
        tone="danger"
        isPending={order.isPending}
        onConfirm={() => give({ kind: 'reboot' })}
      >
        <p>
          <Trans>It restarts with its next call. Nobody can punch there for about a minute.</Trans>
        </p>
      </ConfirmDialog>
    </div>
  );
}
