/** Reads people with their days in pages of 200, and keeps what is read up to date where rows are written. @module */

import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DayFlag } from '#shared/contract/day-flags.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api } from '../../api/index.ts';
import { glanceOfRow } from '../../day/day-cell.tsx';

type Page = Awaited<ReturnType<typeof api.getMatrix>>;

/** A person with the days and sums of the period. */
export type MatrixPerson = Page['items'][number];
/** Sums of days. */
export type DayTotals = MatrixPerson['totals'];

/** Whose days are wanted, `from` ≤ day < `to`. */
export interface MatrixFilter {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly department?: string | undefined;
  readonly site?: string | undefined;
  readonly search?: string | undefined;
  /** Only people who have a day with it. */
  readonly has?: DayFlag | undefined;
}

const pageSize = 200;
/** So many pages are read without being scrolled to. */
const eagerPages = 5;
const refreshMilliseconds = 30_000;

const keyOf = (filter: MatrixFilter, index: number) => ['getMatrix', filter, index] as const;

/** What the screen has of the matrix. */
export interface MatrixState {
  readonly people: readonly MatrixPerson[];
  /** How many people department, site and search fit; `undefined` until it is known. */
  readonly matching: number | undefined;
  readonly hasMore: boolean;
  /** What is shown belongs to the filter of before. */
  readonly isOld: boolean;
  /** Nothing can be shown yet. */
  readonly isPending: boolean;
  readonly error: Error | null;
  refetch(): void;
}

/**
 * People with their days, page by page.
 * @param shown - rows that are in sight: pages near them are read, and kept up to date while `isLive`
 * @param isLive - whether the days go on changing: the period holds today
 */
export function useMatrix(
  filter: MatrixFilter,
  shown: { readonly first: number; readonly last: number },
  isLive: boolean,
): MatrixState {
  const client = useQueryClient();
  const cached = (index: number) => client.getQueryData<Page>(keyOf(filter, index));
  const queries = [];
  let rowsBefore = 0;
  for (let index = 0; ; index += 1) {
    const before = index === 0 ? undefined : cached(index - 1);
    if (index > 0 && before?.nextCursor === undefined) break;
    if (index >= eagerPages && shown.last + pageSize < rowsBefore) break;
    const rows = cached(index)?.items.length ?? 0;
    const isInSight = shown.first < rowsBefore + rows && rowsBefore <= shown.last;
    rowsBefore += rows;
    queries.push({
      queryKey: keyOf(filter, index),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getMatrix(
          {
            query: {
              ...filter,
              limit: pageSize,
              cursor: index === 0 ? undefined : cached(index - 1)?.nextCursor,
            },
          },
          { signal },
        ),
      refetchInterval: isLive && isInSight ? refreshMilliseconds : (false as const),
    });
  }
  const pages = useQueries({ queries });
  const first = pages[0];
  const datas = pages.map(({ data }) => data);
  const before = useRef<readonly MatrixPerson[]>([]);
  const people = usePeople(datas);
  const isOld = first?.data === undefined && before.current.length > 0 && first?.error === null;
  useEffect(() => {
    if (first?.data !== undefined) before.current = people;
  });
  return {
    people: isOld ? before.current : people,
    matching: first?.data?.matching,
    hasMore: datas.at(-1) === undefined || datas.at(-1)?.nextCursor !== undefined,
    isOld,
    isPending: first?.data === undefined && !isOld && first?.error === null,
    error: pages.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const page of pages) if (page.error !== null) void page.refetch();
    },
  };
}

/** The people of all pages up to the first that is not there: the same list while the pages are the same. */
function usePeople(pages: readonly (Page | undefined)[]): readonly MatrixPerson[] {
  const kept = useRef<{ pages: readonly (Page | undefined)[]; people: readonly MatrixPerson[] }>({
    pages: [],
    people: [],
  });
  const { current } = kept;
  const isSame =
    current.pages.length === pages.length && pages.every((page, at) => page === current.pages[at]);
  if (!isSame) {
    const missing = pages.indexOf(undefined);
    const loaded = missing < 0 ? pages : pages.slice(0, missing);
    kept.current = { pages, people: loaded.flatMap((page) => page?.items ?? []) };
  }
  return kept.current.people;
}

/** All pages that were read, of any filter. */
export function pagesRead(client: QueryClient): Page[] {
  return client
    .getQueryCache()
    .findAll({ queryKey: ['getMatrix'] })
    .flatMap(({ state }) => {
      const page = state.data as Page | undefined;
      return page?.items === undefined ? [] : [page];
    });
}

/** A page in which the days of rows are those of the rows; the same page where it has none of them. */
export function pageWithRows(page: Page, rows: readonly SheetRow[]): Page {
  const ofPerson = Map.groupBy(rows, ({ userId }) => userId as string);
  if (!page.items.some(({ userId }) => ofPerson.has(userId))) return page;
  const items = page.items.map((person) => {
    const news = ofPerson.get(person.userId);
    if (news === undefined) return person;
    const byDate = new Map(news.map((row) => [row.date as string, row]));
    const days = person.days.map((day) => {
      const row = byDate.get(day.date);
      if (row === undefined) return day;
      const { exceptions: _, leave: __, ...glance } = glanceOfRow(row);
      // The same function has made the days of the page from rows.
      return glance as typeof day;
    });
    return { ...person, days };
  });
  return { ...page, items };
}

/** Shows rows that were computed just now, at once; sums follow when their page is read again. */
export function showRows(client: QueryClient, rows: readonly SheetRow[]): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['getMatrix'] })) {
    const page = query.state.data as Page | undefined;
    const next = page && pageWithRows(page, rows);
    if (next === undefined || next === page) continue;
    client.setQueryData(query.queryKey, next);
    void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}
