/** Settings, a page per section. @module */

/** Settings, a page per section. */
export function SettingsScreen() {
  return <h1>Settings</h1>;
}
