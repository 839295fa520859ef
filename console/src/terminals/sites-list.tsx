/** All sites and how they are, the worst first: what is wrong anywhere, in one view. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { MapPin } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { LookTag } from '../day/status.tsx';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type RowTone } from '../ui/table.tsx';
import { sitesHealthQuery } from './queries.ts';
import type { TerminalsSearch } from './search.ts';
import { type SiteRow, useSiteColumns } from './site-columns.tsx';
import { type SiteState, siteStates, worstFirst } from './site-state.ts';
import { siteLooks } from './terminal-looks.ts';
import styles from './terminals-screen.module.css';

const SiteDrawer = lazy(async () => ({ default: (await import('./site-drawer.tsx')).SiteDrawer }));

const idOf = ({ site }: SiteRow): string => site.name;

const tones: Readonly<Record<SiteState, RowTone>> = {
  silent: 'danger',
  full: 'danger',
  faulty: 'danger',
  'partly-silent': 'warning',
  unsent: 'warning',
  'never-heard': 'new',
  online: 'normal',
  empty: 'muted',
};

const toneOf = ({ state }: SiteRow): RowTone => tones[state];

/** States that need nobody. */
const quiet: readonly SiteState[] = ['online', 'empty'];

/** How many sites there are, and how many of them are not well, by what they are. */
function Sums({ rows }: { rows: readonly SiteRow[] }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const byState = Map.groupBy(rows, ({ state }) => state);
  const loud = siteStates.filter((state) => !quiet.includes(state));
  return (
    <span className={styles.sums} role="status">
      <span className={styles.count}>
        <Plural value={rows.length} one="# site" other="# sites" />
      </span>
      {loud.map((state) => {
        const count = byState.get(state)?.length ?? 0;
        if (count === 0) return null;
        const look = siteLooks[state];
        return (
          <LookTag key={state} look={look}>
            {i18n._(look.word)} {format.count(count)}
          </LookTag>
        );
      })}
    </span>
  );
}

function NoSites() {
  return (
    <EmptyState
      icon={<MapPin />}
      title={<Trans>No site has a name yet</Trans>}
      action={
        <LinkButton to="/terminals" search={{}}>
          <Trans>Show the terminals</Trans>
        </LinkButton>
      }
    >
      <Trans>
        A site is where terminals stand: the place that you enter when you edit a terminal, or that the token
        of its bridge has. How each site is, and what to check there, is shown here.
      </Trans>
    </EmptyState>
  );
}

/** @param search - words that narrow the list, and the site that is shown beside it */
export function SitesList({ search }: { search: TerminalsSearch }) {
  const { t } = useLingui();
  const navigate = useNavigate({ from: '/terminals' });
  const now = useServerNow();
  const { data, error, refetch, isPlaceholderData } = useQuery(sitesHealthQuery);
  const columns = useSiteColumns();
  const all = useMemo(() => (data === undefined ? undefined : worstFirst(data, now)), [data, now]);
  if (all === undefined)
    return (
      <div className={styles.body}>
        {error === null ? (
          <Loading>
            <Skeleton kind="row" lines={6} />
          </Loading>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  const change = (next: Partial<TerminalsSearch>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace });
  const wanted = (search.search ?? '').trim().toLocaleLowerCase();
  const rows = all.filter(({ site }) => site.name.toLocaleLowerCase().includes(wanted));
  const open = all.find(({ site }) => site.name === search.open);
  return (
    <>
      {all.length > 0 && (
        <div className={styles.tools}>
          <SearchField
            label={t`Name of a site`}
            placeholder={t`Name of a site`}
            value={search.search ?? ''}
            onChange={(text) => change({ search: text === '' ? undefined : text })}
          />
          <Sums rows={rows} />
        </div>
      )}
      <DataTable
        label={t`Sites`}
        columns={columns}
        rows={rows}
        idOf={idOf}
        nameOf={idOf}
        toneOf={toneOf}
        isStale={isPlaceholderData}
        onOpen={({ site }) => change({ open: site.name }, false)}
        empty={
          all.length === 0 ? (
            <NoSites />
          ) : (
            <EmptyState
              title={<Trans>No site fits</Trans>}
              action={
                <Button onPress={() => change({ search: undefined })}>
                  <Trans>Show all</Trans>
                </Button>
              }
            >
              <Trans>None has these words in its name.</Trans>
            </EmptyState>
          )
        }
      />
      {open !== undefined && (
        <Suspense>
          <SiteDrawer
            key={open.site.name}
            {...open}
            onClose={() => void navigate({ search: ({ open: _, ...rest }) => rest, replace: true })}
          />
        </Suspense>
      )}
    </>
  );
}
