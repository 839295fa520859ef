/** Reads the user records of a terminal while they arrive. @module */

import { BulkTransfer, type TransferOptions } from '#bridge/terminals/zk/bulk-transfer.ts';
import { datasets } from '#bridge/terminals/zk/datasets.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { detectUserLayout } from '#bridge/terminals/zk/user-layouts.ts';
import { type UserLayoutName, userRecordLayouts } from '#shared/punch/user-record.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

/**
 * Reads the users' records while they arrive.
 * @param userCount - according to GET_FREE_SIZES; `null` when unknown
 * @param take - called with whole records, which hold passwords: keep nothing of the bytes that is not needed
 * @returns the layout; `undefined` when the terminal has no users
 * @throws TerminalFault see {@link BulkTransfer}, and `layout-unknown`, `corrupt`
 */
export async function readUserRecords(
  session: ZkSession,
  options: TransferOptions,
  userCount: number | null,
  take: (records: Buffer, layout: UserLayoutName) => void,
): Promise<UserLayoutName | undefined> {
  const transfer = await BulkTransfer.start(session, datasets.users, options);
  let layout: UserLayoutName | undefined;
  let rest = Buffer.alloc(0);
  for await (const chunk of transfer.chunks()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    layout ??= detectUserLayout(bytes, userCount, transfer.recordBytes);
    if (layout === undefined) {
      throw new TerminalFault('layout-unknown', {
        address: session.address,
        bytes: transfer.recordBytes,
        records: userCount,
        of: 'users',
      });
    }
    const wholeBytes = bytes.length - (bytes.length % userRecordLayouts[layout].bytes);
    take(bytes.subarray(0, wholeBytes), layout);
    rest = Buffer.from(bytes.subarray(wholeBytes));
  }
  if (rest.length === 0) return layout;
  const reason = `the users end within a record (${rest.length} bytes are left over)`;
  throw new TerminalFault('corrupt', { address: session.address, reason });
}
