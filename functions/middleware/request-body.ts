/** Reads a request's body: raw bytes for signatures, unpacked JSON or YAML for handlers. @module */

import { gunzipSync } from 'node:zlib';
import { packedMediaType } from '#shared/contract/packed-body.ts';
import { defaultBodyLimitBytes, type RouteDefinition } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { type HttpEvent, yamlMediaTypes } from './http.ts';

/** The bytes of a body exactly as they came over the wire: what a signature covers. */
export function rawBody(event: HttpEvent): Buffer {
  if (event.body === undefined) return Buffer.alloc(0);
  return Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
}

function unpacked(bytes: Buffer, limitBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new RollcallError('request.too-large', { bytes: limitBytes + 1, limitBytes });
    }
    throw new RollcallError('request.not-json', { reason: 'the body is not valid gzip' });
  }
}

/** The body without the encoding that its header names: how bridges compressed before there was a media type for it. */
function decompressed(event: HttpEvent, bytes: Buffer, limitBytes: number): Buffer {
  const encoding = event.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') {
    throw new RollcallError('request.media-type', {
      received: `encoding ${encoding}`,
      accepted: 'gzip or none',
    });
  }
  return unpacked(bytes, limitBytes);
}

/**
 * Reads the JSON body of a request, compressed or not, or, where the route takes YAML, the text of a YAML body.
 * @throws RollcallError request.media-type, request.too-large (also for what unpacks too large), request.not-json
 */
export function jsonBody(event: HttpEvent, definition: RouteDefinition): unknown {
  const mediaType = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isYaml = definition.yamlBody === true && yamlMediaTypes.includes(mediaType);
  const isPacked = mediaType === packedMediaType;
  if (mediaType !== 'application/json' && !isPacked && !isYaml) {
    throw new RollcallError('request.media-type', {
      received: mediaType || 'nothing',
      accepted: definition.yamlBody ? 'application/json or application/yaml' : 'application/json',
    });
  }
  const limitBytes = definition.bodyLimitBytes ?? defaultBodyLimitBytes;
  const plain = decompressed(event, rawBody(event), limitBytes);
  const bytes = isPacked ? unpacked(plain, limitBytes) : plain;
  if (bytes.length > limitBytes)
    throw new RollcallError('request.too-large', { bytes: bytes.length, limitBytes });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isYaml ? text : JSON.parse(text);
  } catch (error) {
    throw new RollcallError('request.not-json', { reason: (error as Error).message.slice(0, 120) });
  }
}
