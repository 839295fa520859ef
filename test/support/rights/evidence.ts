/** The committed evidence of what the functions ask of AWS: one line for each function, action, resource and kind of key. @module */

import { readFileSync } from 'node:fs';
import type { LambdaName } from '#infra/lambdas.ts';

/** Where the evidence is, relative to the repository. */
export const evidenceFile = 'test/infra/rights-evidence.txt';

/** One line: a function has taken this action on this resource, with keys of this kind. */
export interface Evidence {
  lambda: LambdaName;
  action: string;
  /** As {@link Call} in `calls.ts` names it. */
  on: string;
  /** Pattern of the partition key; `-` where there is none. */
  key: string;
}

/** Reads lines of evidence. */
export function parseEvidence(text: string): Evidence[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [lambda, action, on, key] = line.split(' ') as [LambdaName, string, string, string];
    return { lambda, action, on, key };
  });
}

/** The committed evidence. */
export function committedEvidence(): Evidence[] {
  return parseEvidence(readFileSync(evidenceFile, 'utf8'));
}
