/** Defines what middleware finds out about a caller and passes on to the handlers. @module */

import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { Principal } from '#shared/contract/route.ts';
import type { SignedIn } from '../domain/access/index.ts';
import type { RepeatableRequest } from '../domain/actor.ts';
import type { HttpEvent } from './http.ts';

/** Who is calling, as far as the middleware has found out. */
export interface Caller {
  /** Empty for callers who need no organisation: health checks and enrolments. */
  organisation: string;
  /** For the audit trail: `key:<id>`, `person:<id>` or `bridge:<id>`; ids only. */
  name: string;
  principal: Principal;
  /** Of a key of role `integration`: what it may do. */
  scopes?: readonly string[];
  /** Of a caller who has signed in with an account of an issuer. */
  person?: SignedIn;
  /** Of a bridge: its id, and when, with which nonce and with which key it signed. */
  bridge?: { id: BridgeId; signedAtSeconds: number; nonce: string; key: PublicKeyJwk };
}

/** A request whose caller a middleware has identified, and which another has told apart from its repeats. */
export type CallEvent = HttpEvent & {
  caller?: Caller;
  request?: RepeatableRequest;
  /** Headers that tell the caller how many more requests it may make, whatever the answer is. */
  limitHeaders?: Readonly<Record<string, string>>;
};

/** A caller who has shown no credential. */
export const stranger: Caller = { organisation: '', name: 'nobody', principal: 'public' };
