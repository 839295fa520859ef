/**
 * Builds the exact text that a bridge signs and the cloud verifies (RFC 9421). Pure text; hashing, signing and
 * verifying are done by the callers.
 * @module
 */

/** The request's parts that are signed, in the order in which they are signed. */
export const signedComponents = ['@method', '@authority', '@path', '@query', 'content-digest'] as const;

/** The label under which a bridge's signature stands in `Signature-Input` and `Signature`. */
export const signatureLabel = 'bridge';

/** The application tag (RFC 9421 section 2.3): a signature made for another purpose is never taken for ours. */
export const signatureTag = 'bridge-v1';

/** Values of the signed parts of one request. */
export interface SignatureComponents {
  /** HTTP method in upper case. */
  method: string;
  /** Host and, unless it is the scheme's default, port. Compared in lower case (RFC 9421 section 2.2.3). */
  authority: string;
  /** Path as sent, percent-encoded, beginning with `/`. */
  path: string;
  /** Query as sent with its `?`; `?` or the empty text when there is none (RFC 9421 section 2.2.7). */
  query: string;
  /** The `Content-Digest` header as sent (RFC 9530). */
  contentDigest: string;
}

/** The signature's parameters. Algorithm (`ed25519`) and tag (`bridge-v1`) are fixed. */
export interface SignatureParams {
  /** Seconds since 1970-01-01T00:00:00Z. */
  created: number;
  /** Seconds since 1970-01-01T00:00:00Z. */
  expires: number;
  /** Id of the bridge whose key signs: 1 to 64 letters, digits, `_` or `-`. */
  keyid: string;
  /** Different for every request: 16 to 64 letters, digits, `_` or `-`. */
  nonce: string;
}

/**
 * Joins named components and the signature parameters to a signature base (RFC 9421 section 2.5).
 * @param components - name and value of each component, in signing order
 * @param signatureParams - the inner list with its parameters, exactly as in `Signature-Input` after the label
 */
export function joinSignatureBase(
  components: readonly (readonly [name: string, value: string])[],
  signatureParams: string,
): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${signatureParams}`].join('\n');
}

/**
 * The inner list and parameters, in the one order that bridges use.
 * @example ("@method" …);created=1767225600;expires=1767225660;keyid="brg_…";nonce="…";alg="ed25519";tag="bridge-v1"
 */
export function formatSignatureParams(params: SignatureParams): string {
  const names = signedComponents.map((name) => `"${name}"`).join(' ');
  return (
    `(${names});created=${params.created};expires=${params.expires};keyid="${params.keyid}"` +
    `;nonce="${params.nonce}";alg="ed25519";tag="${signatureTag}"`
  );
}

/** The text to sign or to verify for one request of a bridge. */
export function signatureBase(components: SignatureComponents, params: SignatureParams): string {
  return joinSignatureBase(
    [
      ['@method', components.method],
      ['@authority', components.authority.toLowerCase()],
      ['@path', components.path],
      ['@query', components.query === '' ? '?' : components.query],
      ['content-digest', components.contentDigest],
    ],
    formatSignatureParams(params),
  );
}
