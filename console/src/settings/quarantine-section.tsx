/** Settings › Quarantine: records of terminals that could not become punches. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type QuarantineReason, quarantineReasons } from '#shared/punch/plausibility.ts';
import { api } from '../api/index.ts';
import { useReasonWords } from '../day/quarantine-words.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import styles from './fields.module.css';
import { useTerminalChoices } from './lists.ts';
import { QuarantineBar } from './quarantine-bar.tsx';
import { nameOfRecord, type QuarantinedRecord, type QuarantineState } from './quarantine-words.ts';
import { TableLoading } from './table-loading.tsx';

/** Settings › Quarantine. */
export function QuarantineSection() {
  const { t } = useLingui();
  const format = useFormat();
  const reasonWords = useReasonWords();
  const terminals = useTerminalChoices();
  const [state, setState] = useState<QuarantineState>('open');
  const [reason, setReason] = useState<QuarantineReason | 'all'>('all');
  const [terminal, setTerminal] = useState('all');
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const query = {
    state,
    limit: 200,
    ...(reason === 'all' ? {} : { reason: [reason] }),
    ...(terminal === 'all' ? {} : { terminal }),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
  };
  const list = useInfiniteQuery({
    queryKey: ['listQuarantine', query],
    queryFn: ({ pageParam, signal }) =>
      api.listQuarantine(
        { query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const columns = useMemo(
    (): TableColumn<QuarantinedRecord>[] => [
      {
        id: 'time',
        title: t`Time on the record`,
        width: '2fr',
        isPrimary: true,
        render: ({ time, place }) =>
          time || (place === undefined ? '–' : t`Place ${String(place)} of the log`),
      },
      { id: 'pin', title: t`PIN`, width: 110, render: ({ pin }) => pin || '–' },
      { id: 'reason', title: t`Why`, width: '3fr', render: ({ reason: why }) => reasonWords[why].word },
      {
        id: 'terminal',
        title: t`Terminal`,
        width: '2fr',
        render: ({ terminal: serial }) => terminals.find(({ id }) => id === serial)?.label ?? serial,
      },
      {
        id: 'received',
        title: t`Came`,
        width: 120,
        render: ({ receivedAt }) => format.instant(receivedAt),
      },
    ],
    [t, format, reasonWords, terminals],
  );
  const chosen = rows.filter((row) => selected.has(nameOfRecord(row)));
  const isFiltered = reason !== 'all' || terminal !== 'all' || search.trim() !== '';
  const show = (next: QuarantineState) => {
    setState(next);
    setSelected(new Set());
  };
  return (
    <Section
      title={<Trans>Quarantine</Trans>}
      description={
        <Trans>
          Records of terminals that could not become punches. Nothing is ever deleted: set aside what never
          was a punch, and judge the others again once clock or zone of the terminal are right.
        </Trans>
      }
    >
      <div>
        <ViewSwitch
          label={t`Which records`}
          selected={state}
          onChange={show}
          items={[
            { id: 'open', label: t`Waiting` },
            { id: 'dismissed', label: t`Set aside` },
            { id: 'stored', label: t`Punches by now` },
          ]}
        />
      </div>
      <div className={styles.filters}>
        <Select
          label={t`Why`}
          isLabelHidden
          value={reason}
          onChange={setReason}
          items={[
            { id: 'all', label: t`All reasons` },
            ...quarantineReasons.map((id) => ({ id, label: reasonWords[id].word })),
          ]}
        />
        <Select
          label={t`Terminal`}
          isLabelHidden
          value={terminal}
          onChange={setTerminal}
          items={[{ id: 'all', label: t`All terminals` }, ...terminals]}
        />
        <SearchField
          label={t`PIN or time`}
          placeholder={t`PIN or time`}
          value={search}
          onChange={setSearch}
        />
      </div>
      {list.error !== null && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <TableLoading />}
      {list.data && (
        <DataTable
          label={t`Records in quarantine`}
          columns={columns}
          rows={rows}
          idOf={nameOfRecord}
          nameOf={({ time, pin }) => `${time} ${pin}`}
          selected={selected}
          onSelect={state === 'stored' ? undefined : setSelected}
          onLoadMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          isLoadingMore={list.isFetchingNextPage}
          isStale={list.isPlaceholderData}
          empty={
            list.hasNextPage ? (
              <TableLoading />
            ) : (
              <EmptyState
                title={isFiltered ? <Trans>No record matches.</Trans> : <Trans>No record is here.</Trans>}
              >
                {state === 'open' && !isFiltered && (
                  <Trans>
                    Every record that the terminals have handed over is a punch, or was dealt with.
                  </Trans>
                )}
              </EmptyState>
            )
          }
        />
      )}
      {chosen.length > 0 && state !== 'stored' && (
        <QuarantineBar state={state} records={chosen} onDone={() => setSelected(new Set())} />
      )}
      {state === 'open' && chosen.length === 1 && chosen[0] && (
        <p className={styles.muted}>{reasonWords[chosen[0].reason].todo}</p>
      )}
    </Section>
  );
}
