/** Reads the list of a release, and believes it only when it was signed with the key that this bridge knows. @module */

import { createHash, createPublicKey, verify } from 'node:crypto';
import { UpdateError } from './update-error.ts';

/** The files of a release, as `SHA256SUMS` has them. */
export interface ReleaseList {
  version: string;
  /** SHA-256 in hexadecimal, by the name of the file. */
  sums: ReadonlyMap<string, string>;
}

const line = /^([0-9a-f]{64}) [ *]([\w][\w.+~-]*)$/;
const archive =
  /^rollcall-bridge-(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)-(?:linux|win|darwin)-(?:x64|arm64)\.tar\.gz$/;

/** The name of the archive for a kind of machine. @param target - such as `linux-x64` */
export const archiveName = (version: string, target: string): string =>
  `rollcall-bridge-${version}-${target}.tar.gz`;

/**
 * The files of a release, when the signature of its list holds.
 * @param publicKey - Ed25519, in PEM
 * @throws UpdateError when the list was not signed with the key, or is not one
 */
export function readReleaseList(sums: Buffer, signature: Buffer, publicKey: string): ReleaseList {
  const key = createPublicKey(publicKey);
  if (key.asymmetricKeyType !== 'ed25519' || !verify(null, sums, key, signature)) {
    throw new UpdateError(
      'The release is not signed with the key that this bridge knows. Nothing was changed.',
    );
  }
  const entries = sums
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text): [name: string, sum: string] => {
      const [, sum, name] = line.exec(text) ?? [];
      if (sum === undefined || name === undefined) throw new UpdateError(`SHA256SUMS has a line "${text}".`);
      return [name, sum];
    });
  const versions = new Set(entries.flatMap(([name]) => archive.exec(name)?.[1] ?? []));
  const [version] = versions;
  if (version === undefined || versions.size > 1) {
    throw new UpdateError('The release does not have the bridge in one version.');
  }
  return { version, sums: new Map(entries) };
}

/** @throws UpdateError when a file is not the one of the list */
export function requireListed({ sums }: ReleaseList, name: string, content: Buffer): void {
  const wanted = sums.get(name);
  if (wanted === undefined) throw new UpdateError(`The release has no ${name}.`);
  if (createHash('sha256').update(content).digest('hex') === wanted) return;
  throw new UpdateError(`${name} is not what the release says. Nothing was changed; try again.`);
}
