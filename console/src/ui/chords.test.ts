/** Presses of keys are the shortcuts that they look like. @module */

import { expect, test } from 'vitest';
import { isBare, isChord, type KeyPress, progressOf } from './chords.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('a single key is not the same key with Ctrl', () => {
  expect(isChord('d', press('d'))).toBe(true);
  expect(isChord('d', press('d', { ctrlKey: true }))).toBe(false);
});

test('Mod is Ctrl or Command', () => {
  expect(isChord('Mod+k', press('k', { ctrlKey: true }))).toBe(true);
  expect(isChord('Mod+k', press('k', { metaKey: true }))).toBe(true);
  expect(isChord('Mod+k', press('k'))).toBe(false);
});

test('signs that need Shift are typed with it', () => {
  expect(isChord('?', press('?', { shiftKey: true }))).toBe(true);
  expect(isChord('Alt+ArrowUp', press('ArrowUp', { altKey: true }))).toBe(true);
  expect(isChord('Enter', press('Enter', { shiftKey: true }))).toBe(false);
});

test('a sequence is complete with its last key', () => {
  expect(progressOf('g t', [press('g')])).toBe('part');
  expect(progressOf('g t', [press('x'), press('g'), press('t')])).toBe('whole');
  expect(progressOf('g t', [press('g'), press('x')])).toBe('none');
});

test('only keys without Ctrl and Alt can be turned off; Esc never', () => {
  expect(isBare('g t')).toBe(true);
  expect(isBare('Mod+k')).toBe(false);
  expect(isBare('Escape')).toBe(false);
});
