/** Drafts come back as they were, or not at all. @module */

import { expect, test } from 'vitest';
import { draftName, readDraft, writeDraft } from './drafts.ts';

function memory(limit = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (text.length > limit) throw new Error('full');
      kept.set(name, text);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
}

const initial = { reason: '', minutes: null as number | null };

test('a draft comes back', () => {
  const store = memory();
  writeDraft(store, 'a', { reason: 'Forgot the card', minutes: 15 });
  expect(readDraft(store, 'a', initial)).toEqual({ reason: 'Forgot the card', minutes: 15 });
});

test('every page keeps its own', () => {
  expect(draftName('/users/1042', 'edit')).not.toBe(draftName('/users/1049', 'edit'));
});

test('a draft of another shape, or none at all, is left alone', () => {
  const store = memory();
  expect(readDraft(store, 'a', initial)).toBeUndefined();
  writeDraft(store, 'a', { reason: 'Forgot the card' });
  expect(readDraft(store, 'a', initial)).toBeUndefined();
  writeDraft(store, 'a', ['Forgot the card']);
  expect(readDraft(store, 'a', initial)).toBeUndefined();
  store.setItem('a', '{"reason":');
  expect(readDraft(store, 'a', initial)).toBeUndefined();
});

test('a store that is full keeps no half of it', () => {
  const store = memory(40);
  writeDraft(store, 'a', { reason: 'short', minutes: 1 });
  writeDraft(store, 'a', { reason: 'a reason that is too long for what is left', minutes: 1 });
  expect(readDraft(store, 'a', initial)).toBeUndefined();
});
