/** Reads and writes the file that holds the bridge's identity, apart from the outbox database. @module */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { assertPrivate, StateDirError } from '#bridge/config/index.ts';
import { BridgeId, InstantField, ZoneField } from '#shared/contract/fields.ts';
import { replacePrivateFile } from './private-file.ts';

/** Who this bridge is to the cloud. */
export const Enrolment = z.strictObject({
  bridgeId: BridgeId,
  /** Base address of the cloud that enrolled it. */
  cloudUrl: z.string(),
  /** File name of the private key in the state folder. */
  keyFile: z.string(),
  /** The organisation's zone, for terminals that have none of their own. */
  zone: ZoneField,
  enrolledAt: InstantField,
});
export type Enrolment = z.output<typeof Enrolment>;

const fileName = 'identity.json';

/**
 * Reads the identity of a state folder; `null` before the first enrolment. It has a file of its own, so that an outbox
 * that is damaged or removed needs no new enrolment.
 * @throws StateDirError `not-private` when others can read it, `damaged` when it holds no identity
 */
export function readIdentity(stateDir: string): Enrolment | null {
  const file = join(stateDir, fileName);
  if (!existsSync(file)) return null;
  assertPrivate(file);
  try {
    return Enrolment.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new StateDirError('damaged', `${file} holds no identity. Enrol this bridge again.`, {
      cause: error,
    });
  }
}

/** Makes an identity the one of the state folder. */
export function writeIdentity(stateDir: string, enrolment: Enrolment): void {
  replacePrivateFile(join(stateDir, fileName), `${JSON.stringify(enrolment, undefined, 2)}\n`);
}
