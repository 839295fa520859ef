/** What an export will hold, and whether its days can still change. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { daysBetween } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { api } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import { LinkButton } from '../ui/button.tsx';
import type { ExportDraft } from './export-draft.ts';
import styles from './exports.module.css';
import { locksQuery } from './queries.ts';

/** How many days lie in a range of texts; 0 where one is no date. */
export function dayCount({ from, to }: Pick<ExportDraft, 'from' | 'to'>): number {
  const first = parseLocalDate(from);
  const end = parseLocalDate(to);
  return first && end ? Math.max(0, daysBetween(first, end)) : 0;
}

/** "312 people × 31 days", and a warning where the period is open. */
export function ScopeNote({ draft }: { draft: ExportDraft }) {
  const { t } = useLingui();
  const format = useFormat();
  const { from, to, department, userIds } = draft;
  const days = dayCount(draft);
  const query = {
    from,
    to,
    limit: 1,
    ...(department === null ? {} : { department }),
  };
  const { data } = useQuery({
    // Only days on which somebody is counted are looked at, and a matrix goes over 62 days at most.
    queryKey: ['export-people', query],
    queryFn: async ({ signal }) => (await api.getMatrix({ query }, { signal })).matching,
    enabled: userIds === null && days > 0 && days <= 62,
  });
  const people = userIds === null ? data : userIds.length;
  const peopleText =
    people === undefined ? t`Everybody` : t`${plural(people, { one: '# person', other: '# people' })}`;
  const where = department === null ? '' : ` · ${department}`;
  return (
    <div className={styles.scope}>
      <p role="status">
        <strong>
          <Trans>
            {peopleText} × <Plural value={days} one="# day" other="# days" />
          </Trans>
        </strong>
        {where} · {format.range({ from, to }, 'short')}
      </p>
      <LockNote draft={draft} />
    </div>
  );
}

function LockNote({ draft: { from, to, department } }: { draft: ExportDraft }) {
  const format = useFormat();
  const { data: locks } = useQuery(locksQuery);
  const days = dayCount({ from, to });
  const { data: open } = useQuery({
    queryKey: ['listOpenDays', { from, to, department }],
    queryFn: ({ signal }) =>
      api.listOpenDays(
        { query: { from, to, limit: 1000, ...(department === null ? {} : { department }) } },
        { signal },
      ),
    enabled: days > 0,
  });
  if (locks === undefined || days === 0) return null;
  const isLocked = locks.some(
    (lock) =>
      lock.state === 'locked' &&
      lock.from <= from &&
      lock.to >= to &&
      (lock.department === undefined || lock.department === department),
  );
  if (isLocked) {
    return (
      <Banner tone="success" title={<Trans>The period is locked</Trans>}>
        <Trans>Its days stay as they are. What changes later comes as adjustments.</Trans>
      </Banner>
    );
  }
  const counts = open?.counts;
  // A page is not everything: what follows it is said, not counted.
  const more = open?.nextCursor === undefined ? '' : '+';
  return (
    <Banner
      tone="warning"
      title={<Trans>The period is open</Trans>}
      actions={
        <LinkButton
          size="small"
          to="/attendance"
          search={{ from, to, ...(department === null ? {} : { department }) }}
        >
          <Trans>Look at it</Trans>
        </LinkButton>
      }
    >
      <Trans>
        Its days can still change after this file was made. Lock it first for a file that is paid from.
      </Trans>
      {counts && counts.pending + counts.incomplete + counts.toApprove > 0 && (
        <>
          {' '}
          <Trans>
            Not settled: {format.count(counts.pending)}
            {more} pending, {format.count(counts.incomplete)}
            {more} incomplete, {format.count(counts.toApprove)}
            {more} to approve.
          </Trans>
        </>
      )}
    </Banner>
  );
}
