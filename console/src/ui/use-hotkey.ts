/** Keys that do things on a page, where no field, menu or dialog wants them for itself. @module */

import { useEffect, useRef } from 'react';
import { isBare, type KeyPress, progressOf, sequenceMs } from './chords.ts';

/** When a key works. */
export interface HotkeyOptions {
  /** On unless said otherwise. */
  isEnabled?: boolean | undefined;
  /** Works also in dialogs and menus. */
  isEverywhere?: boolean | undefined;
}

interface Hotkey {
  keys: string;
  isEverywhere: boolean;
  run: () => void;
}

/** The latest comes last and wins. */
const hotkeys: Hotkey[] = [];
let presses: (KeyPress & { at: number })[] = [];

/**
 * Registers a key (`d`), a chord (`Mod+k`, `Alt+ArrowUp`) or a sequence (`g t`) as long as the component is there.
 * Single keys are off in text fields, and everywhere when local storage says `rollcall.keys` = `off`.
 */
export function useHotkey(keys: string, run: () => void, options: HotkeyOptions = {}): void {
  const { isEnabled = true, isEverywhere = false } = options;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isEnabled) return;
    return register([{ keys, isEverywhere, run: () => latest.current() }]);
  }, [keys, isEnabled, isEverywhere]);
}

/** @returns takes them away again */
function register(added: readonly Hotkey[]): () => void {
  if (added.length === 0) return () => undefined;
  if (hotkeys.length === 0) document.addEventListener('keydown', onKey);
  hotkeys.push(...added);
  return () => {
    for (const hotkey of added) hotkeys.splice(hotkeys.indexOf(hotkey), 1);
    if (hotkeys.length === 0) document.removeEventListener('keydown', onKey);
  };
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
  presses = [...presses.filter(({ at }) => event.timeStamp - at < sequenceMs), pressOf(event)].slice(-3);
  const target = event.target instanceof Element ? event.target : undefined;
  const isOwn = document.querySelector('[data-own-keys]') !== null;
  const isTyping = target !== undefined && takesText(target);
  const areKeysOff = localStorage.getItem('rollcall.keys') === 'off';
  const found = hotkeys.findLast(
    ({ keys, isEverywhere }) =>
      (!isOwn || isEverywhere) &&
      (!isBare(keys) || !(isTyping || areKeysOff)) &&
      // A field that is being typed into undoes what was typed, not what was entered.
      !(keys === 'Mod+z' && isTyping) &&
      progressOf(keys, presses) === 'whole',
  );
  if (!found) return;
  event.preventDefault();
  presses = [];
  found.run();
}

function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey, timeStamp }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey, shiftKey, at: timeStamp };
}

function isModifier(key: string): boolean {
  return key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta';
}

function takesText(element: Element): boolean {
  return (
    element.closest(
      'input:not([type="checkbox"], [type="radio"], [type="file"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="spinbutton"]',
    ) !== null
  );
}
