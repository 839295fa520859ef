import { expect, test } from 'vitest';
import { securityHeaders } from './headers.ts';

test('the policy allows the own origin alone, and nothing inline', () => {
  expect(securityHeaders()).toEqual({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types rollcall-worker",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('issuers elsewhere may be spoken to: each origin once, whatever its path', () => {
  const issuers = [
    'https://login.customer.example/realms/hr',
    'https://tokens.customer.example',
    'https://login.customer.example',
  ];
  expect(securityHeaders(issuers)['content-security-policy']).toContain(
    "connect-src 'self' https://login.customer.example https://tokens.customer.example;",
  );
});

test.each(['login.customer.example', "'unsafe-inline'; script-src *"])('%s is no issuer', (issuer) => {
  expect(() => securityHeaders([issuer])).toThrow(TypeError);
});
