/** Gives the bridge of `setup` an identity, or finds that the one that it has still holds. @module */

import { enrolSite, isCloudProblem } from '#bridge/cloud/index.ts';
import type { BridgeConfig } from '#bridge/config/index.ts';
import type { BridgeLog } from '#bridge/log/index.ts';
import { readIdentity } from '#bridge/outbox/index.ts';
import { openBridge } from '#bridge/work/index.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { UsageError } from './failures.ts';
import { reportToCloud } from './send-all.ts';

/** A token has more characters than this: a shorter one was not copied whole. */
const shortestToken = 20;

/** A token as it was given. @throws UsageError when it was not copied whole */
export function wholeToken(text: string | undefined): string | undefined {
  const token = text?.trim();
  if (token === undefined || token === '') return undefined;
  if (token.length < shortestToken)
    throw new UsageError('That is no whole enrolment token: copy all of it. Nothing was sent.');
  return token;
}

/** The identity with which the bridge goes on. */
export interface Identity {
  bridgeId: BridgeId;
  isNew: boolean;
}

/** Where an identity comes from. */
export interface IdentityWish {
  config: BridgeConfig;
  token: string | undefined;
  log: BridgeLog;
  now: () => number;
}

/** Whether a bridge has an identity for its cloud, whatever has become of it there. */
export function hasIdentity({ stateDir, cloud }: Pick<BridgeConfig, 'stateDir' | 'cloud'>): boolean {
  return readIdentity(stateDir)?.cloudUrl === cloud;
}

/** Whether the cloud still knows a bridge. @throws CloudUnreachable, and other problems of the cloud */
async function isStillKnown({ config, log, now }: IdentityWish): Promise<boolean> {
  const opened = openBridge({ config, log, now });
  try {
    await reportToCloud(opened);
    return true;
  } catch (error) {
    if (isCloudProblem(error, 'bridge.revoked', 'bridge.unknown')) return false;
    throw error;
  } finally {
    opened.close();
  }
}

/**
 * Enrols the bridge unless it has an identity that its cloud knows. A token that is not needed stays unused.
 * @throws UsageError when it needs one and has none; CloudProblem `enrolment.refused`; CloudUnreachable
 */
export async function ensureIdentity(wish: IdentityWish): Promise<Identity> {
  const { config, token, now } = wish;
  const identity = readIdentity(config.stateDir);
  const isOurs = identity !== null && identity.cloudUrl === config.cloud;
  if (isOurs && (await isStillKnown(wish))) return { bridgeId: identity.bridgeId, isNew: false };
  if (token === undefined) {
    throw new UsageError(
      isOurs
        ? `The cloud no longer knows this bridge (${identity.bridgeId}): it was revoked. Run this again with a new --token TOKEN.`
        : '--token TOKEN is missing (or ROLLCALL_ENROLMENT_TOKEN). An administrator makes one in the console: Terminals, Add a bridge.',
    );
  }
  return { bridgeId: (await enrolSite(config, token, now)).bridgeId, isNew: true };
}
