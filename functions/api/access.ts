/** The API answers who is calling and whether it is healthy, manages API keys, and shows the audit trail. @module */

import { type access, Role, Scope } from '#shared/contract/access.ts';
import { ourIdOf, parseOurId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import packageJson from '../../package.json' with { type: 'json' };
import {
  changeScopes,
  createApiKey,
  deleteApiKey,
  listApiKeys,
  readTrail,
  rotateApiKey,
} from '../domain/access/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Looked up to see whether the table of credentials answers: nobody has it. */
const noKey = ourIdOf('key', '0'.repeat(26));

/** Handlers of access: health, the caller's own identity, API keys, audit trail. */
export function accessHandlers(runtime: Runtime): Handlers<typeof access> {
  const { directory } = runtime;
  return {
    getHealth: async () => {
      try {
        await Promise.all([directory.organisations.all(), directory.credentials.findApiKey(noKey)]);
      } catch (error) {
        throw new RollcallError(
          'service.busy',
          { retryAfterSeconds: 5 },
          { cause: { owner: 'functions/api', error } },
        );
      }
      return { body: { status: 'ok', version: packageJson.version, time: instantFromEpoch(runtime.now()) } };
    },
    getMe: async (_input, { caller }) => {
      const stores = runtime.storesOf(caller.organisation);
      const keyId = parseOurId('key', caller.name.replace('key:', ''));
      const [settings, key, person] = await Promise.all([
        stores.settings.read(),
        keyId === null ? undefined : directory.credentials.findApiKey(keyId),
        caller.person && stores.people.find(caller.person.id),
      ]);
      const organisationName = settings.organisation?.name;
      const name = person?.name ?? key?.name;
      return {
        body: {
          organisation: caller.organisation,
          ...(organisationName === undefined ? {} : { organisationName }),
          zone: settings.zone,
          caller: caller.name,
          role: Role.parse(caller.principal),
          ...(name === undefined ? {} : { name }),
          ...(caller.scopes === undefined
            ? {}
            : { scopes: caller.scopes.map((scope) => Scope.parse(scope)) }),
          ...(caller.person === undefined
            ? {}
            : { person: { id: caller.person.id, name: person?.name, email: person?.email } }),
        },
      };
    },
    createApiKey: async ({ body }, call) => ({
      body: await createApiKey(directory, actorOf(runtime, call), body),
    }),
    listApiKeys: async ({ query }, call) => ({
      body: await listApiKeys(directory, actorOf(runtime, call), query.limit, query.cursor),
    }),
    updateApiKey: async ({ params, body }, call) => ({
      body: await changeScopes(directory, actorOf(runtime, call), params.keyId, body.scopes),
    }),
    rotateApiKey: async ({ params, body }, call) => ({
      body: await rotateApiKey(directory, actorOf(runtime, call), params.keyId, body),
    }),
    deleteApiKey: async ({ params }, call) => {
      await deleteApiKey(directory, actorOf(runtime, call), params.keyId);
      return { body: undefined };
    },
    listAudit: async ({ query }, call) => ({
      body: await readTrail(actorOf(runtime, call), query),
    }),
  };
}
