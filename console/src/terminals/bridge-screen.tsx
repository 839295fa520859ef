/** One bridge: how it is, what waits there, what it reads, and what it has found. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Download, Pencil } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { BridgeBanner, bridgeProblemOf } from './bridge-banner.tsx';
import { BridgeFacts } from './bridge-facts.tsx';
import { UpdateBanner } from './bridge-updates.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { FoundTerminals } from './found-terminals.tsx';
import { ListedTerminals } from './listed-terminals.tsx';
import { type BridgeDetails, bridgeQuery, type Terminal, terminalsQuery } from './queries.ts';
import { BridgeStateLine, TerminalStateLine } from './state-line.tsx';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';

const EditBridgeDialog = lazy(async () => ({
  default: (await import('./edit-bridge-dialog.tsx')).EditBridgeDialog,
}));
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
  const [dialog, setDialog] = useState<'edit' | 'revoke'>();
  const read = terminals?.filter(({ bridgeId, state }) => bridgeId === bridge.id && state === 'active') ?? [];
  const { name, state } = bridge;
  const isActive = state === 'active';
  const problem = bridgeProblemOf(bridge);
  const close = () => setDialog(undefined);
  const commands = useMemo(
    () =>
      mayAdminister
        ? [{ id: 'bridge.edit', title: t`Edit ${name}`, keys: 'E', run: () => setDialog('edit') }]
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
              <Button icon={<Pencil />} onPress={() => setDialog('edit')}>
                <Trans>Edit</Trans>
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
        <UpdateBanner bridge={bridge} />
      </div>
      <div className={styles.columns}>
        <BridgeFacts bridge={bridge} />
        <div className={styles.stack}>
          <ReadTerminals terminals={terminals === undefined ? undefined : read} />
          {isActive && <ListedTerminals bridge={bridge} />}
          {isActive && <FoundTerminals bridge={bridge} />}
          {isActive && mayAdminister && <DiagnosisCard bridge={bridge} />}
        </div>
      </div>
      <Suspense>
        {dialog === 'edit' && <EditBridgeDialog bridge={bridge} etag={etag} onClose={close} />}
        {dialog === 'revoke' && <RevokeDialog bridge={bridge} terminals={read.length} onClose={close} />}
      </Suspense>
    </div>
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
