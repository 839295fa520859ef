/** A new deployment gets its organisation and its first administrator's API key here. @module */

import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { createApiKey } from './domain/access/index.ts';
import { type ActingRuntime, actorFor } from './runtime.ts';

/** The organisation of a deployment that holds only one. */
export const defaultOrganisation = 'default';

/**
 * Makes what a new deployment needs before anybody can call it: the organisation and its first administrator's API key.
 * Adding the organisation again changes nothing; every call makes a new key.
 * @param keyName - the name under which the key is listed
 * @returns the key as text; only its hash is stored
 */
export async function makeFirstKey(runtime: ActingRuntime, keyName: string): Promise<string> {
  await runtime.directory.organisations.add(defaultOrganisation, instantFromEpoch(runtime.now()));
  const actor = actorFor(runtime, defaultOrganisation, 'first-start', 'system');
  const { key } = await createApiKey(runtime.directory, actor, { name: keyName, role: 'admin' });
  return key;
}

/**
 * Makes another administrator's key for whoever runs the deployment: the way back in when the last key is lost.
 * @returns the key as text; `undefined` when there is no such organisation
 */
export async function makeOperatorKey(
  runtime: ActingRuntime,
  organisation: string,
  keyName: string,
): Promise<string | undefined> {
  if (!(await runtime.directory.organisations.all()).includes(organisation)) return undefined;
  const actor = actorFor(runtime, organisation, 'operator', 'system');
  return (await createApiKey(runtime.directory, actor, { name: keyName, role: 'admin' })).key;
}
