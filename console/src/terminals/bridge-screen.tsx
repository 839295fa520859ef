/** One bridge: how it is, what waits there, what it reads, and what it has found. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Download, Pencil } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { KeyValue } from '../ui/key-value.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { BridgeBanner, bridgeProblemOf } from './bridge-banner.tsx';
import { FoundTerminals } from './found-terminals.tsx';
import { OutboxBar } from './outbox-bar.tsx';
import { type BridgeDetails, bridgeQuery, type Terminal, terminalsQuery } from './queries.ts';
import { BridgeStateLine, TerminalStateLine } from './state-line.tsx';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';
import { useAgo } from './use-ago.ts';

const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog.tsx')).RenameDialog }));
const RevokeDialog = lazy(async () => ({ default: (await import('./revoke-dialog.tsx')).RevokeDialog }));

/** One bridge. */
export function BridgeScreen() {
  const { bridgeId } = useParams({ from: '/bridges/$bridgeId' });
  const { data, error, refetch } = useQuery(bridgeQuery(bridgeId));
  if (data === undefined)
    return (
      <div className={styles.page}>
        <Back />
        <PageHead title={<Trans>Bridge</Trans>} />
        {error === null ? (
          <Loading>
            <Skeleton kind="tile" lines={2} />
          </Loading>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  return <Shown key={bridgeId} bridge={data.body} etag={data.etag} />;
}

function Back() {
  return (
    <Link to="/terminals" search={{ tab: 'bridges' }} className={styles.back}>
      <Trans>Bridges</Trans>
    </Link>
  );
}

function Shown({ bridge, etag }: { bridge: BridgeDetails; etag: string | undefined }) {
  const { t } = useLingui();
  const { mayEdit, mayAdminister } = useRights();
  const { data: terminals } = useQuery(terminalsQuery);
  const [dialog, setDialog] = useState<'rename' | 'revoke'>();
  const read = terminals?.filter(({ bridgeId, state }) => bridgeId === bridge.id && state === 'active') ?? [];
  const { name, state } = bridge;
  const isActive = state === 'active';
  const problem = bridgeProblemOf(bridge);
  const close = () => setDialog(undefined);
  const commands = useMemo(
    () =>
      mayAdminister
        ? [{ id: 'bridge.rename', title: t`Rename ${name}`, keys: 'E', run: () => setDialog('rename') }]
        : [],
    [t, mayAdminister, name],
  );
  useCommands(commands);
  return (
    <div className={styles.page}>
      <Back />
      <PageHead
        title={name}
        subtitle={<BridgeStateLine bridge={bridge} isInline />}
        secondary={
          mayAdminister && (
            <>
              <Button icon={<Pencil />} onPress={() => setDialog('rename')}>
                <Trans>Rename</Trans>
              </Button>
              {isActive && (
                <MenuButton
                  label={t`More about ${name}`}
                  isIconOnly
                  variant="secondary"
                  placement="bottom end"
                  items={[
                    {
                      id: 'revoke',
                      label: t`Revoke`,
                      description: t`Its key stops working, for good.`,
                      danger: true,
                      onAction: () => setDialog('revoke'),
                    },
                  ]}
                />
              )}
            </>
          )
        }
        primary={
          mayEdit &&
          isActive &&
          read.length > 0 && (
            <Button
              variant="primary"
              icon={<Download />}
              onPress={() => openDialog('download', { serials: read.map(({ serial }) => serial) })}
            >
              <Trans>Download</Trans>
            </Button>
          )
        }
      />
      <div className={styles.banners}>
        {!isActive && (
          <Banner title={<Trans>{name} is revoked</Trans>}>
            <Trans>Its key does not work any more. Its terminals need another bridge.</Trans>
          </Banner>
        )}
        {problem !== undefined && <BridgeBanner bridge={bridge} problem={problem} terminals={read.length} />}
      </div>
      <div className={styles.columns}>
        <Facts bridge={bridge} />
        <div className={styles.stack}>
          <ReadTerminals terminals={terminals === undefined ? undefined : read} />
          {isActive && <FoundTerminals bridge={bridge} />}
        </div>
      </div>
      <Suspense>
        {dialog === 'rename' && <RenameDialog bridge={bridge} etag={etag} onClose={close} />}
        {dialog === 'revoke' && <RevokeDialog bridge={bridge} terminals={read.length} onClose={close} />}
      </Suspense>
    </div>
  );
}

function Facts({ bridge }: { bridge: BridgeDetails }) {
  const { t } = useLingui();
  const format = useFormat();
  const ago = useAgo();
  const { outbox, outboxWaiting, host, platform, version, enrolledAt, lastSeenAt } = bridge;
  const waiting = outbox?.waiting ?? outboxWaiting;
  const unknown = <span className={styles.muted}>{t`not known`}</span>;
  return (
    <Card title={<Trans>What is known</Trans>}>
      <KeyValue
        items={[
          { id: 'host', name: t`Computer`, value: host ?? unknown },
          { id: 'platform', name: t`System`, value: platform ?? unknown },
          { id: 'version', name: t`Version`, value: version },
          {
            id: 'seen',
            name: t`Last heard`,
            value:
              lastSeenAt === undefined ? (
                <span className={styles.muted}>{t`never`}</span>
              ) : (
                <>
                  {format.instant(lastSeenAt, { date: 'short' })}{' '}
                  <span className={styles.muted}>{ago(lastSeenAt)}</span>
                </>
              ),
          },
          { id: 'since', name: t`Enrolled`, value: format.instant(enrolledAt, { date: 'short' }) },
          {
            id: 'waiting',
            name: t`Waiting there`,
            value:
              waiting === undefined ? (
                unknown
              ) : waiting === 0 ? (
                t`nothing`
              ) : (
                <>
                  <Plural value={waiting} one="# record" other="# records" />
                  {outbox?.oldestAt !== undefined && (
                    <span className={styles.muted}>
                      {' '}
                      <Trans>the oldest since {format.instant(outbox.oldestAt)}</Trans>
                    </span>
                  )}
                </>
              ),
          },
          { id: 'id', name: t`Id`, value: <code>{bridge.id}</code> },
        ]}
      />
      {bridge.state === 'active' && (
        <div className={styles.meters}>
          <OutboxBar bridge={bridge} />
        </div>
      )}
    </Card>
  );
}

function ReadTerminals({ terminals }: { terminals: readonly Terminal[] | undefined }) {
  return (
    <Card title={<Trans>Terminals that it reads</Trans>}>
      {terminals === undefined && (
        <Loading>
          <Skeleton lines={2} />
        </Loading>
      )}
      {terminals?.length === 0 && (
        <p className={styles.muted}>
          <Trans>None yet. Run “rollcall-bridge setup” on its computer to find some.</Trans>
        </p>
      )}
      <ul className={styles.list}>
        {terminals?.map((terminal) => (
          <li key={terminal.serial} className={styles.spread}>
            <span>
              <Link to="/terminals/$serial" params={{ serial: terminal.serial }}>
                {terminalName(terminal)}
              </Link>{' '}
              {terminal.name !== undefined && <span className={styles.muted}>{terminal.serial}</span>}
            </span>
            <TerminalStateLine terminal={terminal} isInline />
          </li>
        ))}
      </ul>
    </Card>
  );
}
