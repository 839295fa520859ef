/** Long work that this browser has started: it goes on when its dialog is closed, and the head of the page shows it. @module */

import { useEffect } from 'react';
import { makeStore, useStore } from '../ui/store.ts';

/** What is being done. */
export type Work = {
  id: string;
  /** Its end has been told, or somebody was looking when it came. */
  isTold?: boolean;
} & (
  | { kind: 'download' | 'userUpload' | 'generation' | 'export' }
  /** Of users whose details are downloaded: who they are. */
  | { kind: 'userDownload'; userIds: readonly string[] }
);

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

function keep(next: readonly Work[]): void {
  sessionStorage.setItem(place, JSON.stringify(next));
  work.set(next);
}

/** Shows work in the head of the page until the browser's session ends; the latest 20 are kept. */
export function watchWork(one: Work): void {
  keep([one, ...work.get().filter(({ id }) => id !== one.id)].slice(0, kept));
}

/** Has the end of work be told no more. */
export function markTold(told: string): void {
  keep(work.get().map((one) => (one.id === told ? { ...one, isTold: true } : one)));
}

/** The work of this session, the latest first. */
export function useWatchedWork(): readonly Work[] {
  return useStore(work);
}

const inSight = new Set<string>();

/**
 * A dialog shows this work: its end is not told again, also where the dialog is closed before whoever watches has noticed.
 * @param id - `undefined` while there is none
 * @param isOver - whether the dialog shows that it has ended
 */
export function useWorkInSight(id: string | undefined, isOver: boolean): void {
  useEffect(() => {
    if (id === undefined) return;
    inSight.add(id);
    return () => void inSight.delete(id);
  }, [id]);
  useEffect(() => {
    if (id !== undefined && isOver) markTold(id);
  }, [id, isOver]);
}

/** Whether somebody is looking at some work. */
export function isInSight(id: string): boolean {
  return inSight.has(id);
}
