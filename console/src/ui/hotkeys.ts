/**
 * Keys that do something wherever one is, except where one types. Single letters can be turned off (WCAG 2.1.4); keys with
 * Ctrl or Cmd stay.
 * @module
 */

import { useEffect, useRef } from 'react';

const offPlace = 'rollcall.keys';

/** Whether single letters do something in this browser. */
export function lettersAreOn(): boolean {
  return localStorage.getItem(offPlace) !== 'off';
}

/** Turns single letters on or off in this browser. */
export function setLetters(on: boolean): void {
  localStorage.setItem(offPlace, on ? 'on' : 'off');
}

/** What each key does. A key is written as it is typed: `d`, `?`, `mod+k`, or one after the other: `g t`. */
export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const chordMilliseconds = 1_500;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.role === 'spinbutton'
  );
}

/** Whether a dialog lies over the page, so that the page's own keys rest. */
function isCovered(): boolean {
  return (
    document.querySelector('[role=dialog][data-modal], [role=alertdialog], [role=menu], [role=listbox]') !==
    null
  );
}

function nameOf({ key, ctrlKey, metaKey }: KeyboardEvent): string {
  return `${ctrlKey || metaKey ? 'mod+' : ''}${key.length === 1 ? key.toLowerCase() : key}`;
}

/** Listens to keys while the component is shown. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  latest.current = hotkeys;
  useEffect(() => {
    let first: { name: string; at: number } | undefined;
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const name = nameOf(event);
      const isLetter = !name.startsWith('mod+');
      if (isLetter && (isTyping(event.target) || isCovered() || !lettersAreOn())) return;
      const chord =
        first && event.timeStamp - first.at < chordMilliseconds ? `${first.name} ${name}` : undefined;
      first = undefined;
      const run = (chord === undefined ? undefined : latest.current[chord]) ?? latest.current[name];
      if (run) {
        event.preventDefault();
        run(event);
      } else if (Object.keys(latest.current).some((one) => one.startsWith(`${name} `))) {
        first = { name, at: event.timeStamp };
      }
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
