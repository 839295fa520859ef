import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { joinSignatureBase, signatureBase } from './base.ts';

// The Ed25519 test key that RFC 9421 appendix B.1.4 publishes.
const testKey = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);

test('the signature base of RFC 9421 vector B.2.6 is reproduced, and so is its signature', () => {
  const names = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const values = ['Tue, 20 Apr 2021 02:07:55 GMT', 'POST', '/foo', 'example.com', 'application/json', '18'];
  const params = `(${names.map((name) => `"${name}"`).join(' ')});created=1618884473;keyid="test-key-ed25519"`;

  const base = joinSignatureBase(
    names.map((name, index) => [name, values[index] ?? ''] as const),
    params,
  );

  expect(base).toBe(
    [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")' +
        ';created=1618884473;keyid="test-key-ed25519"',
    ].join('\n'),
  );
  const signature =
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  expect(sign(null, Buffer.from(base), testKey).toString('base64')).toBe(signature);
  expect(verify(null, Buffer.from(base), createPublicKey(testKey), Buffer.from(signature, 'base64'))).toBe(
    true,
  );
});

test('a bridge signs method, authority, path, query and digest, in this order', () => {
  const base = signatureBase(
    {
      method: 'POST',
      authority: 'Cloud.Example:8443',
      path: '/bridge/v1/punches',
      query: '',
      contentDigest: 'sha-256=:x:',
    },
    { created: 1, expires: 61, keyid: 'brg_1', nonce: 'n'.repeat(22) },
  );

  expect(base.split('\n')).toEqual([
    '"@method": POST',
    '"@authority": cloud.example:8443',
    '"@path": /bridge/v1/punches',
    '"@query": ?',
    '"content-digest": sha-256=:x:',
    '"@signature-params": ("@method" "@authority" "@path" "@query" "content-digest");created=1;expires=61' +
      ';keyid="brg_1";nonce="nnnnnnnnnnnnnnnnnnnnnn";alg="ed25519";tag="bridge-v1"',
  ]);
});

test('a query is signed as it was sent', () => {
  const base = signatureBase(
    { method: 'GET', authority: 'a', path: '/', query: '?b=%2F&a=1', contentDigest: 'd' },
    { created: 1, expires: 2, keyid: 'k', nonce: 'n' },
  );
  expect(base).toContain('"@query": ?b=%2F&a=1\n');
});
