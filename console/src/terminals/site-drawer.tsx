/** One site beside the list: what to check there, its bridges and its terminals, each with the way to it. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { Drawer } from '../ui/drawer.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { bridgesQuery, type Site, terminalsQuery } from './queries.ts';
import { SiteAdvice } from './site-advice.tsx';
import { type SiteRow, SiteStateLine } from './site-columns.tsx';
import { membersOf, type SiteMembers } from './site-state.ts';
import { BridgeStateLine, TerminalStateLine } from './state-line.tsx';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';

function Facts({ site }: { site: Site }) {
  const { t } = useLingui();
  const format = useFormat();
  const { terminals, health, nextDownloadAt, ownSchedule, zone } = site;
  const faint = (text: string) => <span className={styles.muted}>{text}</span>;
  return (
    <KeyValue
      items={[
        {
          id: 'complete',
          name: t`Complete through`,
          value:
            health?.completeThrough === undefined
              ? faint(terminals === 0 ? t`no terminal` : t`not all read`)
              : format.instant(health.completeThrough, { date: 'short' }),
        },
        {
          id: 'unsent',
          name: t`Unsent`,
          value:
            health === undefined || health.outboxWaiting === 0 ? (
              faint(t`nothing`)
            ) : (
              <>
                <Plural value={health.outboxWaiting} one="# record" other="# records" />
                {health.oldestUnsentAt !== undefined && (
                  <span className={styles.muted}>
                    {' '}
                    <Trans>the oldest since {format.instant(health.oldestUnsentAt)}</Trans>
                  </span>
                )}
              </>
            ),
        },
        {
          id: 'next',
          name: t`Next download`,
          value:
            nextDownloadAt === undefined ? faint(t`off`) : format.instant(nextDownloadAt, { date: 'short' }),
        },
        {
          id: 'schedule',
          name: t`Schedule`,
          value: ownSchedule ? t`its own, by the clocks of ${zone}` : t`that of the organisation`,
        },
      ]}
    />
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Bridges({ bridges }: Pick<SiteMembers, 'bridges'>) {
  return (
    <Part title={<Trans>Bridges</Trans>}>
      {bridges.length === 0 && (
        <p className={styles.muted}>
          <Trans>None: its terminals push to the cloud, or nothing reads them.</Trans>
        </p>
      )}
      <ul className={styles.list}>
        {bridges.map((bridge) => (
          <li key={bridge.id} className={styles.spread}>
            <Link to="/bridges/$bridgeId" params={{ bridgeId: bridge.id }}>
              {bridge.name}
            </Link>
            <BridgeStateLine bridge={bridge} isInline />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Terminals({ terminals }: Pick<SiteMembers, 'terminals'>) {
  return (
    <Part title={<Trans>Terminals</Trans>}>
      {terminals.length === 0 && (
        <p className={styles.muted}>
          <Trans>None yet. Run “rollcall-bridge setup” on the computer of its bridge to find some.</Trans>
        </p>
      )}
      <ul className={styles.list}>
        {terminals.map((terminal) => (
          <li key={terminal.serial} className={styles.spread}>
            <Link to="/terminals/$serial" params={{ serial: terminal.serial }}>
              {terminalName(terminal)}
            </Link>
            <TerminalStateLine terminal={terminal} isInline />
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** @param onClose - leaves the list of sites alone */
export function SiteDrawer({ site, state, onClose }: SiteRow & { onClose: () => void }) {
  const { mayEdit } = useRights();
  const terminals = useQuery(terminalsQuery);
  const bridges = useQuery(bridgesQuery);
  const members =
    terminals.data === undefined || bridges.data === undefined
      ? undefined
      : membersOf(site.name, terminals.data, bridges.data);
  const serials = members?.terminals.map(({ serial }) => serial) ?? [];
  return (
    <Drawer
      isOpen
      onClose={onClose}
      title={site.name}
      subtitle={<SiteStateLine site={site} state={state} />}
      footer={
        serials.length > 0 && (
          <>
            <LinkButton to="/terminals" search={{ site: site.name }}>
              <Trans>Show its terminals</Trans>
            </LinkButton>
            {mayEdit && (
              <Button icon={<Download />} onPress={() => openDialog('download', { serials })}>
                <Trans>Download</Trans>
              </Button>
            )}
          </>
        )
      }
    >
      {members === undefined ? (
        <Loading>
          <Skeleton lines={4} />
        </Loading>
      ) : (
        <>
          <SiteAdvice site={site} state={state} {...members} />
          <Facts site={site} />
          <Bridges {...members} />
          <Terminals {...members} />
        </>
      )}
    </Drawer>
  );
}
