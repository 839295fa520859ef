/** Reads the files of a release from an address or from a folder of this machine. @module */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openExchange } from '#bridge/cloud/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { UpdateError } from './update-error.ts';

/** Where a release is. */
export interface ReleaseSource {
  /** @throws UpdateError when the file cannot be had; CloudUnreachable when nobody answers */
  read(name: string): Promise<Buffer>;
}

const mostBytes = 256 * 1024 * 1024;
const mostRedirects = 5;
const minute = 60_000;
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

function requireSafe(url: URL): URL {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))) return url;
  throw new UpdateError(`${url.href} does not begin with https://.`);
}

async function fetched(url: URL, ca: string | undefined, redirects = 0): Promise<Buffer> {
  const connection = openExchange(requireSafe(url), 1, ca, mostBytes);
  try {
    const { status, headers, body } = await connection.exchange({
      method: 'GET',
      target: url.pathname + url.search,
      headers: {},
      body: new Uint8Array(),
      signal: AbortSignal.timeout(20 * minute),
    });
    if (status === 200) return body;
    // Services that keep releases send to the servers that have the files.
    if (status >= 301 && status <= 308 && headers.location !== undefined && redirects < mostRedirects) {
      return await fetched(new URL(headers.location, url), ca, redirects + 1);
    }
    throw new UpdateError(`${url.href} answers ${status}.`);
  } finally {
    connection.close();
  }
}

/**
 * The release at an address or in a folder.
 * @param from - `https://…` of the folder with `SHA256SUMS`, or its path on this machine
 * @param ca - certificates of further authorities to believe, in PEM
 */
export function releaseSource(from: string, ca?: string): ReleaseSource {
  if (/^https?:/.test(from)) {
    const base = new URL(from.endsWith('/') ? from : `${from}/`);
    return { read: (name) => fetched(new URL(name, base), ca) };
  }
  return {
    async read(name) {
      try {
        return readFileSync(join(from, name));
      } catch (error) {
        throw new UpdateError(`${join(from, name)} cannot be read (${fileTrouble(error)}).`, {
          cause: error,
        });
      }
    },
  };
}
