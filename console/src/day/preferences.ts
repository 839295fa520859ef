/** How this browser shows clocks and durations: kept in it, and told to all who show them when it changes. @module */

import { useSyncExternalStore } from 'react';

/** How times of day are written: `21:12` or `9:12 pm`. */
export type ClockStyle = '24' | '12';
/** How durations are written: `8:15` or `8.25`. */
export type DurationStyle = 'clock' | 'decimal';

/** Where the browser keeps each choice; the first member of a list is the default. */
const choices = {
  clock: { key: 'rollcall.clock', values: ['24', '12'] },
  durations: { key: 'rollcall.durations', values: ['clock', 'decimal'] },
} as const;
type Choices = typeof choices;

/** A choice by its name. */
export type Choice = keyof Choices;
/** A value of a choice. */
export type ChoiceValue<C extends Choice> = Choices[C]['values'][number];

const listeners = new Set<() => void>();

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // A browser that keeps nothing shows the defaults.
    return null;
  }
}

/** What has been chosen. */
export function chosen<C extends Choice>(choice: C): ChoiceValue<C> {
  const { key, values } = choices[choice];
  const text = kept(key);
  const known: readonly ChoiceValue<C>[] = values;
  return known.find((value) => value === text) ?? values[0];
}

/** Chooses a value; everything on the page that shows such figures is drawn anew. */
export function choose<C extends Choice>(choice: C, value: ChoiceValue<C>): void {
  localStorage.setItem(choices[choice].key, value);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab may have chosen.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** What has been chosen, kept up to date. */
export function useChoice<C extends Choice>(choice: C): ChoiceValue<C> {
  return useSyncExternalStore(listen, () => chosen(choice));
}
