/** The users of a terminal to choose from, and the reading of its list. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { allPages, api, newIdempotencyKey } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { AwayText, FaultText } from '../problems/fault-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { type DownloadRow, downloadRows, isNew, rowsWith } from './download-rows.ts';
import styles from './download-user.module.css';
import { EnrolledSigns } from './enrolled.tsx';
import { terminalUsersQuery } from './queries.ts';
import { useDownload } from './use-download.ts';

/** Rows that are shown at once; the search finds the others. */
const rowsShown = 200;
const wholeListPage = 1_000;

const waitingQuery = {
  queryKey: ['listUsers', 'provisional', 'all'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    allPages((cursor) =>
      api.listUsers({ query: { status: 'provisional', limit: wholeListPage, cursor } }, { signal }),
    ),
};

/** Who can be chosen at a terminal. */
export interface DownloadList {
  rows: readonly DownloadRow[];
  /** When the whole list was last read; `undefined` when it never was. */
  readAt: string | undefined;
  isLoading: boolean;
  error: unknown;
}

/** Who can be chosen at a terminal. @param asked - ids with which the dialog was opened */
export function useDownloadRows(serial: string, asked: readonly string[]): DownloadList {
  const onTerminal = useQuery({ ...terminalUsersQuery(serial), enabled: serial !== '' });
  const waiting = useQuery({ ...waitingQuery, enabled: serial !== '' });
  const rows = useMemo(() => {
    const here = (waiting.data ?? []).filter(
      ({ id, origin }) => origin.terminal === serial || asked.includes(id),
    );
    const known = new Set((waiting.data ?? []).map(({ id }) => id));
    const listed = onTerminal.data?.items ?? [];
    const wanted = new Set([
      ...here.map(({ id }) => id),
      ...listed.flatMap(({ userId }) => (userId !== undefined && known.has(userId) ? [userId] : [])),
    ]);
    return downloadRows(listed, wanted, asked);
  }, [onTerminal.data, waiting.data, serial, asked]);
  return {
    rows,
    readAt: onTerminal.data?.readAt,
    isLoading: onTerminal.isLoading || waiting.isLoading,
    error: onTerminal.error ?? waiting.error,
  };
}

/** Reads the list of a terminal, and says how far that is. */
function ReadList({ serial, readAt }: { serial: string; readAt: string | undefined }) {
  const client = useQueryClient();
  const format = useFormat();
  const read = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.startUserDownload({ body: { terminal: serial, listOnly: true } }, { idempotencyKey }),
  });
  const { download, isRunning } = useDownload(read.data?.id);
  const { fault, away } = download?.tasks[0] ?? {};
  const why =
    fault !== undefined ? (
      <FaultText of={fault} address={serial} />
    ) : (
      away && <AwayText of={away} address={serial} />
    );
  const state = download?.state;
  useEffect(() => {
    if (state === 'done') {
      void client.invalidateQueries({ queryKey: ['listUsersOnTerminal', serial] });
    }
  }, [state, client, serial]);
  const isBusy = read.isPending || isRunning;
  const when = readAt === undefined ? undefined : format.instant(readAt);
  return (
    <div className={styles.read}>
      <p role="status" className={styles.readText}>
        {isBusy ? (
          why === undefined ? (
            <Trans>Reading the list of the terminal…</Trans>
          ) : (
            why
          )
        ) : state === 'failed' ? (
          <Trans>The list could not be read. {why}</Trans>
        ) : when === undefined ? (
          <Trans>
            The list of this terminal has not been read yet: only those are shown of whom it has told.
          </Trans>
        ) : (
          <Trans>List read {when}.</Trans>
        )}
      </p>
      <Button size="small" isPending={isBusy} onPress={() => read.mutate(newIdempotencyKey())}>
        {readAt === undefined ? <Trans>Read the list</Trans> : <Trans>Read it again</Trans>}
      </Button>
      {read.isError && <ProblemNote error={read.error} />}
    </div>
  );
}

function KindNote({ row }: { row: DownloadRow }) {
  if (!row.isListed) return <Trans>not in the list</Trans>;
  switch (row.kind) {
    case 'new':
      return <Trans>nobody has this id</Trans>;
    case 'waiting':
      return <Trans>new from log</Trans>;
    case 'ignored':
      return <Trans>ignored</Trans>;
    case 'known':
      return <Trans>has details</Trans>;
  }
}

/** The list with its filter. @param onSelect - called with all ids that are chosen */
export function TerminalUsers({
  serial,
  list,
  selected,
  onSelect,
}: {
  serial: string;
  list: DownloadList;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
}) {
  const { t } = useLingui();
  const [newOnly, setNewOnly] = useState(true);
  const [text, setText] = useState('');
  const search = useDeferredValue(text);
  const fresh = useMemo(() => list.rows.filter(isNew), [list.rows]);
  const base = newOnly ? list.rows.filter((row) => isNew(row) || selected.has(row.id)) : list.rows;
  const fitting = rowsWith(base, search);
  const shown = fitting.slice(0, rowsShown);
  const more = fitting.length - shown.length;
  const all = fitting.length;
  const inSight = fitting.filter(({ id }) => selected.has(id)).length;
  const setAll = (isOn: boolean) => {
    const next = new Set(selected);
    for (const { id } of fitting) isOn ? next.add(id) : next.delete(id);
    onSelect(next);
  };
  return (
    <section className={styles.users} aria-label={t`Users of the terminal`}>
      <ReadList key={serial} serial={serial} readAt={list.readAt} />
      <div className={styles.bar}>
        <FilterChip isSelected={newOnly} onChange={setNewOnly} count={fresh.length}>
          <Trans>new only</Trans>
        </FilterChip>
        <div className={styles.search}>
          <SearchField
            label={t`Search these users`}
            placeholder={t`Name or id`}
            value={text}
            onChange={setText}
          />
        </div>
      </div>
      {list.error !== null && list.error !== undefined && <ProblemNote error={list.error} />}
      {all === 0 ? (
        <p className={styles.empty}>
          {list.isLoading ? (
            <Trans>Looking who is on the terminal…</Trans>
          ) : search.trim() !== '' ? (
            <Trans>Nobody matches.</Trans>
          ) : newOnly && list.rows.length > 0 ? (
            <Trans>Nobody is new: everybody on this terminal has details here.</Trans>
          ) : (
            <Trans>Nobody is known on this terminal. Read its list to see who is.</Trans>
          )}
        </p>
      ) : (
        <div className={styles.list}>
          <div className={styles.listHead}>
            <Checkbox
              isSelected={inSight === all}
              isIndeterminate={inSight > 0 && inSight < all}
              onChange={setAll}
            >
              <Plural value={inSight} one="# chosen" other="# chosen" />
            </Checkbox>
          </div>
          <ul className={styles.rows}>
            {shown.map((row) => (
              <li key={row.id} className={styles.row}>
                <Checkbox
                  isSelected={selected.has(row.id)}
                  onChange={(isOn) => {
                    const next = new Set(selected);
                    isOn ? next.add(row.id) : next.delete(row.id);
                    onSelect(next);
                  }}
                >
                  <span className={styles.who}>
                    <span className={styles.id}>{row.id}</span>
                    <span className={styles.name}>{row.name}</span>
                  </span>
                </Checkbox>
                <EnrolledSigns credentials={row.credentials} />
                <span className={styles.note} data-new={row.isListed && isNew(row)}>
                  <KindNote row={row} />
                </span>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <p className={styles.more}>
              <Plural
                value={more}
                one="# more; the search finds it."
                other="# more; the search finds them."
              />
            </p>
          )}
        </div>
      )}
    </section>
  );
}
