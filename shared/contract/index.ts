/** The whole HTTP API as one object, for whoever walks over all routes. @module */

import { apiRoutes } from './api-routes.ts';
import { bridgeApi } from './bridge-api.ts';

/** The whole HTTP API: every route once, by operation name. */
export const contract = { ...apiRoutes, ...bridgeApi };
