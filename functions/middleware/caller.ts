import type { BridgeId } from '#shared/contract/ids.ts';
import type { Principal } from '#shared/contract/route.ts';
import type { HttpEvent } from './http.ts';

/** Who is calling, as far as the edge has found out. */
export interface Caller {
  /** Empty for callers who need no organisation: health checks and enrolments. */
  organisation: string;
  /** For the audit trail: `key:<id>` or `bridge:<id>`; ids only. */
  name: string;
  principal: Principal;
  /** Of a bridge: its id, and when and with which nonce it signed. */
  bridge?: { id: BridgeId; signedAtSeconds: number; nonce: string };
}

/** A request whose caller has been looked at by a middleware. */
export type CallEvent = HttpEvent & { caller?: Caller };

/** Somebody who has shown nothing. */
export const stranger: Caller = { organisation: '', name: 'nobody', principal: 'public' };
