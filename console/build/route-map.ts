/** Derives the slim map of routes from the contract when the console is built, so that no schema is shipped for it. @module */

import type { Plugin } from 'vite';
import { apiRoutes } from '#shared/contract/api-routes.ts';
import type { Routes } from '#shared/contract/route.ts';

const name = 'virtual:routes';
const resolved = `\0${name}`;

/** Gives `virtual:routes`: by operation its method and its path. */
export function routeMap(): Plugin {
  const routes: Routes = apiRoutes;
  return {
    name: 'rollcall-route-map',
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => {
      if (id !== resolved) return undefined;
      const map = Object.entries(routes).map(([operation, { method, path }]) => [
        operation,
        `${method} ${path}`,
      ]);
      return `export default ${JSON.stringify(Object.fromEntries(map))}`;
    },
  };
}
