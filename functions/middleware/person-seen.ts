/** Notes who calls with a token of an issuer, once an hour each, so that every id of a person has a name. @module */

import type { MiddlewareObj } from '@middy/core';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import {
  askIssuer,
  issuerMetadata,
  noteSeen,
  type Profile,
  personIdOf,
  type SignedIn,
  seenMilliseconds,
} from '../domain/access/index.ts';
import { log } from '../observe/log.ts';
import type { Runtime } from '../runtime.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';

const mostRemembered = 10_000;

/**
 * Notes people who call. What this process has noted within the hour is not looked up again. Use it after the caller is
 * known; the authorizer cannot do this, because it may write nothing: see decision 0030.
 */
export function personSeen(
  runtime: Pick<Runtime, 'environment' | 'storesOf' | 'now'>,
): MiddlewareObj<CallEvent, HttpResult> {
  const { signIn } = runtime.environment;
  const noted = new Map<string, { as: string; at: number }>();
  const metadataOf = signIn && issuerMetadata(signIn.issuer, runtime.now);

  async function profileFor(person: SignedIn, authorization: string): Promise<Profile | undefined> {
    if (signIn === undefined || metadataOf === undefined) return undefined;
    try {
      const profile = await askIssuer(metadataOf, authorization.split(' ')[1] ?? '');
      if (profile === undefined) return undefined;
      const isSame = personIdOf(signIn.organisation, signIn.issuer, profile.subject) === person.id;
      return isSame ? profile : undefined;
    } catch (error) {
      // The call itself needs no name; the next hour asks again.
      log({ level: 'warn', message: 'profile not read', personId: person.id, error });
      return undefined;
    }
  }

  return {
    before: async function personSeenBefore({ event }) {
      const { caller } = event;
      if (caller?.person === undefined) return;
      const { person } = caller;
      const now = runtime.now();
      const as = JSON.stringify([caller.organisation, person]);
      const last = noted.get(person.id);
      if (last?.as === as && now - last.at < seenMilliseconds) return;
      await noteSeen(runtime.storesOf(caller.organisation), person, instantFromEpoch(now), () =>
        profileFor(person, event.headers.authorization ?? ''),
      );
      if (noted.size >= mostRemembered) noted.clear();
      noted.set(person.id, { as, at: now });
    },
  };
}
