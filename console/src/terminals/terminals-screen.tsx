/** Terminals and bridges: which there are, how they are, and what is to be seen to. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useOverview, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { BridgesList } from './bridges-list.tsx';
import { PendingList } from './pending-list.tsx';
import { bridgesQuery, terminalsQuery } from './queries.ts';
import { SitesList } from './sites-list.tsx';
import { TerminalsList } from './terminals-list.tsx';
import styles from './terminals-screen.module.css';

const RegisterDialog = lazy(async () => ({
  default: (await import('./register-dialog.tsx')).RegisterDialog,
}));

/** A tab is that of the whole address: without it the first one, whose address is the shortest, would always be. */
const exactly = { exact: true, includeSearch: true } as const;

/** Terminals and bridges. */
export function TerminalsScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate({ from: '/terminals' });
  const search = useSearch({ from: '/terminals' });
  const { mayEdit, mayAdminister } = useRights();
  const overview = useOverview();
  const terminals = useQuery(terminalsQuery);
  const bridges = useQuery(bridgesQuery);
  const [isRegistering, setRegistering] = useState(false);
  const tab = search.tab === 'pending' && !mayAdminister ? 'terminals' : (search.tab ?? 'terminals');
  const isAdding = search.add === true && mayAdminister;
  useEffect(() => {
    if (!isAdding) return;
    openDialog('addBridge', {});
    void navigate({ search: ({ add: _, ...rest }) => rest, replace: true });
  }, [isAdding, navigate]);
  const commands = useMemo(
    () =>
      mayAdminister
        ? [
            { id: 'terminals.bridge', title: t`Add a bridge`, run: () => openDialog('addBridge', {}) },
            { id: 'terminals.register', title: t`Register a push terminal`, run: () => setRegistering(true) },
          ]
        : [],
    [t, mayAdminister],
  );
  useCommands(commands);
  const active = terminals.data?.filter(({ state }) => state === 'active').length;
  const working = bridges.data?.filter(({ state }) => state === 'active').length;
  const countOf = (count: number | undefined) => (count === undefined ? undefined : format.count(count));
  return (
    <div className={styles.page}>
      <PageHead
        title={<Trans>Terminals</Trans>}
        secondary={
          mayAdminister && (
            <MenuButton
              label={t`Add`}
              icon={<Plus />}
              placement="bottom end"
              items={[
                {
                  id: 'bridge',
                  label: t`Add a bridge`,
                  description: t`Reads the terminals of one network. Takes a minute.`,
                  onAction: () => openDialog('addBridge', {}),
                },
                {
                  id: 'push',
                  label: t`Register a push terminal`,
                  description: t`For terminals that call the cloud themselves.`,
                  onAction: () => setRegistering(true),
                },
              ]}
            />
          )
        }
        primary={
          mayEdit && (
            <Button variant="primary" icon={<Download />} onPress={() => openDialog('download', {})}>
              <Trans>Download</Trans>
            </Button>
          )
        }
      />
      <NavTabs label={t`Terminals and bridges`}>
        <NavTab
          to="/terminals"
          search={{}}
          activeOptions={exactly}
          aria-current={tab === 'terminals' ? 'page' : undefined}
          count={countOf(active)}
        >
          <Trans>Terminals</Trans>
        </NavTab>
        {mayAdminister && (
          <NavTab
            to="/terminals"
            search={{ tab: 'pending' }}
            activeOptions={exactly}
            aria-current={tab === 'pending' ? 'page' : undefined}
            count={countOf(overview?.pendingTerminals)}
          >
            <Trans context="terminals">Pending</Trans>
          </NavTab>
        )}
        <NavTab
          to="/terminals"
          search={{ tab: 'bridges' }}
          activeOptions={exactly}
          aria-current={tab === 'bridges' ? 'page' : undefined}
          count={countOf(working)}
        >
          <Trans>Bridges</Trans>
        </NavTab>
        <NavTab
          to="/terminals"
          search={{ tab: 'sites' }}
          activeOptions={exactly}
          aria-current={tab === 'sites' ? 'page' : undefined}
        >
          <Trans>Sites</Trans>
        </NavTab>
      </NavTabs>
      {tab === 'terminals' && <TerminalsList search={search} />}
      {tab === 'pending' && <PendingList />}
      {tab === 'bridges' && <BridgesList />}
      {tab === 'sites' && <SitesList search={search} />}
      {isRegistering && (
        <Suspense>
          <RegisterDialog onClose={() => setRegistering(false)} />
        </Suspense>
      )}
    </div>
  );
}
