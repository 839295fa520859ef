/** Who is in, what is to be done, and what happens at the terminals now. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Maximize } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useOverview, useRights } from '../api/index.ts';
import { useFormat, useServerNow, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { Departments } from './departments.tsx';
import { LiveList } from './live-list.tsx';
import { PeopleDrawer } from './people-drawer.tsx';
import { PresenceTiles } from './presence-tiles.tsx';
import type { TodaySearch } from './search.ts';
import { ToDoStrip } from './to-do-strip.tsx';
import styles from './today.module.css';
import { usePlaces, usePresence } from './today-data.ts';

const PunchLineChart = lazy(async () => ({
  default: (await import('./punch-line-chart.tsx')).PunchLineChart,
}));
const Wall = lazy(async () => ({ default: (await import('./wall.tsx')).Wall }));

/** Stands for "no filter" in a list of choices. */
const all = '';

function Filters({
  search,
  onChange,
}: {
  search: TodaySearch;
  onChange: (next: Partial<TodaySearch>) => void;
}) {
  const { t } = useLingui();
  const { departments, sites } = usePlaces();
  const items = (names: readonly string[], every: string) => [
    { id: all, label: every },
    ...names.map((name) => ({ id: name, label: name })),
  ];
  return (
    <>
      {sites.length > 0 && (
        <Select
          label={t`Site`}
          isLabelHidden
          items={items(sites, t`All sites`)}
          value={search.site ?? all}
          onChange={(site) => onChange({ site: site === all ? undefined : site })}
        />
      )}
      <Select
        label={t`Department`}
        isLabelHidden
        items={items(departments, t`All departments`)}
        value={search.department ?? all}
        onChange={(department) => onChange({ department: department === all ? undefined : department })}
      />
    </>
  );
}

/** Who is in, what is to be done, and what happens at the terminals now. */
export function TodayScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const search = useSearch({ from: '/today' });
  const navigate = useNavigate({ from: '/today' });
  const { mayEdit } = useRights();
  const today = useToday();
  const now = useServerNow(5);
  const overview = useOverview();
  const place = { department: search.department, site: search.site };
  const presence = usePresence(place);
  const change = useCallback(
    (next: Partial<TodaySearch>, replace = true) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace, resetScroll: false }),
    [navigate],
  );
  const openWall = useCallback(
    (nameless: true | undefined) => {
      // Some browsers and some policies do not allow it: the page is shown large all the same.
      void document.documentElement.requestFullscreen?.().catch(() => undefined);
      change({ wall: true, nameless, state: undefined }, false);
    },
    [change],
  );
  const closeWall = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    change({ wall: undefined, nameless: undefined });
  }, [change]);
  const words = { wall: t`Show on a wall`, nameless: t`Show on a wall without names` };
  useCommands(
    useMemo(
      () => [
        { id: 'today-wall', title: words.wall, run: () => openWall(undefined) },
        { id: 'today-wall-nameless', title: words.nameless, run: () => openWall(true) },
      ],
      [words.wall, words.nameless, openWall],
    ),
  );
  const { data } = presence;
  const isEmpty = data?.counts.people === 0;
  return (
    <div className={styles.screen}>
      <PageHead
        title={t`Today`}
        subtitle={`${format.date(today)}, ${format.instant(new Date(now).toISOString(), { date: 'none' })}`}
        filters={<Filters search={search} onChange={change} />}
        secondary={
          <MenuButton
            label={t`Wall`}
            icon={<Maximize />}
            placement="bottom end"
            items={[
              { id: 'wall', label: words.wall, onAction: () => openWall(undefined) },
              { id: 'nameless', label: words.nameless, onAction: () => openWall(true) },
            ]}
          />
        }
      />
      {overview && <ToDoStrip overview={overview} />}
      {presence.error && <ProblemNote error={presence.error} onRetry={() => void presence.refetch()} />}
      {data && !isEmpty && <PresenceTiles counts={data.counts} overview={overview} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          {data === undefined ? (
            !presence.error && (
              <Loading>
                <Skeleton kind="tile" lines={3} />
              </Loading>
            )
          ) : isEmpty ? (
            <EmptyState
              title={
                search.department === undefined && search.site === undefined
                  ? t`There are no users yet`
                  : t`Nobody belongs here`
              }
              action={
                search.department !== undefined || search.site !== undefined ? (
                  <Button onPress={() => change({ department: undefined, site: undefined })}>
                    <Trans>Show everybody</Trans>
                  </Button>
                ) : mayEdit ? (
                  <Button variant="primary" onPress={() => openDialog('download', {})}>
                    <Trans>Download attendance</Trans>
                  </Button>
                ) : (
                  <LinkButton to="/terminals">
                    <Trans>Open terminals</Trans>
                  </LinkButton>
                )
              }
            >
              {search.department === undefined && search.site === undefined ? (
                <Trans>Who is in is known once terminals have been read and people are users.</Trans>
              ) : (
                <Trans>No user has this department and this site.</Trans>
              )}
            </EmptyState>
          ) : (
            <>
              <Departments presence={data} />
              <Suspense>
                <PunchLineChart place={place} today={today} />
              </Suspense>
            </>
          )}
        </div>
        <LiveList place={place} />
      </div>
      {search.state !== undefined && !search.wall && (
        <PeopleDrawer
          key={search.state}
          place={place}
          state={search.state}
          date={data?.date ?? today}
          onClose={() => change({ state: undefined })}
        />
      )}
      {search.wall && (
        <Suspense>
          <Wall place={place} isNameless={search.nameless === true} onClose={closeWall} />
        </Suspense>
      )}
    </div>
  );
}
