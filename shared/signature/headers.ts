/** Writes and parses the signature headers of a bridge's request. @module */

import { formatSignatureParams, type SignatureParams, signatureLabel, signedComponents } from './base.ts';

/** Why the signature headers of a request cannot be used. */
export type SignatureRefusal =
  | 'signature-input-missing'
  | 'signature-input-malformed'
  | 'signature-input-components'
  | 'signature-input-algorithm'
  | 'signature-input-tag'
  | 'signature-missing'
  | 'signature-malformed'
  | 'content-digest-missing'
  | 'content-digest-malformed';

const refusalTexts: Record<SignatureRefusal, string> = {
  'signature-input-missing': 'the Signature-Input header is missing',
  'signature-input-malformed': 'the Signature-Input header is not of the form that bridges send',
  'signature-input-components': `Signature-Input must cover ${signedComponents.join(', ')}`,
  'signature-input-algorithm': 'the algorithm must be ed25519',
  'signature-input-tag': 'the tag must be bridge-v1',
  'signature-missing': 'the Signature header is missing',
  'signature-malformed': 'the Signature header must hold 64 bytes in base64 under the label "bridge"',
  'content-digest-missing': 'the Content-Digest header is missing',
  'content-digest-malformed': 'the Content-Digest header must hold one sha-256 digest',
};

/** A refusal in words, for the problem document. */
export function describeSignatureRefusal(refusal: SignatureRefusal): string {
  return refusalTexts[refusal];
}

/** The signature headers of a request, as received; `undefined` where a header is missing. */
export interface SignatureHeaders {
  signatureInput: string | undefined;
  signature: string | undefined;
  contentDigest: string | undefined;
}

/** What well-formed signature headers say. Nothing is verified yet. */
export interface ParsedSignature {
  params: SignatureParams;
  /** The Ed25519 signature, 64 bytes. */
  signature: Uint8Array<ArrayBuffer>;
  /** The SHA-256 digest that the body is said to have, 32 bytes. */
  bodySha256: Uint8Array<ArrayBuffer>;
}

/** Either the parsed headers or why they are refused. */
export type SignatureParseResult =
  | { ok: true; value: ParsedSignature }
  | { ok: false; refusal: SignatureRefusal };

const maxHeaderLength = 1024;
const inputForm = new RegExp(`^${signatureLabel}=\\(([^()]*)\\);(.*)$`);
const paramsForm =
  /^created=(0|[1-9]\d{0,11});expires=(0|[1-9]\d{0,11});keyid="([A-Za-z0-9_-]{1,64})";nonce="([A-Za-z0-9_-]{16,64})";alg="([^"\\]{1,32})";tag="([^"\\]{1,32})"$/;
// The last letter before the padding carries unused bits; only the forms with zeros there are canonical, so that one
// signature has one spelling.
const signatureForm = new RegExp(`^${signatureLabel}=:([A-Za-z0-9+/]{85}[AQgw]==):$`);
const digestForm = /^sha-256=:([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=):$/;
const componentNames = signedComponents.map((name) => `"${name}"`).join(' ');

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function refused(refusal: SignatureRefusal): SignatureParseResult {
  return { ok: false, refusal };
}

/** The `Signature-Input` header of a bridge's request. */
export function formatSignatureInput(params: SignatureParams): string {
  return `${signatureLabel}=${formatSignatureParams(params)}`;
}

/** The `Signature` header. @param signature - 64 bytes */
export function formatSignature(signature: Uint8Array): string {
  return `${signatureLabel}=:${base64Of(signature)}:`;
}

/** The `Content-Digest` header (RFC 9530). @param bodySha256 - SHA-256 of the body's bytes as sent, 32 bytes */
export function formatContentDigest(bodySha256: Uint8Array): string {
  return `sha-256=:${base64Of(bodySha256)}:`;
}

/**
 * Reads the signature headers of a request. Only the exact form that {@link formatSignatureInput} writes is taken: one
 * signature, our components in our order, our algorithm and tag; so what is verified is what was received.
 * @returns the parsed headers or a refusal; no input makes it throw
 */
export function parseSignatureHeaders(headers: SignatureHeaders): SignatureParseResult {
  const { signatureInput, signature, contentDigest } = headers;
  if (signatureInput === undefined) return refused('signature-input-missing');
  if (signature === undefined) return refused('signature-missing');
  if (contentDigest === undefined) return refused('content-digest-missing');

  if (signatureInput.length > maxHeaderLength) return refused('signature-input-malformed');
  const [, components, rest] = inputForm.exec(signatureInput) ?? [];
  if (components === undefined || rest === undefined) return refused('signature-input-malformed');
  if (components !== componentNames) return refused('signature-input-components');
  const [, created, expires, keyid, nonce, algorithm, tag] = paramsForm.exec(rest) ?? [];
  if (created === undefined || expires === undefined || keyid === undefined || nonce === undefined) {
    return refused('signature-input-malformed');
  }
  if (algorithm !== 'ed25519') return refused('signature-input-algorithm');
  if (tag !== 'bridge-v1') return refused('signature-input-tag');

  const signatureText = signatureForm.exec(signature)?.[1];
  if (signatureText === undefined) return refused('signature-malformed');
  const digestText = digestForm.exec(contentDigest)?.[1];
  if (digestText === undefined) return refused('content-digest-malformed');

  return {
    ok: true,
    value: {
      params: { created: Number(created), expires: Number(expires), keyid, nonce },
      signature: bytesOfBase64(signatureText),
      bodySha256: bytesOfBase64(digestText),
    },
  };
}
