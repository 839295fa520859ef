/** Theme and density of this browser. `theme.js` sets them again before the first paint of the next page. @module */

/** A theme. */
export type Theme = 'light' | 'dark';

/** How much space a row has. */
export type Density = 'comfortable' | 'compact';

/** The theme that is shown. */
export function theme(): Theme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/** Shows a theme, and keeps it; `undefined` follows the computer from the next page on. */
export function setTheme(next: Theme | undefined): void {
  if (next === undefined) {
    localStorage.removeItem('rollcall.theme');
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    return;
  }
  localStorage.setItem('rollcall.theme', next);
  document.documentElement.dataset.theme = next;
}

/** What has been chosen: a theme, or to follow the computer. */
export function themeChoice(): Theme | 'system' {
  const kept = localStorage.getItem('rollcall.theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The density that is shown. */
export function density(): Density {
  return document.documentElement.dataset.density === 'compact' ? 'compact' : 'comfortable';
}

/** Shows a density, and keeps it. */
export function setDensity(next: Density): void {
  localStorage.setItem('rollcall.density', next);
  document.documentElement.dataset.density = next;
}
