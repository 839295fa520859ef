/** Keeps the secret of a deployment on one machine in a file beside its data, never among them. @module */

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newDeploymentSecret } from './environment.ts';

/**
 * The secret of the data in a folder. The first start makes it, in a file that only its owner can read. The folder has to
 * be held by the caller: two first starts at once would make two.
 */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'deployment-secret');
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    return readFileSync(file, 'utf8').trim();
  }
  mkdirSync(dataDir, { recursive: true });
  const secret = newDeploymentSecret();
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}
