/** Views of the attendance screen that this browser keeps: filters under a name, for whatever period is shown. @module */

import { textOf, textsOf } from '../ui/search.ts';
import type { AttendanceSearch } from './search.ts';

/** What of the address a view keeps. */
export type ViewFilter = Pick<AttendanceSearch, 'department' | 'site' | 'search' | 'has' | 'sort' | 'view'>;

/** A view under its name. */
export interface SavedView {
  readonly name: string;
  readonly filter: ViewFilter;
}

const place = 'rollcall.views';
const most = 20;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads views; what does not look like one is left out. */
export function viewsOf(text: string | null): SavedView[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: unknown) => {
      if (!isRecord(one) || !isRecord(one.filter) || typeof one.name !== 'string') return [];
      const { department, site, search, has, sort, view } = one.filter;
      const filter: ViewFilter = {
        department: textOf(department),
        site: textOf(site),
        search: textOf(search),
        has: textsOf(has),
        sort: textOf(sort),
        view: view === 'day' ? view : undefined,
      };
      return [{ name: one.name, filter }];
    });
  } catch {
    return [];
  }
}

/** The views that this browser keeps. */
export function savedViews(): SavedView[] {
  return viewsOf(localStorage.getItem(place));
}

/** What of an address makes a view. */
export function filterOf({ department, site, search, has, sort, view }: AttendanceSearch): ViewFilter {
  return { department, site, search, has, sort, view };
}

/** Keeps a view, in place of one of the same name. @returns all views */
export function saveView(view: SavedView): SavedView[] {
  const views = [...savedViews().filter(({ name }) => name !== view.name), view].slice(-most);
  localStorage.setItem(place, JSON.stringify(views));
  return views;
}

/** Forgets a view. @returns all others */
export function forgetView(name: string): SavedView[] {
  const views = savedViews().filter((view) => view.name !== name);
  localStorage.setItem(place, JSON.stringify(views));
  return views;
}
