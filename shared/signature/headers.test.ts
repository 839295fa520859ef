import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  describeSignatureRefusal,
  formatContentDigest,
  formatSignature,
  formatSignatureInput,
  parseSignatureHeaders,
} from './headers.ts';

const params = { created: 1767225600, expires: 1767225660, keyid: 'brg_1', nonce: 'a'.repeat(22) };
const wellFormed = {
  signatureInput: formatSignatureInput(params),
  signature: formatSignature(new Uint8Array(64).fill(7)),
  contentDigest: formatContentDigest(new Uint8Array(32).fill(9)),
};

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const word = (minLength: number) =>
  fc.string({ unit: fc.constantFrom(...'azAZ09_-'), minLength, maxLength: 64 });

test('what is formatted is read back', () => {
  fc.assert(
    fc.property(
      fc.record({ created: fc.nat(), expires: fc.nat(), keyid: word(1), nonce: word(16) }),
      bytes(64),
      bytes(32),
      (someParams, signature, bodySha256) => {
        const parsed = parseSignatureHeaders({
          signatureInput: formatSignatureInput(someParams),
          signature: formatSignature(signature),
          contentDigest: formatContentDigest(bodySha256),
        });
        expect(parsed).toEqual({ ok: true, value: { params: someParams, signature, bodySha256 } });
      },
    ),
  );
});

test('any text in any header is read or refused, and what is read is exactly what was sent', () => {
  const hostile = fc.oneof(
    fc.option(fc.string({ unit: 'binary', maxLength: 2000 }), { nil: undefined }),
    fc.constantFrom(...Object.values(wellFormed)),
  );
  const damaged = fc
    .record({
      header: fc.constantFrom(...Object.values(wellFormed)),
      at: fc.nat(300),
      drop: fc.nat(3),
      insert: fc.string({ maxLength: 3 }),
    })
    .map(({ header, at, drop, insert }) => header.slice(0, at) + insert + header.slice(at + drop));
  const any = fc.oneof(hostile, damaged);
  fc.assert(
    fc.property(any, any, any, (signatureInput, signature, contentDigest) => {
      const parsed = parseSignatureHeaders({ signatureInput, signature, contentDigest });
      if (!parsed.ok) {
        expect(describeSignatureRefusal(parsed.refusal)).toBeTypeOf('string');
        return;
      }
      expect(formatSignatureInput(parsed.value.params)).toBe(signatureInput);
      expect(formatSignature(parsed.value.signature)).toBe(signature);
      expect(formatContentDigest(parsed.value.bodySha256)).toBe(contentDigest);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['signature-input-missing', { signatureInput: undefined }],
  ['signature-missing', { signature: undefined }],
  ['content-digest-missing', { contentDigest: undefined }],
  [
    'signature-input-malformed',
    { signatureInput: `${wellFormed.signatureInput}, ${wellFormed.signatureInput}` },
  ],
  ['signature-input-malformed', { signatureInput: wellFormed.signatureInput.replace('bridge=', 'other=') }],
  ['signature-input-malformed', { signatureInput: wellFormed.signatureInput.replace(';nonce="', ';n="') }],
  ['signature-input-malformed', { signatureInput: 'x'.repeat(5000) }],
  [
    'signature-input-components',
    { signatureInput: wellFormed.signatureInput.replace(' "content-digest"', '') },
  ],
  [
    'signature-input-algorithm',
    { signatureInput: wellFormed.signatureInput.replace('ed25519', 'hmac-sha256') },
  ],
  ['signature-input-tag', { signatureInput: wellFormed.signatureInput.replace('bridge-v1', 'bridge-v2') }],
  ['signature-malformed', { signature: formatSignature(new Uint8Array(63)) }],
  ['signature-malformed', { signature: wellFormed.signature.replace('==:', '=:') }],
  ['signature-malformed', { signature: formatSignature(new Uint8Array(64)).replace('A==', 'B==') }],
  ['content-digest-malformed', { contentDigest: wellFormed.contentDigest.replace('sha-256', 'sha-512') }],
  ['content-digest-malformed', { contentDigest: `${wellFormed.contentDigest}, ${wellFormed.contentDigest}` }],
] as const)('%s: headers %o are refused', (refusal, change) => {
  expect(parseSignatureHeaders({ ...wellFormed, ...change })).toEqual({ ok: false, refusal });
});
