import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { signatureBase } from '#shared/signature/base.ts';
import { parseSignatureHeaders } from '#shared/signature/headers.ts';
import { anId } from '#test/support/ids.ts';
import { publicJwkOf } from './bridge-key.ts';
import { signatureHeaders } from './sign-request.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const signer = { bridgeId: anId('brg', 1), privateKey };
const time = Date.parse('2026-03-01T08:00:00.900Z');

function verified(target: string, path: string, query: string, body = Buffer.from('{}')): boolean {
  const request = { method: 'POST', authority: 'rollcall.example', target, body };
  const headers = signatureHeaders(request, signer, time);
  const parsed = parseSignatureHeaders({
    signatureInput: headers['signature-input'],
    signature: headers.signature,
    contentDigest: headers['content-digest'],
  });
  if (!parsed.ok) return false;
  const { params, signature, bodySha256 } = parsed.value;
  expect(params.created).toBe(Math.floor(time / 1000));
  expect(params.expires - params.created).toBe(300);
  expect(Buffer.from(bodySha256)).toEqual(createHash('sha256').update(body).digest());
  const base = signatureBase(
    { method: 'POST', authority: 'rollcall.example', path, query, contentDigest: headers['content-digest'] },
    params,
  );
  const publicKey = createPublicKey({ key: { ...publicJwkOf(privateKey) }, format: 'jwk' });
  return verify(null, Buffer.from(base), publicKey, signature);
}

test('a signed request verifies with the public key that enrolment sends', () => {
  expect(verified('/bridge/v1/heartbeat', '/bridge/v1/heartbeat', '?')).toBe(true);
  expect(verified('/bridge/v1/x?a=1&b=%20', '/bridge/v1/x', '?a=1&b=%20')).toBe(true);
  expect(verified('/bridge/v1/x', '/bridge/v1/x', '?', Buffer.alloc(0))).toBe(true);
});

test('another path or query does not verify', () => {
  expect(verified('/bridge/v1/x', '/bridge/v1/y', '?')).toBe(false);
  expect(verified('/bridge/v1/x?a=1', '/bridge/v1/x', '?a=2')).toBe(false);
});

test('every request has a nonce of its own', () => {
  const request = { method: 'GET', authority: 'a', target: '/', body: Buffer.alloc(0) };
  const inputs = Array.from({ length: 50 }, () => signatureHeaders(request, signer, time)['signature-input']);
  expect(new Set(inputs).size).toBe(50);
});
