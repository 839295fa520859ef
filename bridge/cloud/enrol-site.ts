/** Enrols the bridge of a state folder: makes its key, exchanges the token, and puts the new identity in force. @module */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ulid } from 'ulid';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { bridgeVersion, caOf, holdStateDir, openStateDir, thisMachine } from '#bridge/config/index.ts';
import type { Enrolment } from '#bridge/outbox/index.ts';
import { Outbox } from '#bridge/outbox/index.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { keyOfEnrolment, removeOtherKeys } from './bridge-key.ts';
import { openCloud } from './cloud-client.ts';
import { cloudClock } from './cloud-clock.ts';
import { isCloudProblem } from './cloud-error.ts';
import { enrolBridge } from './enrol.ts';
import { forgetSealingKey } from './sealing-key.ts';

/** The file of the key that comes with a token. */
function keyFileOf(token: string): string {
  return `key-${createHash('sha256').update(token).digest('hex').slice(0, 26).toUpperCase()}.pem`;
}

/**
 * Enrols the bridge of a state folder: makes its key there, exchanges the token for an identity, and makes that the one
 * in force. The key never leaves the folder. An earlier identity is replaced only when the new one is on disk.
 * @param now - epoch milliseconds of this machine
 * @throws CloudProblem `enrolment.refused`; CloudUnreachable; StateDirError
 */
export async function enrolSite(
  config: BridgeConfig,
  token: string,
  now: () => number = Date.now,
): Promise<Enrolment> {
  const { stateDir } = config;
  openStateDir(stateDir);
  const lock = holdStateDir(stateDir);
  const outbox = new Outbox({ stateDir, limitBytes: config.limits.outboxBytes, now });
  const cloud = openCloud({ cloudUrl: config.cloud, clock: cloudClock(now), ...caOf(config) });
  const current = () => outbox.enrolments.current()?.keyFile ?? '';
  const ofToken = keyFileOf(token);
  // Whoever enrols once more with a token that has given the present identity wants another one.
  const keyFile = ofToken === current() ? `key-${ulid()}.pem` : ofToken;
  let unanswered = '';
  try {
    const privateKey = keyOfEnrolment(join(stateDir, keyFile));
    const answer = await enrolBridge(cloud.api, {
      token,
      privateKey,
      name: config.name,
      version: bridgeVersion,
      machine: thisMachine(),
    });
    const enrolment: Enrolment = {
      bridgeId: answer.bridgeId,
      cloudUrl: config.cloud,
      keyFile,
      zone: answer.zone,
      enrolledAt: instantFromEpoch(Date.parse(answer.serverTime)),
    };
    outbox.enrolments.bind(enrolment);
    forgetSealingKey(stateDir);
    return enrolment;
  } catch (error) {
    // The cloud may have taken the key, and only its answer was lost: the next try comes with the same.
    if (!isCloudProblem(error, 'enrolment.refused')) unanswered = keyFile;
    throw error;
  } finally {
    removeOtherKeys(stateDir, current(), unanswered);
    cloud.close();
    outbox.close();
    lock.release();
  }
}
