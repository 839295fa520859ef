/** Keeps the secret of a deployment on one machine in a file beside its data, never among them. @module */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newDeploymentSecret } from './environment.ts';
import { replacePrivateFile } from './replace-private-file.ts';

/**
 * The secret of the data in a folder. The first start makes it, in a file that only its owner can read. The folder has to
 * be held by the caller: two first starts at once would make two.
 */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'deployment-secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = newDeploymentSecret();
  replacePrivateFile(file, `${secret}\n`);
  return secret;
}
