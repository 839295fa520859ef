/** What tables and their cards are told. @module */

import type { ReactNode } from 'react';

/** A column. */
export interface TableColumn<T> {
  id: string;
  title: string;
  /** For columns of signs and buttons: the title is there for those who cannot see them. */
  isTitleHidden?: boolean;
  /** In px, or a share of what is left: `2fr`. One share unless given. */
  width?: number | `${number}fr`;
  /** In px. */
  minWidth?: number;
  /** `end` for figures. */
  align?: 'start' | 'end';
  isSortable?: boolean;
  /** On a phone: stands as the head of the card. */
  isPrimary?: boolean;
  /** On a phone: left out. */
  isHiddenOnPhone?: boolean;
  render: (row: T) => ReactNode;
}

/** What the rows are sorted by. */
export interface TableSort {
  /** The id of a column. */
  column: string;
  isDescending: boolean;
}

/** What a row says by its colour; something in its cells says it too. */
export type RowTone = 'normal' | 'muted' | 'warning' | 'danger' | 'new';

/** A table. */
export interface DataProps<T> {
  /** The name of the table. */
  label: string;
  /** The same array from one rendering to the next, unless the columns change. */
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  /** The same function from one rendering to the next: best outside of the component. */
  idOf: (row: T) => string;
  /** How a row is called aloud. */
  nameOf: (row: T) => string;
  sort?: TableSort | undefined;
  onSort?: ((sort: TableSort) => void) | undefined;
  /** Ids of the chosen rows. */
  selected?: ReadonlySet<string> | undefined;
  /** Without it nothing can be chosen. */
  onSelect?: ((ids: Set<string>) => void) | undefined;
  /** A row is pressed, or Enter on it. */
  onOpen?: ((row: T) => void) | undefined;
  toneOf?: ((row: T) => RowTone) | undefined;
  /** What stands there while there is no row. */
  empty: ReactNode;
  /** The end comes in sight. */
  onLoadMore?: (() => void) | undefined;
  isLoadingMore?: boolean | undefined;
  /** How many rows there are with those that are not read yet, where it is known: paper says how many it lacks. */
  total?: number | undefined;
  /** Lines of text in a row. */
  rowLines?: 1 | 2;
  /** The rows belong to the last question, and the answer to this one is under way. */
  isStale?: boolean | undefined;
}
