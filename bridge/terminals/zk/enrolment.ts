/** Reads which fingers and faces are enrolled for each user, without keeping any template. @module */

import { BulkTransfer, type TransferOptions } from '#bridge/terminals/zk/bulk-transfer.ts';
import { datasets } from '#bridge/terminals/zk/datasets.ts';
import type { FreeSizes } from '#bridge/terminals/zk/free-sizes.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { templateHeaders } from '#bridge/terminals/zk/templates.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

/** What of a user is enrolled on a terminal: indexes and counts, never templates. */
export interface Enrolment {
  /** Finger indexes 0 to 9, in order. */
  fingers: number[];
  /** 0 when no face is enrolled on the terminal; absent when some are, because it does not say whose. */
  faces?: number;
}

/**
 * Reads who has which fingers enrolled. The template bytes pass by and are not kept.
 * @param users - of the terminal; each gets an entry
 * @param sizes - the terminal's counts
 * @throws TerminalFault see {@link BulkTransfer}; `corrupt` when the bytes are not such a list
 */
export async function readEnrolment(
  session: ZkSession,
  options: TransferOptions,
  users: readonly { uid: number; pin: string }[],
  sizes: FreeSizes,
): Promise<Map<string, Enrolment>> {
  // A terminal without a fingerprint sensor may not know the request at all.
  const fingersOfUid = sizes.fingerprints === 0 ? new Map() : await readFingers(session, options);
  const faces = sizes.faces === 0 ? { faces: 0 } : {};
  return new Map(users.map(({ uid, pin }) => [pin, { fingers: fingersOfUid.get(uid) ?? [], ...faces }]));
}

async function readFingers(session: ZkSession, options: TransferOptions): Promise<Map<number, number[]>> {
  const headers = templateHeaders();
  const transfer = await BulkTransfer.start(session, datasets.templates, options);
  for await (const chunk of transfer.chunks()) {
    if (!headers.push(chunk)) throw corrupt(session, 'it holds something else');
  }
  if (!headers.atEnd) throw corrupt(session, 'it ends within an entry');
  return headers.fingers();
}

function corrupt(session: ZkSession, what: string): TerminalFault {
  const reason = `the list of fingerprints cannot be read: ${what}`;
  return new TerminalFault('corrupt', { address: session.address, reason });
}
