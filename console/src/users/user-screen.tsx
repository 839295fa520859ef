/** All about one user: profile, rosters, punches, terminals, and what was done. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { useEffect } from 'react';
import { Problem, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { toast } from '../ui/toasts.tsx';
import { UserProfile } from './profile.tsx';
import { type User, userQuery } from './queries.ts';
import { UserActions } from './user-actions.tsx';
import { UserAudit } from './user-audit.tsx';
import { UserPunches } from './user-punches.tsx';
import { UserRoster } from './user-roster.tsx';
import styles from './user-screen.module.css';
import { UserStatus } from './user-status.tsx';
import { UserTerminals } from './user-terminals.tsx';

/** Another part is not the current one because its address has less in it. */
const exactly = { exact: true };

/** The parts, each a page of its own. */
function Parts({ user, etag }: { user: User; etag: string }) {
  const { t } = useLingui();
  const { mayAdminister } = useRights();
  const { part = 'profile' } = useSearch({ from: '/users/$userId' });
  const params = { userId: user.id as string };
  const current = (one: string) => (part === one ? ('page' as const) : undefined);
  return (
    <>
      <NavTabs label={t`Parts of what is known`}>
        <NavTab
          activeOptions={exactly}
          to="/users/$userId"
          params={params}
          search={{}}
          aria-current={current('profile')}
        >
          <Trans>Profile</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users/$userId"
          params={params}
          search={{ part: 'roster' }}
          aria-current={current('roster')}
        >
          <Trans>Rosters</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users/$userId"
          params={params}
          search={{ part: 'punches' }}
          aria-current={current('punches')}
        >
          <Trans>Punches</Trans>
        </NavTab>
        <NavTab
          activeOptions={exactly}
          to="/users/$userId"
          params={params}
          search={{ part: 'terminals' }}
          aria-current={current('terminals')}
        >
          <Trans>Terminals</Trans>
        </NavTab>
        {mayAdminister && (
          <NavTab
            activeOptions={exactly}
            to="/users/$userId"
            params={params}
            search={{ part: 'audit' }}
            aria-current={current('audit')}
          >
            <Trans>Audit</Trans>
          </NavTab>
        )}
      </NavTabs>
      <div className={styles.part}>
        {part === 'profile' && <UserProfile key={user.id} user={user} etag={etag} />}
        {part === 'roster' && <UserRoster user={user} />}
        {part === 'punches' && <UserPunches userId={user.id} />}
        {part === 'terminals' && <UserTerminals userId={user.id} />}
        {part === 'audit' && <UserAudit userId={user.id} />}
      </div>
    </>
  );
}

function Known({ user, etag }: { user: User; etag: string }) {
  const format = useFormat();
  const erasedAt = user.erasedAt === undefined ? undefined : format.instant(user.erasedAt, { date: 'full' });
  return (
    <>
      <PageHead
        title={user.name ?? user.id}
        subtitle={
          <span className={styles.facts}>
            <span>{user.id}</span>
            {user.department !== undefined && <span>{user.department}</span>}
            {(user.status !== 'active' || user.erasedAt !== undefined) && <UserStatus user={user} />}
          </span>
        }
        secondary={
          <>
            <LinkButton to="/attendance/$userId" params={{ userId: user.id }} icon={<CalendarDays />}>
              <Trans>Sheet</Trans>
            </LinkButton>
            <UserActions user={user} />
          </>
        }
      />
      {erasedAt !== undefined && (
        <Banner tone="info" title={<Trans>This person was erased {erasedAt}</Trans>}>
          <Trans>Times and totals stay under the id; nothing can be edited.</Trans>
        </Banner>
      )}
      <Parts user={user} etag={etag} />
    </>
  );
}

/** All about one user. */
export function UserScreen() {
  const { t } = useLingui();
  const { userId } = useParams({ from: '/users/$userId' });
  const navigate = useNavigate({ from: '/users/$userId' });
  const { data, error, isPending, refetch } = useQuery(userQuery(userId));
  const now = data?.body.id as string | undefined;
  useEffect(() => {
    // An id of before a merge is answered with the user of now.
    if (now === undefined || now === userId) return;
    toast({ tone: 'info', text: t`${userId} is ${now} now` });
    void navigate({
      to: '/users/$userId',
      params: { userId: now },
      search: (before) => before,
      replace: true,
    });
  }, [now, userId, navigate, t]);
  return (
    <div className={styles.page}>
      {data === undefined && <PageHead title={userId} />}
      {isPending && (
        <Loading>
          <Skeleton kind="tile" />
          <Skeleton kind="row" lines={8} />
        </Loading>
      )}
      {error !== null &&
        data === undefined &&
        (Problem.is(error, 'user.unknown') ? (
          <EmptyState
            title={<Trans>There is no user with the id {userId}</Trans>}
            action={
              <LinkButton to="/users" search={{}}>
                <Trans>Show all users</Trans>
              </LinkButton>
            }
          />
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ))}
      {data !== undefined && <Known user={data.body} etag={data.etag ?? ''} />}
    </div>
  );
}
