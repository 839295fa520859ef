/** Settings › Audit trail: who has done what, the latest first. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '#shared/contract/access.ts';
import { addDays } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { api } from '../api/index.ts';
import { auditActionWords, auditFacts, auditTitle } from '../day/audit-words.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { ComboBox } from '../ui/combo-box.tsx';
import { type DateRange, DateRangePicker } from '../ui/date-field.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Section } from '../ui/section.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import styles from './fields.module.css';
import { TableLoading } from './table-loading.tsx';

const pageSize = 50;
const usualDays = 31;

/** A day after one that somebody has typed. */
function dayAfter(date: string): string | undefined {
  const parsed = parseLocalDate(date);
  return parsed === null ? undefined : addDays(parsed, 1);
}

/** Settings › Audit trail. */
export function AuditSection() {
  const { t, i18n } = useLingui();
  const today = useToday();
  const [range, setRange] = useState<DateRange | null>(null);
  const [action, setAction] = useState<string | null>(null);
  const [typedUser, setUser] = useState('');
  const [typedSubject, setSubject] = useState('');
  const userId = useDebounced(typedUser.trim(), 300);
  const subject = useDebounced(typedSubject.trim(), 300);
  const query = {
    limit: pageSize,
    order: 'latest' as const,
    ...(range === null ? {} : { from: range.from, to: dayAfter(range.until) }),
    ...(action === null ? {} : { action }),
    ...(userId === '' ? {} : { userId }),
    ...(subject === '' ? {} : { subject }),
  };
  const trail = useInfiniteQuery({
    queryKey: ['listAudit', query],
    queryFn: ({ pageParam, signal }) =>
      api.listAudit({ query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const entries = trail.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section
      title={<Trans>Audit trail</Trans>}
      description={
        <Trans>
          Who has done what, the latest first. Entries cannot be changed or deleted. Without a range, the last{' '}
          {String(usualDays)} days are shown.
        </Trans>
      }
    >
      <div className={styles.filters}>
        <div className={styles.range}>
          <DateRangePicker label={t`Days (UTC)`} max={dayAfter(today)} value={range} onChange={setRange} />
        </div>
        <ComboBox
          label={t`Action`}
          placeholder={t`Any`}
          items={auditActionWords.map(([id, words]) => ({ id, label: i18n._(words), description: id }))}
          value={action}
          onChange={setAction}
        />
        <TextField label={t`Concerns user`} placeholder={t`User id`} value={typedUser} onChange={setUser} />
        <TextField
          label={t`Acted on`}
          placeholder={t`Id of anything`}
          value={typedSubject}
          onChange={setSubject}
        />
        {(range || action || typedUser || typedSubject) && (
          <Button
            variant="quiet"
            onPress={() => {
              setRange(null);
              setAction(null);
              setUser('');
              setSubject('');
            }}
          >
            <Trans>Clear filters</Trans>
          </Button>
        )}
      </div>
      {trail.error !== null && <ProblemNote error={trail.error} onRetry={() => void trail.refetch()} />}
      {trail.isPending && <TableLoading />}
      {trail.data && entries.length === 0 && !trail.hasNextPage && (
        <EmptyState title={<Trans>No entry matches.</Trans>}>
          <Trans>Choose other days or another action.</Trans>
        </EmptyState>
      )}
      {entries.length > 0 && (
        <ol className={styles.list} aria-label={t`Entries`} aria-busy={trail.isPlaceholderData}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {trail.isFetchingNextPage && <Skeleton lines={3} kind="row" />}
      {trail.hasNextPage && (
        <div className={styles.row}>
          <Button isPending={trail.isFetchingNextPage} onPress={() => void trail.fetchNextPage()}>
            <Trans>Show older ones</Trans>
          </Button>
        </div>
      )}
    </Section>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { at, by, byName, action, subject, facts } = entry;
  const told = auditFacts(i18n, format, facts).join(' · ');
  return (
    <li className={styles.item}>
      <time dateTime={at} className={styles.muted}>
        {format.instant(at, { date: 'short', seconds: true })}
      </time>
      <div className={styles.grows}>
        <p>
          <strong title={action}>{auditTitle(i18n, action)}</strong> {subject}
        </p>
        {told !== '' && <p className={styles.facts}>{told}</p>}
      </div>
      <span>{byName ?? by}</span>
    </li>
  );
}
