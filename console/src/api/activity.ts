/** Long work that this browser has started: it goes on when its dialog is closed, and the head of the page shows it. @module */

import { makeStore, useStore } from '../ui/store.ts';

/** What is being done. */
export interface Work {
  kind: 'download' | 'generation' | 'export';
  id: string;
}

const place = 'rollcall.work';
const kept = 20;

function isWork(value: unknown): value is Work {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}

function read(): Work[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]');
    return Array.isArray(list) ? list.filter(isWork) : [];
  } catch {
    return [];
  }
}

const work = makeStore<readonly Work[]>(read());

/** Shows work in the head of the page until the browser's session ends; the latest 20 are kept. */
export function watchWork(one: Work): void {
  const next = [one, ...work.get().filter(({ id }) => id !== one.id)].slice(0, kept);
  sessionStorage.setItem(place, JSON.stringify(next));
  work.set(next);
}

/** The work of this session, the latest first. */
export function useWatchedWork(): readonly Work[] {
  return useStore(work);
}
