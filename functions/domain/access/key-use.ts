/** Notes when an API key was last used, so that a key which nobody needs any more can be told from the others. @module */

import type { ApiKeyId } from '#shared/contract/ids.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Credentials } from '../../store/index.ts';

/** How long a key counts as used, in milliseconds: one write an hour, however much is done with it. */
const usedMilliseconds = 3_600_000;

/** A use of a key: when it was last noted, and whether its secret is one of before a rotation. */
export interface KeyUse {
  keyId: ApiKeyId;
  isEarlier: boolean;
  usedAt?: Instant | undefined;
}

/** Whether a use is to be noted. */
export function isUseDue(usedAt: Instant | undefined, now: Instant): boolean {
  return usedAt === undefined || epochOf(now) - epochOf(usedAt) >= usedMilliseconds;
}

/** Notes the use of a key, unless it was noted within the hour, by whomever. */
export async function noteKeyUse(
  { credentials }: Credentials,
  { keyId, isEarlier, usedAt }: KeyUse,
  now: Instant,
): Promise<void> {
  if (!isUseDue(usedAt, now)) return;
  const since = instantFromEpoch(epochOf(now) - usedMilliseconds);
  await credentials.noteKeyUse(keyId, now, since, isEarlier);
}
