/**
 * Says from which network address somebody calls: what the gateway sees, or what the console's CloudFront says of its viewer
 * (docs/decisions/0046-viewers-address-behind-cloudfront.md).
 * @module
 */

import { isIP } from 'node:net';
import { edgeHeader, viewerHeader } from '#shared/edge-headers.ts';
import { countedAddress } from '#shared/iclock/network.ts';
import { hashOf, sameHash } from '../domain/secrets.ts';

/** A request, as far as it says where it comes from. Names of headers are in small letters; several of one name are one text. */
export interface AddressedRequest {
  headers?: Readonly<Record<string, string | undefined>> | undefined;
  requestContext: { http: { sourceIp: string } };
}

/**
 * The address by which a caller is counted; of IPv6 the network of 64 bits.
 * @param edgeSecret - absent: nobody is believed
 */
export function callerAddress(
  { headers = {}, requestContext }: AddressedRequest,
  edgeSecret: string | undefined,
): string {
  const { sourceIp } = requestContext.http;
  const { [viewerHeader]: viewer = '', [edgeHeader]: secret = '' } = headers;
  const isEdge = edgeSecret !== undefined && sameHash(hashOf(secret), hashOf(edgeSecret));
  return countedAddress(isEdge && isIP(viewer) !== 0 ? viewer : sourceIp);
}
