import { apiRoutes } from './api-routes.ts';
import { bridgeAgent } from './bridge-agent.ts';

/** The whole HTTP API: every route once, by operation name. */
export const contract = { ...apiRoutes, ...bridgeAgent };
