/** What somebody did last in the palette, kept in this browser by caller. @module */

const kept = 5;

function placeOf(caller: string): string {
  return `rollcall.recent.${caller}`;
}

/** Ids of the last five lines, the latest first. */
export function recentLines(caller: string): readonly string[] {
  const text = localStorage.getItem(placeOf(caller));
  return text === null ? [] : text.split('\n');
}

/** Puts a line on top. */
export function rememberLine(caller: string, id: string): void {
  const lines = [id, ...recentLines(caller).filter((one) => one !== id)].slice(0, kept);
  localStorage.setItem(placeOf(caller), lines.join('\n'));
}
