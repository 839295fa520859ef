import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { createApiKey } from './domain/access/index.ts';
import { actorFor, type Runtime } from './runtime.ts';

/** The organisation of a deployment that holds only one. */
export const defaultOrganisation = 'default';

/**
 * What a new deployment needs before anybody can call it: the organisation, and an API key for its first administrator.
 * Adding the organisation again changes nothing; every call makes a new key.
 * @param keyName - what the key is listed as
 * @returns the key as text; it is stored as a hash only
 */
export async function makeFirstKey(runtime: Runtime, keyName: string): Promise<string> {
  await runtime.directory.organisations.add(defaultOrganisation, instantFromEpoch(runtime.now()));
  const actor = actorFor(runtime, defaultOrganisation, 'first-start', 'system');
  const { key } = await createApiKey(runtime.directory, actor, { name: keyName, role: 'admin' });
  return key;
}
