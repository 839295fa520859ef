/** The headers that the console is served with, by the local gateway and by CloudFront alike. @module */

/** What a browser must know of every file of the console. */
export interface SecurityHeaders {
  'content-security-policy': string;
  'x-content-type-options': 'nosniff';
  'referrer-policy': 'no-referrer';
  'cross-origin-opener-policy': 'same-origin';
}

/**
 * The headers of every file of the console. The policy allows what comes from the console's own origin and nothing else: no
 * inline script, no inline style, no worker but those made through the policy `rollcall-worker`.
 * @param issuers - addresses at which people are signed in; the console asks them for tokens, each by its origin. Cognito has two:
 * the issuer, and the domain with its tokens
 * @param origins - more of them, as they stand: what CloudFormation fills in is no URL yet
 * @throws TypeError when an issuer is no URL
 */
export function securityHeaders(
  issuers: readonly string[] = [],
  origins: readonly string[] = [],
): SecurityHeaders {
  const sources = new Set([...issuers.map((issuer) => new URL(issuer).origin), ...origins]);
  const connect = ["'self'", ...sources].join(' ');
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src ${connect}`,
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types rollcall-worker',
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** How long a file may be kept: those in `assets/` are named after their content, and the others keep their names. */
export const cacheControl = {
  assets: 'public, max-age=31536000, immutable',
  others: 'no-cache',
} as const;
