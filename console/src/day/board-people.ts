/** People with their planned days, a page after the other: the board and the calendar of leave show them. @module */

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/index.ts';

/** A page of the board. */
export type BoardPage = Awaited<ReturnType<typeof api.getRosterBoard>>;
/** A person of the board, with the days. */
export type BoardPerson = BoardPage['items'][number];
/** A day of a person. */
export type BoardDay = BoardPerson['days'][number];

/** Which people and days. */
export interface BoardQuery {
  readonly from: string;
  readonly to: string;
  readonly department?: string | undefined;
  readonly site?: string | undefined;
  readonly search?: string | undefined;
}

const peopleOfPage = 50;

/** The people of a period, fifty a page. Filtered pages may be short although more follow. */
export function useBoardPeople({ from, to, department, site, search }: BoardQuery) {
  const query = {
    from,
    to,
    limit: peopleOfPage,
    ...(department === undefined ? {} : { department }),
    ...(site === undefined ? {} : { site }),
    ...(search === undefined ? {} : { search }),
  };
  const board = useInfiniteQuery({
    queryKey: ['getRosterBoard', query],
    queryFn: ({ pageParam, signal }) =>
      api.getRosterBoard(
        { query: { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const people = useMemo(() => board.data?.pages.flatMap(({ items }) => items) ?? [], [board.data]);
  return { board, people };
}

/** The departments as choices, the first of which stands for all. @param all - its words */
export function useDepartments(all: string): { id: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
    staleTime: 60_000,
  });
  return [{ id: '', label: all }, ...(data?.items ?? []).map(({ name }) => ({ id: name, label: name }))];
}
