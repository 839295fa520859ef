/** The columns of the list of sites: one line of text a site, so that fifty of them can be looked through. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { LookTag } from '../day/status.tsx';
import { useFormat, useServerNow } from '../day/use-format.ts';
import type { TableColumn } from '../ui/table.tsx';
import type { Site } from './queries.ts';
import type { SiteState } from './site-state.ts';
import { siteLooks } from './terminal-looks.ts';
import styles from './terminals-screen.module.css';

/** A site with its state: a row of the list. */
export interface SiteRow {
  site: Site;
  state: SiteState;
}

function Faint({ children }: { children: ReactNode }) {
  return <span className={styles.unknown}>{children}</span>;
}

function Moment({ at, otherwise }: { at: string | undefined; otherwise: string }) {
  const format = useFormat();
  return at === undefined ? <Faint>{otherwise}</Faint> : format.instant(at);
}

/** @returns says how many of a site's terminals answer, and how many do not: "3 online, 1 silent" */
export function useTerminalCounts(): (site: Site) => string | undefined {
  const { t } = useLingui();
  const format = useFormat();
  return ({ terminals, health }) => {
    if (terminals === 0 || health === undefined) return undefined;
    const { online, silent, faulty } = health;
    const counts = [
      silent > 0 ? t`${format.count(silent)} silent` : undefined,
      faulty > 0 ? t`${format.count(faulty)} faulty` : undefined,
      online > 0 ? t`${format.count(online)} online` : undefined,
    ];
    return counts.filter((one) => one !== undefined).join(', ');
  };
}

/** @returns says how many bridges a site has: "1", or "1 of 2 silent" */
export function useBridgeCounts(): (site: Site) => string | undefined {
  const { t } = useLingui();
  const format = useFormat();
  return ({ health }) => {
    if (health === undefined || health.bridges === 0) return undefined;
    const { bridges, silentBridges } = health;
    if (silentBridges === 0) return format.count(bridges);
    return t`${format.count(silentBridges)} of ${format.count(bridges)} silent`;
  };
}

/** The state of a site, and since when nothing is heard of a part of it. */
export function SiteStateLine({ site: { health }, state }: SiteRow) {
  const format = useFormat();
  const since = health?.silentSince;
  return (
    <span className={styles.siteState}>
      <LookTag look={siteLooks[state]} />
      {since !== undefined && (
        <span className={styles.second}>
          <Trans>since {format.instant(since)}</Trans>
        </span>
      )}
    </span>
  );
}

function Terminals({ site }: { site: Site }) {
  return useTerminalCounts()(site) ?? <Faint>–</Faint>;
}

function Bridges({ site }: { site: Site }) {
  const { t } = useLingui();
  return useBridgeCounts()(site) ?? <Faint>{t`none`}</Faint>;
}

function Unsent({ site: { health } }: { site: Site }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  if (health === undefined || health.bridges === 0) return <Faint>–</Faint>;
  const { outboxWaiting, oldestUnsentAt } = health;
  if (outboxWaiting === 0) return <Faint>{t`nothing`}</Faint>;
  if (oldestUnsentAt === undefined) return format.count(outboxWaiting);
  return t`${format.count(outboxWaiting)}, ${format.ago(oldestUnsentAt, now)}`;
}

/** The columns; the site itself opens what is known of it. */
export function useSiteColumns(): TableColumn<SiteRow>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'name',
        title: t`Site`,
        width: '2fr',
        minWidth: 128,
        isPrimary: true,
        render: ({ site: { name } }) => (
          <Link
            className={styles.name}
            from="/terminals"
            to="/terminals"
            search={(old) => ({ ...old, open: name })}
          >
            {name}
          </Link>
        ),
      },
      {
        id: 'state',
        title: t`State`,
        width: 248,
        isPrimary: true,
        render: (row) => <SiteStateLine {...row} />,
      },
      {
        id: 'terminals',
        title: t`Terminals`,
        width: '2fr',
        minWidth: 136,
        render: ({ site }) => <Terminals site={site} />,
      },
      {
        id: 'bridges',
        title: t`Bridges`,
        width: 104,
        isHiddenOnPhone: true,
        render: ({ site }) => <Bridges site={site} />,
      },
      { id: 'unsent', title: t`Unsent`, width: 128, render: ({ site }) => <Unsent site={site} /> },
      {
        id: 'complete',
        title: t`Complete through`,
        width: 112,
        render: ({ site: { terminals, health } }) => (
          <Moment at={health?.completeThrough} otherwise={terminals === 0 ? '–' : t`not all read`} />
        ),
      },
      {
        id: 'next',
        title: t`Next download`,
        width: 104,
        isHiddenOnPhone: true,
        render: ({ site: { nextDownloadAt } }) => <Moment at={nextDownloadAt} otherwise={t`off`} />,
      },
    ],
    [t],
  );
}
