/** The local gateway serves the built console from memory, as CloudFront serves it from its bucket. @module */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import { cacheControl, type SecurityHeaders } from '#infra/console/headers.ts';
import { consolePage, isScreen } from '#infra/console/paths.ts';
import type { GatewayAnswer } from '../answer.ts';
import { acceptedEncoding, type Encoding, matchesETag } from './conditions.ts';
import { fileTypeOf } from './content-types.ts';

/** The console as it is served. */
export interface ConsoleFiles {
  /**
   * Answers a GET or HEAD.
   * @param path - percent-decoded
   * @param security - goes with every file
   * @returns `null` where the console has nothing
   */
  answer(path: string, asked: ConsoleRequest, security: SecurityHeaders): Promise<GatewayAnswer | null>;
}

/** What the headers of a request say of the answer that is wanted. */
export interface ConsoleRequest {
  acceptEncoding?: string | undefined;
  ifNoneMatch?: string | undefined;
}

interface ConsoleFile {
  path: string;
  content: Buffer;
  /** Digest of the content. */
  digest: string;
  compressed: Map<Encoding, Promise<Buffer>>;
}

/** Shorter files hardly become smaller. */
const shortestCompressedBytes = 1_024;
/** Higher levels take seconds, and here nobody waits for the bytes on a line. */
const brotliQuality = 5;

const packers: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) =>
    promisify(brotliCompress)(content, { params: { [zlib.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: promisify<Buffer, Buffer>(gzip),
};

async function readAll(folder: string): Promise<Map<string, ConsoleFile>> {
  const files = new Map<string, ConsoleFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const full = join(entry.parentPath, entry.name);
      const segments = full.slice(folder.length + 1).split(sep);
      // Such files tell what the build was made of; a link could lead out of the folder.
      if (!entry.isFile() || segments.some((segment) => segment.startsWith('.'))) return;
      const content = await readFile(full);
      const path = `/${segments.join('/')}`;
      const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22);
      files.set(path, { path, content, digest, compressed: new Map() });
    }),
  );
  return files;
}

/**
 * Reads a built console into memory. It stays as it was read, also while another build replaces the folder, and there is no path
 * that leads out of it: what was not read does not exist.
 */
export async function readConsole(folder: string): Promise<ConsoleFiles> {
  const files = await readAll(join(folder));

  function packed(file: ConsoleFile, encoding: Encoding): Promise<Buffer> {
    const known = file.compressed.get(encoding) ?? packers[encoding](file.content);
    file.compressed.set(encoding, known);
    return known;
  }

  return {
    async answer(path, { acceptEncoding, ifNoneMatch }, security) {
      const file = files.get(isScreen(path) ? consolePage : path);
      if (!file) return null;
      const { type, compressible } = fileTypeOf(file.path);
      const packs = compressible && file.content.length >= shortestCompressedBytes;
      const encoding = packs ? acceptedEncoding(acceptEncoding) : undefined;
      const etag = `"${file.digest}${encoding === undefined ? '' : `-${encoding}`}"`;
      const headers = {
        ...security,
        'cache-control': file.path.startsWith('/assets/') ? cacheControl.assets : cacheControl.others,
        etag,
        ...(packs ? { vary: 'accept-encoding' } : {}),
      };
      if (matchesETag(ifNoneMatch, etag)) return { status: 304, headers, body: Buffer.alloc(0) };
      return {
        status: 200,
        headers: {
          ...headers,
          'content-type': type,
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
        },
        body: encoding === undefined ? file.content : await packed(file, encoding),
      };
    },
  };
}
