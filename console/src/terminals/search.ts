/** What stands in the address of these screens. @module */

import { flagOf, oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** The lists of the terminals screen. */
export const terminalTabs = ['terminals', 'pending', 'bridges', 'sites'] as const;

/** Terminals and bridges: the list and its filter. */
export interface TerminalsSearch {
  tab?: (typeof terminalTabs)[number] | undefined;
  site?: string | undefined;
  search?: string | undefined;
  /** The site that is shown beside the list of sites. */
  open?: string | undefined;
  /** A bridge is being added. */
  add?: true | undefined;
}

/** Reads the address of the terminals screen. */
export function terminalsSearch(raw: RawSearch): TerminalsSearch {
  return {
    tab: oneOf(raw.tab, terminalTabs),
    site: textOf(raw.site),
    search: textOf(raw.search),
    open: textOf(raw.open),
    add: flagOf(raw.add),
  };
}

/** The parts of what is known of one terminal. */
export const terminalParts = ['health', 'downloads', 'users', 'punches', 'commands'] as const;

/** One terminal: the part that is shown. */
export interface TerminalSearch {
  part?: (typeof terminalParts)[number] | undefined;
}

/** Reads the address of one terminal. */
export function terminalSearch(raw: RawSearch): TerminalSearch {
  return { part: oneOf(raw.part, terminalParts) };
}
