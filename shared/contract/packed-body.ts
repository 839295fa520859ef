/** Names the media type of a JSON body that is sent compressed. @module */

/**
 * JSON, compressed with gzip (RFC 6713): a type of its own instead of `content-encoding: gzip`, because gateways hand on
 * binary types byte for byte, and some unpack what carries that header, after which no signature fits.
 */
export const packedMediaType = 'application/gzip';
