/** Which keys a shortcut is, and whether a press is one of them. Pure, so that it can be tested. @module */

/** What a press of a key tells. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** How long the second key of a sequence may take, in milliseconds. */
export const sequenceMs = 1_000;

/** Whether a press is the chord: `k`, `?`, `Mod+k` (Ctrl, or Command), `Alt+ArrowUp`, `Shift+Enter`. */
export function isChord(chord: string, press: KeyPress): boolean {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  if ((press.ctrlKey || press.metaKey) !== wants('Mod') || press.altKey !== wants('Alt')) return false;
  // Shift is how some signs are typed (`?`), so it counts only where a named key is meant.
  if (key.length > 1 && press.shiftKey !== wants('Shift')) return false;
  return press.key === key || (wants('Mod') && press.key.toLowerCase() === key);
}

/** Whether a shortcut works without Ctrl, Command or Alt: such keys are off in text fields and can be turned off. */
export function isBare(keys: string): boolean {
  return !/(^|\s)(Mod|Alt)\+/.test(keys) && !keys.split(' ').every((key) => key === 'Escape');
}

/** How far the latest presses match a sequence of chords: not, in part, or all of it. */
export function progressOf(keys: string, presses: readonly KeyPress[]): 'none' | 'part' | 'whole' {
  const chords = keys.split(' ');
  for (let length = Math.min(chords.length, presses.length); length > 0; length -= 1) {
    const latest = presses.slice(-length);
    if (latest.every((press, index) => isChord(chords[index] ?? '', press))) {
      return length === chords.length ? 'whole' : 'part';
    }
  }
  return 'none';
}
