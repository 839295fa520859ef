/** What surrounds every screen: rail, head, palette, keys. @module */

import { Outlet } from '@tanstack/react-router';

/** The frame of the console. */
export function Shell() {
  return (
    <main>
      <Outlet />
    </main>
  );
}
