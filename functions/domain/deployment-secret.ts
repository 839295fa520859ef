/** The secret of a deployment, from which keys are derived that no table holds. @module */

import { createHmac } from 'node:crypto';

/** Fewest characters of the secret. */
const shortestSecret = 32;

/**
 * The secret of this deployment. It is read from the environment each time, because the local cloud may be started with
 * another data folder in the same process.
 * @throws Error when it is missing or too short
 */
function deploymentSecret(): string {
  const secret = process.env.DEPLOYMENT_SECRET ?? '';
  if (secret.length < shortestSecret) {
    throw new Error(
      `The environment of this function is incomplete or wrong (DEPLOYMENT_SECRET: needs at least ${shortestSecret} characters)`,
    );
  }
  return secret;
}

/** Fails at cold start where the secret is needed and missing. @throws Error that names the variable */
export function requireDeploymentSecret(): void {
  deploymentSecret();
}

/** What a key is derived for: keys of different purposes have nothing in common. */
export type KeyPurpose = 'cursor' | 'mail' | 'push-key' | 'webhook';

/** A key of 256 bits for one purpose. @throws Error when the deployment has no secret */
export function derivedKey(purpose: KeyPurpose): Buffer {
  return createHmac('sha256', deploymentSecret()).update(`rollcall:${purpose}:1`).digest();
}
