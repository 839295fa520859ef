/**
 * The published client of the API: every route as a typed function over `fetch`. Its types and schemas are those of the
 * contract; `npm run build:client` packs it.
 * @module
 */

import { apiRoutes } from '#shared/contract/api-routes.ts';
import { type Client, makeClient } from '#shared/contract/client.ts';
import { fetchSender, type RollcallAccess } from './fetch-sender.ts';

export type { Answered, CallOptions, CsvPage } from '#shared/contract/client.ts';
export type { RouteCall, RouteResult } from '#shared/contract/route.ts';
export type { ProblemCode } from '#shared/errors.ts';
export { type RollcallAccess, RollcallError } from './fetch-sender.ts';

/** Every route of the API for people and integrations, by operation name. */
export type Rollcall = Client<typeof apiRoutes>;

/** What a call of an operation takes. @example CallOf<'createUser'>['body'] */
export type CallOf<K extends keyof Rollcall> = Parameters<Rollcall[K]>[0];
/** What an operation answers. @example ResultOf<'listUsers'>['items'] */
export type ResultOf<K extends keyof Rollcall> = Awaited<ReturnType<Rollcall[K]>>;

/**
 * Opens the API. Nothing is sent before the first call.
 * @returns an operation for each route; each throws {@link RollcallError} when the API refuses, the error of `fetch` when
 * there is no answer, and a `ZodError` when an answer is not as the contract says
 */
export function openRollcall(access: RollcallAccess): Rollcall {
  return makeClient(apiRoutes, fetchSender(access));
}
