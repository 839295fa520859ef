/**
 * What is selected in the matrix: people as a whole, or a block of days of neighbouring people. People are kept by their ids, so
 * that a row that moves takes its selection with it.
 * @module
 */

import type { LocalDate } from '#shared/time/wall-time.ts';
import type { PersonDay } from '../address.ts';
import type { Cell } from './movement.ts';

/** A block of cells between two corners, both included. */
export interface Block {
  readonly anchor: Cell;
  readonly focus: Cell;
}

/** What is selected. */
export interface Selection {
  /** Ids of people who are selected with all days that are shown. */
  readonly people: ReadonlySet<string>;
  readonly block: Block | undefined;
}

/** Nothing is selected. */
export const nothing: Selection = { people: new Set(), block: undefined };

/** Selects a person, or does not any more. */
export function togglePerson(selection: Selection, userId: string): Selection {
  const people = new Set(selection.people);
  if (!people.delete(userId)) people.add(userId);
  return { people, block: undefined };
}

/** Selects all people between two rows, beside those who are selected. */
export function addPeople(
  selection: Selection,
  userIds: readonly string[],
  from: number,
  to: number,
): Selection {
  const between = userIds.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { people: new Set([...selection.people, ...between]), block: undefined };
}

/** Stretches the block to a cell; it begins at `from` where there is none. The head of a row stands for its first day. */
export function stretchTo(selection: Selection, from: Cell, to: Cell): Selection {
  const onDay = ({ row, column }: Cell): Cell => ({ row, column: Math.max(0, column) });
  const anchor = selection.block?.anchor ?? onDay(from);
  return { people: new Set(), block: { anchor, focus: onDay(to) } };
}

/** The first and last row and column of a block. */
export function edgesOf({ anchor, focus }: Block): {
  top: number;
  bottom: number;
  first: number;
  last: number;
} {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    first: Math.min(anchor.column, focus.column),
    last: Math.max(anchor.column, focus.column),
  };
}

/** Every day of every person that is selected, person by person. */
export function selectedDays(
  { people, block }: Selection,
  userIds: readonly string[],
  days: readonly LocalDate[],
): PersonDay[] {
  if (block !== undefined) {
    const { top, bottom, first, last } = edgesOf(block);
    const dates = days.slice(first, last + 1);
    return userIds.slice(top, bottom + 1).flatMap((userId) => dates.map((date) => ({ userId, date })));
  }
  return userIds
    .filter((userId) => people.has(userId))
    .flatMap((userId) => days.map((date) => ({ userId, date })));
}

/** Who is selected, as a whole or with some days, in the order of rows. */
export function selectedPeople({ people, block }: Selection, userIds: readonly string[]): string[] {
  if (block === undefined) return userIds.filter((userId) => people.has(userId));
  const { top, bottom } = edgesOf(block);
  return userIds.slice(top, bottom + 1);
}

/** Whether nothing is selected. */
export function isEmpty({ people, block }: Selection): boolean {
  return people.size === 0 && block === undefined;
}
