/** What stands in the address of these screens. @module */

import type { UserSort } from '#shared/contract/users.ts';
import { dateOf, flagOf, oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** The lists of users. */
export const userTabs = ['all', 'new', 'unknown', 'suspended'] as const;

/** The users screen: a list and its filters. */
export interface UsersSearch {
  tab?: (typeof userTabs)[number] | undefined;
  search?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  roster?: string | undefined;
  /** Users that one download has created. */
  download?: string | undefined;
  sort?: string | undefined;
  /** Of the unknown: those that are ignored. */
  ignored?: true | undefined;
}

const sorts = [
  'id',
  'name',
  '-name',
  'employeeNumber',
  '-employeeNumber',
  'department',
  '-department',
  'issuedOn',
  '-issuedOn',
  'hiredOn',
  '-hiredOn',
] as const satisfies readonly UserSort[];

/** The order that an address asks for. */
export function sortOf(text: string | undefined): UserSort | undefined {
  return oneOf(text, sorts);
}

/** Reads the address of the users screen. */
export function usersSearch(raw: RawSearch): UsersSearch {
  return {
    tab: oneOf(raw.tab, userTabs),
    search: textOf(raw.search),
    department: textOf(raw.department),
    site: textOf(raw.site),
    roster: textOf(raw.roster),
    download: textOf(raw.download),
    sort: sortOf(textOf(raw.sort)),
    ignored: flagOf(raw.ignored),
  };
}

/** The parts of what is known of one user. */
export const userParts = ['profile', 'roster', 'punches', 'terminals', 'audit'] as const;

/** One user: the part that is shown. */
export interface UserSearch {
  part?: (typeof userParts)[number] | undefined;
  /** A date in the month of which punches are shown. */
  month?: string | undefined;
}

/** Reads the address of one user. */
export function userSearch(raw: RawSearch): UserSearch {
  return { part: oneOf(raw.part, userParts), month: dateOf(raw.month) };
}
