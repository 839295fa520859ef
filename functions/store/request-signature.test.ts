import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signedHeaders } from './request-signature.ts';

/** SHA-256, in the form that the SDK's signer takes. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }

  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('each hash is made for one text');
  }
}

const text = fc.string({ minLength: 1, unit: fc.constantFrom(...'abcXYZ0189/+=') });

test('a signature is the one that the SDK makes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        region: fc.constantFrom('eu-central-1', 'us-east-1', 'cn-north-1'),
        host: fc.constantFrom('dynamodb.eu-central-1.amazonaws.com', '127.0.0.1:8000'),
        body: fc.string({ unit: 'binary' }),
        epoch: fc.integer({ min: 0, max: 4_102_444_800_000 }),
        accessKeyId: text,
        secretAccessKey: text,
        sessionToken: fc.option(text, { nil: undefined }),
      }),
      async ({ region, host, body, epoch, accessKeyId, secretAccessKey, sessionToken }) => {
        const credentials = {
          accessKeyId,
          secretAccessKey,
          ...(sessionToken === undefined ? {} : { sessionToken }),
        };
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.Query',
        };
        const signer = new SignatureV4({ service: 'dynamodb', region, credentials, sha256: Sha256 as never });
        const request = {
          protocol: 'https:',
          hostname: host,
          method: 'POST',
          path: '/',
          headers: { ...headers, host },
          body,
        };
        const expected = await signer.sign(request, { signingDate: new Date(epoch) });
        const own = signedHeaders({ region, host, path: '/', headers, body }, credentials, epoch);
        expect(own).toEqual(expected.headers);
      },
    ),
  );
});
